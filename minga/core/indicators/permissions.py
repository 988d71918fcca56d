"""Who keeps figures; reading them is of everybody whom the indicator lets."""

from minga.core.permissions import declare

TAKE = declare(
    "indicators.take",
    "guardar mediciones de indicadores",
    [
        "unit_officer",
        "unit_head",
        "institution_head",
        "regional_reader",
        "ministry_reader",
        "auditor",
    ],
)
