"""What can be done with control visits: one function, one transaction, one event."""

from minga.visits.actions.assigning import (
    ask_visit,
    assign_visit,
    extend_deadline,
    hand_visits,
    place_visit,
    void_visit,
)
from minga.visits.actions.reporting import (
    Place,
    ReportValues,
    report_failure,
    resolve_conflict,
    take_photo,
    take_report,
)
from minga.visits.actions.rules import (
    QuestionValues,
    RuleValues,
    create_rule,
    save_rule,
    start_rule_draft,
)
from minga.visits.actions.scheduling import make_due_visits

__all__ = [
    "Place",
    "QuestionValues",
    "ReportValues",
    "RuleValues",
    "ask_visit",
    "assign_visit",
    "create_rule",
    "extend_deadline",
    "hand_visits",
    "make_due_visits",
    "place_visit",
    "report_failure",
    "resolve_conflict",
    "save_rule",
    "start_rule_draft",
    "take_photo",
    "take_report",
    "void_visit",
]
