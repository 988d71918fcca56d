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
