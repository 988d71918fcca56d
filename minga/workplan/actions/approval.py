"""Submitting, returning and approving a version, through the flow that `approvals.py` declares."""

from datetime import date

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.factors import Proof
from minga.core.approvals.rounds import seen_of
from minga.workplan.models import WorkPlanVersion


def submit_version(
    version: WorkPlanVersion, *, by: Access, on: date | None = None
) -> WorkPlanVersion:
    return approvals.begin(version, by=by, on=on)


def return_version(
    version: WorkPlanVersion,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> WorkPlanVersion:
    """Without `seen`, as it stands: who calls has just read it."""
    seen = seen_of(version) if seen is None else seen
    return approvals.return_it(version, remarks=remarks, seen=seen, by=by, on=on)


def approve_version(
    version: WorkPlanVersion,
    *,
    seen: int | None = None,
    code: str = "",
    proof: Proof | None = None,
    by: Access,
    on: date | None = None,
) -> WorkPlanVersion:
    """Put it in force when it sums 100 and another person prepared it. Who answers for an activity
    may then read the plan."""
    seen = seen_of(version) if seen is None else seen
    return approvals.pass_step(version, seen=seen, code=code, proof=proof, by=by, on=on)
