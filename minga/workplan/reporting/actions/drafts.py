"""Beginning a report, opening another version of it, discarding one's own draft."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals.rounds import was_sent
from minga.core.versions import prepared_by, preparers_of
from minga.people.models import Organisation
from minga.workplan.models import WorkPlan, WorkPlanVersion
from minga.workplan.reporting import errors
from minga.workplan.reporting.actions.locks import lock_report, open_draft, require
from minga.workplan.reporting.following import renames
from minga.workplan.reporting.models import (
    InformationSystem,
    PlanReport,
    PlanReportVersion,
    QuotedBacking,
    ReportKind,
    ReportRow,
)

# What a new version of a row says as the one before.
COPIED = (
    "key", "section", "number", "title", "achieved", "recommendations", "commitment",
    "responsible_id", "responsible_words", "due",
)  # fmt: skip


@action("reporting.begun", says="comenzó a escribir «{report}»")
def begin_report(
    plan: WorkPlan, kind: str, *, system: str = "", by: Access, on: date | None = None
) -> PlanReport:
    """With an empty first draft. The final evaluation begins with what the approved partial one
    says."""
    plan = WorkPlan.objects.select_for_update(of=("self",)).for_page().get(pk=plan.pk)
    require(by, plan)
    ruling = plan.versions.filter(status="in_force").first()
    if ruling is None:
        raise errors.PlanNotApproved
    named = _system(plan, system) if kind == ReportKind.SYSTEMS else None
    known = PlanReport.objects.for_page().filter(plan=plan, kind=kind, system=named).first()
    if known:
        raise errors.AlreadyBegun(known)
    report = _begin(plan, kind, named, ruling, by)
    current_act().about(report, report=str(report))
    return report


def _system(plan: WorkPlan, name: str) -> InformationSystem:
    """Of the catalogue of the service; a name that nobody used joins it."""
    name = " ".join(name.split())
    if not name:
        raise errors.SystemMissing
    # Of two plans at once that name the same new one, the second finds it.
    _lock_catalogue(plan.service_id)
    known = InformationSystem.objects.filter(service=plan.service, name__iexact=name).first()
    if known:
        return known
    system = InformationSystem(service=plan.service, name=name)
    system.save()
    return system


def _lock_catalogue(service_id: int) -> None:
    """One change at a time of the systems of a service."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=service_id)


def _begin(
    plan: WorkPlan,
    kind: str,
    system: InformationSystem | None,
    ruling: WorkPlanVersion,
    by: Access,
) -> PlanReport:
    report = PlanReport(plan=plan, kind=kind, system=system)
    report.save()
    draft = _draft(report, ruling, by)
    if kind == ReportKind.FINAL:
        partial = PlanReportVersion.objects.filter(
            report__plan=plan, report__kind=ReportKind.PARTIAL, status="in_force"
        )
        _copy(partial.first(), draft)
    return report


def _draft(report: PlanReport, ruling: WorkPlanVersion, by: Access) -> PlanReportVersion:
    draft = PlanReportVersion(report=report, number=report.last_version, plan_version=ruling)
    draft.save()
    prepared_by(draft, by)
    return draft


@action("reporting.version_started", says="abrió la versión {version} de «{report}»")
def start_version(report: PlanReport, *, by: Access, on: date | None = None) -> PlanReportVersion:
    """A draft with everything the version in force says, row by row."""
    report = lock_report(report.pk)
    require(by, report.plan)
    versions = list(report.versions.order_by("number"))
    for version in versions:
        if version.is_open:
            raise errors.OpenVersionExists(version)
    source = next((version for version in versions if version.status == "in_force"), None)
    ruling = report.plan.versions.filter(status="in_force").first()
    if source is None or ruling is None:
        raise errors.NothingToModify
    report.last_version += 1
    report.save(update_fields=["last_version"])
    draft = _draft(report, ruling, by)
    _copy(source, draft)
    current_act().about(report, version=draft.number, report=str(report))
    return draft


def _copy(source: PlanReportVersion | None, draft: PlanReportVersion) -> None:
    if source is None:
        return
    renamed = renames(source.plan_version, draft.plan_version)
    for old in source.rows.for_page():
        row = ReportRow(version=draft, **{name: getattr(old, name) for name in COPIED})
        row.section = renamed.get(old.section, old.section)
        row.save()
        for quote in old.quotes.all():
            QuotedBacking(row=row, sentence=quote.sentence, stands_on=quote.stands_on).save()


@action("reporting.draft_discarded", says="descartó el borrador de «{report}»")
def discard_draft(
    version: PlanReportVersion, *, by: Access, on: date | None = None
) -> PlanReport | None:
    """Only its author's own draft, never sent. Of a report that nobody approved nothing stays; else
    answers it."""
    report, draft = open_draft(version, by)
    others = preparers_of(draft).exclude(actor_id=by.actor_id or 0)
    if draft.remarks or was_sent(draft) or others.exists():
        raise errors.DraftOfAnother
    for row in draft.rows.prefetch_related("quotes"):
        drop_row(row)
    draft.delete()
    current_act().about(report.plan, report=str(report))
    if report.versions.exists():
        current_act().about(report)
        return report
    _forget(report)
    return None


def _forget(report: PlanReport) -> None:
    """With its system, when no other report names it: it was a slip of the pen."""
    system = report.system
    if system:
        _lock_catalogue(system.service_id)
    report.delete()
    if system and not system.reports.exists():
        system.delete()


def drop_row(row: ReportRow) -> None:
    """From a draft, with what it stood on."""
    for quote in row.quotes.all():
        quote.delete()
    row.delete()
