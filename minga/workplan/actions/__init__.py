"""What can be done with work plans: one function, one transaction, one event."""

from minga.workplan.actions.approval import approve_version, return_version, submit_version
from minga.workplan.actions.draft import (
    ActivityValues,
    add_activity,
    add_objective,
    change_activity,
    change_objective,
    create_plan,
    discard_draft,
    remove_activity,
    remove_objective,
    start_draft,
)
from minga.workplan.actions.evidence import (
    report_status,
    return_evidence,
    share_evidence,
    upload_evidence,
    verify_evidence,
)
from minga.workplan.actions.stages import close_stage

__all__ = [
    "ActivityValues",
    "add_activity",
    "add_objective",
    "approve_version",
    "change_activity",
    "change_objective",
    "close_stage",
    "create_plan",
    "discard_draft",
    "remove_activity",
    "remove_objective",
    "report_status",
    "return_evidence",
    "return_version",
    "share_evidence",
    "start_draft",
    "submit_version",
    "upload_evidence",
    "verify_evidence",
]
