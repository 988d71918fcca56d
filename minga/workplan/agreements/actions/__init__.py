"""What can be done with performance agreements: one function, one transaction, one event."""

from minga.workplan.agreements.actions.approval import (
    approve_version,
    return_version,
    submit_version,
)
from minga.workplan.agreements.actions.draft import (
    GoalValues,
    add_goal,
    change_goal,
    create_agreement,
    discard_draft,
    remove_goal,
    start_draft,
)
from minga.workplan.agreements.actions.measuring import (
    Paper,
    correct_by_evidence,
    correct_by_indicator,
    measure_by_evidence,
    measure_by_indicator,
)
from minga.workplan.agreements.actions.reviewing import return_measurement, verify_measurement

__all__ = [
    "GoalValues",
    "Paper",
    "add_goal",
    "approve_version",
    "change_goal",
    "correct_by_evidence",
    "correct_by_indicator",
    "create_agreement",
    "discard_draft",
    "measure_by_evidence",
    "measure_by_indicator",
    "remove_goal",
    "return_measurement",
    "return_version",
    "start_draft",
    "submit_version",
    "verify_measurement",
]
