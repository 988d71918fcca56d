"""What the stages of a plan ask of its written forms."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from minga.workplan.models import Stage, WorkPlan
from minga.workplan.reporting.models import PlanReportVersion, ReportKind
from minga.workplan.reporting.panels import section_of
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
    return Met(False, "espera aprobación", section_of(plan), _at("draft", version))


def _approved(kind: ReportKind) -> Callable[[WorkPlan, date], Met]:
    def met(plan: WorkPlan, day: date) -> Met:
        versions = PlanReportVersion.objects.filter(report__plan=plan, report__kind=kind)
        found = versions.filter(approved_on__lte=day).select_related("report")
        version = found.order_by("-approved_on", "-pk").first()
        if version is None:
            return _lacking(plan, versions.select_related("report").order_by("-pk").first())
        note = f"versión {version.number}, del {version.approved_on:%d-%m-%Y}"
        return Met(True, note, _at("report", version))

    return met


def _lacking(plan: WorkPlan, newest: PlanReportVersion | None) -> Met:
    """Where it is begun, written or, on a later day, read."""
    section, note = section_of(plan), "sin aprobar"
    if newest is None:
        return Met(False, note, section)
    if newest.is_open:
        return Met(False, note, section, _at("draft", newest))
    return Met(False, note, _at("report", newest))


def _at(name: str, version: PlanReportVersion) -> str:
    return reverse(f"reporting:{name}", args=[version.report.public_id])
