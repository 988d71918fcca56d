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
        # Whoever works in the service, in each of its trades.
        "programming_officer",
        "planning_officer",
        "works_inspector",
        "works_head",
        "subsidies_officer",
        "payments_officer",
        "payments_reviewer",
        "payments_approver",
        "treasury",
        "legal",
        "registry_officer",
        "internal_control",
        "norms_officer",
        "social_evaluator",
        "regional_coordinator",
        "board_member",
        "counter_officer",
        "receiver",
    ],
)
