"""What is found of the reports: the rows of what rules, by their words."""

from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.search.registry import Searchable, register
from minga.workplan.reporting.history import open_to
from minga.workplan.reporting.models import ReportRow
from minga.workplan.reporting.spec import where_of


def declare() -> None:
    register(
        Searchable(
            ReportRow,
            kind="informe del programa",
            body=("achieved", "recommendations", "commitment"),
            note=_note,
            url=_url,
            visible=_in_force,
            rows=lambda: ReportRow.objects.select_related(
                "version__report__plan", "version__report__system"
            ),
            follows=("version__report__system", "version__report__plan"),
        )
    )


def _note(row: ReportRow) -> str:
    report = row.version.report
    return f"{where_of(row, report)}, programa {report.plan.year}"


def _url(row: ReportRow) -> str:
    return f"{reverse('reporting:report', args=[row.version.report.public_id])}#{row.key}"


def _in_force(access: Access) -> Any:
    return ReportRow.objects.filter(
        version__status="in_force", version__report__in=open_to(access).values("pk")
    )
