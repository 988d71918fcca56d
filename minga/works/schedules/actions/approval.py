"""Sending, returning and approving a version, through the flow that `approvals.py` declares."""

from datetime import date

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.works.schedules.models import ScheduleVersion


def submit_version(
    version: ScheduleVersion, *, by: Access, on: date | None = None
) -> ScheduleVersion:
    return approvals.begin(version, by=by, on=on)


def approve_version(
    version: ScheduleVersion, *, seen: int | None = None, by: Access, on: date | None = None
) -> ScheduleVersion:
    """Puts it in force. Without `seen`, as it stands."""
    seen = seen_of(version) if seen is None else seen
    return approvals.pass_step(version, seen=seen, by=by, on=on)


def return_version(
    version: ScheduleVersion,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> ScheduleVersion:
    seen = seen_of(version) if seen is None else seen
    return approvals.return_it(version, remarks=remarks, seen=seen, by=by, on=on)
