"""What the stages of a plan ask of its written forms."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from minga.workplan.models import Stage, WorkPlan
from minga.workplan.reporting.models import PlanReportVersion, ReportKind
from minga.workplan.stages import Met, Need, register_need

ASKED = (
    (ReportKind.ANALYSIS, Stage.IMPLEMENTATION, "Análisis del avance aprobado (1.2)"),
    (ReportKind.SYSTEMS, Stage.IMPLEMENTATION, "Plan de mejora de un sistema aprobado (2.1)"),
    (ReportKind.DIFFUSION, Stage.IMPLEMENTATION, "Difusión de resultados aprobada (3.1)"),
    (ReportKind.FINAL, Stage.EVALUATION, "Evaluación final aprobada"),
)


def declare() -> None:
    for position, (kind, stage, label) in enumerate(ASKED):
        register_need(Need(kind.value, stage, label, _approved(kind), order=50 + position))
    waiting = Need("informes", Stage.EVALUATION, "Ningún informe por aprobar", _decided, order=60)
    register_need(waiting)


def _decided(plan: WorkPlan, day: date) -> Met:
    found = PlanReportVersion.objects.filter(report__plan=plan, status="submitted")
    version = found.select_related("report").first()
    if version is None:
        return Met(True)
    url = reverse("reporting:draft", args=[version.report.public_id])
    return Met(False, "espera aprobación", url)


def _approved(kind: ReportKind) -> Callable[[WorkPlan, date], Met]:
    def met(plan: WorkPlan, day: date) -> Met:
        versions = PlanReportVersion.objects.filter(report__plan=plan, report__kind=kind)
        found = versions.filter(approved_on__lte=day).select_related("report")
        version = found.order_by("-approved_on", "-pk").first()
        if version is None:
            return Met(False, "sin aprobar", f"{reverse('workplan:plan', args=[plan.public_id])}")
        note = f"versión {version.number}, del {version.approved_on:%d-%m-%Y}"
        return Met(True, note, reverse("reporting:report", args=[version.report.public_id]))

    return met
