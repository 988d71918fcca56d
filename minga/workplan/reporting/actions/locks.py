"""Locking and asking who may: the first lines of every action on a report."""

from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.errors import NotAllowed
from minga.core.versions import prepared_by, require_draft
from minga.workplan.actions.locks import lock_open
from minga.workplan.models import WorkPlan
from minga.workplan.reporting.following import now_of
from minga.workplan.reporting.models import PlanReport, PlanReportVersion
from minga.workplan.reporting.permissions import PREPARE


def require(by: Access, plan: WorkPlan) -> None:
    if not by.may(PREPARE, plan.service_id):
        raise NotAllowed("Solo las unidades del servicio escriben los informes de su programa.")
    current_act().by = by.acting(PREPARE, plan.service_id)
    lock_open(plan.pk)


def lock_report(report_id: int) -> PlanReport:
    """One change of a report at a time: versions and rows queue here."""
    return PlanReport.objects.select_for_update(of=("self",)).for_page().get(pk=report_id)


def open_draft(version: PlanReportVersion, by: Access) -> tuple[PlanReport, PlanReportVersion]:
    """The locked report and its draft, read again, as of the version of the plan that rules; `by`
    is noted as one who prepared it."""
    report = lock_report(version.report_id)
    require(by, report.plan)
    draft = PlanReportVersion.objects.select_related("plan_version").get(pk=version.pk)
    require_draft(draft)
    prepared_by(draft, by)
    _follow(draft)
    return report, draft


def _follow(draft: PlanReportVersion) -> None:
    """Its plan was modified since it began."""
    ruling, renamed = now_of(draft)
    if ruling.pk == draft.plan_version_id:
        return
    for row in draft.rows.filter(section__in=renamed):
        row.section = renamed[row.section]
        row.save(update_fields=["section"])
    draft.plan_version = ruling
    draft.save(update_fields=["plan_version"])
