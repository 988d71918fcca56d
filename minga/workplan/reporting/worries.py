"""What the head asks of the reports: those that nobody sent though the year of the plan ended, and
those that wait for an approval."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.people.models import Organisation
from minga.workplan.models import WorkPlan
from minga.workplan.reporting.models import PlanReport, PlanReportVersion, ReportKind
from minga.workplan.reporting.panels import section_of
from minga.workplan.reporting.spec import SPECS, title_of
from minga.workplan.worries import Line, Worry, register_worry

# Of a year that ended: the partial evaluation was for the middle of it.
OWED = (ReportKind.ANALYSIS, ReportKind.SYSTEMS, ReportKind.DIFFUSION, ReportKind.FINAL)


def declare() -> None:
    label = "Informes del programa"
    register_worry(Worry("informes-atrasados", "late", label, find=late, order=30))
    register_worry(Worry("informes-por-aprobar", "waits", label, find=waiting, order=30))


def late(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    """A line for each form that a plan of a past year owes and was not sent."""
    plans = WorkPlan.objects.visible_to(access).filter(
        service=service, year__lt=day.year, versions__status="in_force"
    )
    plans = plans.prefetch_related("reports__versions", "reports__system").order_by("year")
    for plan in plans.distinct():
        yield from _owed(plan)


def _owed(plan: WorkPlan) -> Iterator[Line]:
    for kind in OWED:
        known = [report for report in plan.reports.all() if report.kind == kind]
        for report in known:
            if all(version.status == "draft" for version in report.versions.all()):
                yield _line(plan, title_of(report), _draft(report))
        if not known:
            yield _line(plan, SPECS[kind].name, section_of(plan))


def _draft(report: PlanReport) -> str:
    return reverse("reporting:draft", args=[report.public_id])


def _line(plan: WorkPlan, name: str, url: str) -> Line:
    return Line(
        label=f"{name} {plan.year}",
        note="El año del programa terminó y el informe no se envió.",
        url=url,
        due=date(plan.year, 12, 31),
        is_late=True,
    )


def waiting(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    found = PlanReportVersion.objects.filter(
        report__in=PlanReport.objects.visible_to(access),
        report__plan__service=service,
        status="submitted",
        submitted_on__lte=day,
    )
    related = ("report__plan", "report__system")
    for version in found.select_related(*related).order_by("submitted_on", "pk"):
        yield Line(
            label=f"{title_of(version.report)} {version.report.plan.year}",
            note=f"Espera aprobación desde el {version.submitted_on:%d-%m-%Y}.",
            url=_draft(version.report),
            due=None,
        )
