"""Submitting, returning and approving a report, through the flow that `approvals.py` declares."""

from datetime import date

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.factors import Proof
from minga.core.approvals.rounds import seen_of
from minga.workplan.reporting.models import PlanReportVersion


def submit_report(
    version: PlanReportVersion, *, by: Access, on: date | None = None
) -> PlanReportVersion:
    return approvals.begin(version, by=by, on=on)


def return_report(
    version: PlanReportVersion,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> PlanReportVersion:
    """Without `seen`, as it stands: who calls has just read it."""
    seen = seen_of(version) if seen is None else seen
    return approvals.return_it(version, remarks=remarks, seen=seen, by=by, on=on)


def approve_report(
    version: PlanReportVersion,
    *,
    seen: int | None = None,
    code: str = "",
    proof: Proof | None = None,
    by: Access,
    on: date | None = None,
) -> PlanReportVersion:
    """Put it in force; the one before is superseded."""
    seen = seen_of(version) if seen is None else seen
    return approvals.pass_step(version, seen=seen, code=code, proof=proof, by=by, on=on)
