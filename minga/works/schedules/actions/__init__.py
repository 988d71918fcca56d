"""What can be done with a schedule: opened, written, sent, returned and approved."""

from minga.works.schedules.actions.approval import (
    approve_version,
    return_version,
    submit_version,
)
from minga.works.schedules.actions.draft import discard_draft, draft_from, start_draft
from minga.works.schedules.actions.rows import Dated
from minga.works.schedules.actions.writing import change_reason, write_milestones, write_months

__all__ = [
    "Dated",
    "approve_version",
    "change_reason",
    "discard_draft",
    "draft_from",
    "return_version",
    "start_draft",
    "submit_version",
    "write_milestones",
    "write_months",
]
