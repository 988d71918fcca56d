"""Submitting, returning and approving a report, through the flow that `approvals.py` declares."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals import actions as approvals
from minga.core.approvals.factors import Proof
from minga.core.approvals.rounds import seen_of
from minga.workplan.reporting.actions.locks import open_draft
from minga.workplan.reporting.following import now_of
from minga.workplan.reporting.models import PlanReportVersion


def submit_report(
    version: PlanReportVersion, *, by: Access, on: date | None = None
) -> PlanReportVersion:
    """As of the version of the plan that rules, also when the plan changed since it was written."""
    found = PlanReportVersion.objects.select_related("plan_version").get(pk=version.pk)
    if now_of(found)[0].pk != found.plan_version_id:
        follow_plan(version, by=by, on=on)
    return approvals.begin(version, by=by, on=on)


@action("reporting.plan_followed", says="puso «{report}» al día con el programa modificado")
def follow_plan(
    version: PlanReportVersion, *, by: Access, on: date | None = None
) -> PlanReportVersion:
    """Apart from sending it: when a new section is missing, the draft already shows it."""
    report, draft = open_draft(version, by)
    current_act().about(report, version=draft.number, report=str(report))
    return draft


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
