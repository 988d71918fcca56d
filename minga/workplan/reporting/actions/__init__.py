"""What can be done with the reports of a plan: one function, one transaction, one event."""

from minga.workplan.reporting.actions.approval import (
    approve_report,
    return_report,
    submit_report,
)
from minga.workplan.reporting.actions.drafts import begin_report, discard_draft, start_version
from minga.workplan.reporting.actions.rows import (
    Quote,
    RowValues,
    add_row,
    change_row,
    remove_row,
)

__all__ = [
    "Quote",
    "RowValues",
    "add_row",
    "approve_report",
    "begin_report",
    "change_row",
    "discard_draft",
    "remove_row",
    "return_report",
    "start_version",
    "submit_report",
]
