"""Reports as the tests need them, made by the same actions as anybody's."""

from datetime import date

from minga.workplan.models import WorkPlan
from minga.workplan.reporting import actions
from minga.workplan.reporting.actions import RowValues
from minga.workplan.reporting.models import PlanReport, PlanReportVersion, ReportRow
from minga.workplan.reporting.spec import spec_of
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories as plans

TWO = ((50,), (50,))


def plan(cast: Cast, year: int = 2007) -> WorkPlan:
    """Approved, with two objectives."""
    return plans.approved(cast, TWO, year)


def begun(
    cast: Cast,
    kind: str = "analysis",
    *,
    of: WorkPlan | None = None,
    system: str = "",
    by: Somebody | None = None,
) -> PlanReportVersion:
    """Ana's empty draft."""
    if kind == "systems" and not system:
        system = "SOE"
    access = (by or cast.ana).access
    report = actions.begin_report(of or plan(cast), kind, system=system, by=access)
    return report.versions.get()


def values(**more: object) -> RowValues:
    given = {"title": "Tema", "achieved": "Se hizo la mitad."} | more
    return RowValues(**given)  # type: ignore[arg-type]


def written(version: PlanReportVersion, cast: Cast, **more: object) -> PlanReportVersion:
    """A row in each section and theme: with all that its kind asks for."""
    spec = spec_of(version.report)
    for section in spec.sections(version.plan_version):
        for title in section.facets or ("Tema",):
            actions.add_row(version, section.code, values(title=title, **more), by=cast.ana.access)
    return read(version)


def sent(cast: Cast, kind: str = "analysis", **more: object) -> PlanReportVersion:
    version = written(begun(cast, kind, **more), cast)  # type: ignore[arg-type]
    return actions.submit_report(version, by=cast.ana.access, on=TODAY)


def approved(
    cast: Cast, kind: str = "analysis", *, on: date = TODAY, said: dict[str, object] | None = None,
    **more: object,
) -> PlanReport:  # fmt: skip
    """Written and sent by Ana, approved by Diana."""
    version = written(begun(cast, kind, **more), cast, **(said or {}))  # type: ignore[arg-type]
    actions.submit_report(version, by=cast.ana.on(on), on=on)
    actions.approve_report(version, by=cast.diana.on(on), on=on)
    return PlanReport.objects.for_page().get(pk=version.report_id)


def reopened(cast: Cast, report: PlanReport) -> PlanReportVersion:
    return actions.start_version(report, by=cast.ana.access)


def rows(version: PlanReportVersion) -> list[ReportRow]:
    return list(version.rows.for_page().select_related("version"))


def in_force(report: PlanReport) -> PlanReportVersion:
    return report.versions.get(status="in_force")


def read(version: PlanReportVersion) -> PlanReportVersion:
    found = PlanReportVersion.objects.select_related("report__plan", "plan_version")
    return found.get(pk=version.pk)
