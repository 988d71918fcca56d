"""What can be done with jobs besides one's own."""

from minga.core.permissions import declare

SEE_ALL = declare("jobs.see_all", "ver los trabajos de todas las personas", ["administrator"])
SUBSCRIBE = declare(
    "jobs.subscribe",
    "programar envíos de informes",
    [
        "unit_officer",
        "unit_head",
        "institution_head",
        "ministry_reader",
        "regional_reader",
        "auditor",
        "administrator",
    ],
)
