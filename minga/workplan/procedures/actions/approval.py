"""Sending, returning and approving a version, through the flow that `approvals.py` declares."""

from datetime import date

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.workplan.procedures.models import ProcedureVersion


def submit_version(
    version: ProcedureVersion, *, by: Access, on: date | None = None
) -> ProcedureVersion:
    return approvals.begin(version, by=by, on=on)


def pass_version(
    version: ProcedureVersion, *, seen: int | None = None, by: Access, on: date | None = None
) -> ProcedureVersion:
    """The step that it waits for; the last one puts it in force. Without `seen`, as it stands."""
    seen = seen_of(version) if seen is None else seen
    return approvals.pass_step(version, seen=seen, by=by, on=on)


def return_version(
    version: ProcedureVersion,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> ProcedureVersion:
    seen = seen_of(version) if seen is None else seen
    return approvals.return_it(version, remarks=remarks, seen=seen, by=by, on=on)
