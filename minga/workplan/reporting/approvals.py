"""How a report is approved: the head of the service decides, who wrote in it does not."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse

from minga.core.approvals.flows import Flow, Step, register
from minga.territory.frames import frame_on
from minga.workplan.actions.locks import require_open
from minga.workplan.reporting import errors
from minga.workplan.reporting.models import PlanReportVersion, ReportRow
from minga.workplan.reporting.permissions import APPROVE, PREPARE
from minga.workplan.reporting.spec import Section, Spec, in_sections, spec_of, title_of

DIRECTOR = Step(
    "director",
    "Dirección del servicio",
    APPROVE,
    who="la dirección del servicio",
    only="Solo la dirección del servicio aprueba o devuelve los informes de su programa.",
)


def declare() -> None:
    register(
        Flow(
            kind="reporting",
            label="informes del programa",
            noun="informe",
            what="la versión {version} de «{report}»",
            model=PlanReportVersion,
            steps=(DIRECTOR,),
            prepare=PREPARE,
            sends="Solo las unidades del servicio envían sus informes a aprobación.",
            institution="report__plan__service",
            identity="report",
            related=(
                "report__plan__service__party",
                "report__plan__territory",
                "report__system",
                "plan_version",
            ),
            title=lambda version: f"{title_of(version.report)} {version.report.plan.year}",
            url=_page,
            data=lambda version: {"version": version.number, "report": str(version.report)},
            places=_places,
            check=complete,
            pass_url=lambda version: reverse("reporting:approve", args=[version.report.public_id]),
            return_url=lambda version: reverse("reporting:return", args=[version.report.public_id]),
        )
    )


def _page(version: PlanReportVersion) -> str:
    """The draft while it is one; what was approved is read in its report."""
    name = "reporting:draft" if version.is_open else "reporting:report"
    return reverse(name, args=[version.report.public_id])


def _places(versions: list[PlanReportVersion], day: date) -> Mapping[int, str]:
    frame = frame_on(day)
    return {version.pk: frame.name_of(version.report.plan.territory_id) for version in versions}


def complete(version: PlanReportVersion) -> None:
    """What the page already says: each section tells something."""
    require_open(version.report.plan)
    spec = spec_of(version.report)
    missing = missing_of(spec, in_sections(spec, version, version.rows.all()))
    if missing:
        raise errors.SectionMissing(missing)


def missing_of(spec: Spec, told_in: Iterable[tuple[Section, list[ReportRow]]]) -> list[str]:
    """Sections without rows, and themes of a section that nobody told."""
    missing = []
    for section, rows in told_in:
        if not rows:
            missing.append(section.where or f"una {spec.adds}")
        told = {row.title for row in rows}
        if rows:
            missing += [f"{section.where}, {f.lower()}" for f in section.facets if f not in told]
    return missing
