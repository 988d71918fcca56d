"""What the approved reports of a plan leave promised for the next year."""

from collections.abc import Iterator

from django.urls import reverse

from minga.workplan.leaving import Left, Source, register_source
from minga.workplan.models import WorkPlan
from minga.workplan.reporting.models import ReportKind, ReportRow
from minga.workplan.reporting.spec import where_of

ORDER = {kind: place for place, kind in enumerate(ReportKind)}


def declare() -> None:
    register_source(Source("informes", "informes del programa", left=left, order=10))


def left(plan: WorkPlan) -> Iterator[Left]:
    """A row with a commitment each. The final evaluation, once approved, speaks in place of the
    partial one."""
    found = ReportRow.objects.promised().filter(version__report__plan=plan)
    rows = list(found.select_related("responsible", "version__report__system"))
    if _is_evaluated(plan):
        rows = [row for row in rows if row.version.report.kind != ReportKind.PARTIAL]
    return map(_left, sorted(rows, key=_place))


def _is_evaluated(plan: WorkPlan) -> bool:
    """Whether its final evaluation is in force, even if it promises nothing."""
    return plan.reports.filter(kind=ReportKind.FINAL, versions__status="in_force").exists()


def _place(row: ReportRow) -> tuple[int, str, str, int]:
    report = row.version.report
    return ORDER[ReportKind(report.kind)], str(report.system or ""), row.section, row.number


def _left(row: ReportRow) -> Left:
    report = row.version.report
    return Left(
        key=row.key,
        text=row.commitment,
        where=where_of(row, report),
        url=f"{reverse('reporting:report', args=[report.public_id])}#{row.key}",
        responsible=row.responsible,
        responsible_words=row.responsible_words,
        due_on=row.due.last if row.due else None,
    )
