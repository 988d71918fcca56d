"""How a project goes: the curve, earned value in words, its months."""

from django.http import HttpResponse
from django.urls import reverse

from minga.core.access import StaffRequest
from minga.core.months import Month
from minga.core.panels import answer, panel_view
from minga.works.models import Project
from minga.works.progress import curve
from minga.works.progress.measuring import measure
from minga.works.progress.models import MonthReport
from minga.works.progress.permissions import REPORT
from minga.works.progress.telling import told
from minga.works.progress.views.common import project_of

SHOWN = 12


@panel_view
def of_project(request: StaffRequest, public_id: str) -> HttpResponse:
    project = project_of(request, public_id)
    now = Month.of(request.day)
    curves = curve.curves_of(project, now)
    month = curves.last or now + -1
    table = measure(Project.objects.filter(pk=project.pk), month)
    reports = MonthReport.objects.for_page().filter(project=project, month__lte=now.first)
    context = {
        "project": project,
        "month": month,
        "chart": curve.chart_of(curves),
        "curves": curves,
        "late": _late(curves),
        "lines": told(table.measured) if int(table.budget[0]) else [],
        "reports": reports.order_by("-month")[:SHOWN],
        "open_month": now if now in curves.actual else now + -1,
        "may_report": request.access.may(REPORT, project.service_id) and project.is_active,
    }
    return answer(
        request,
        "progress/_project.html",
        context,
        title=f"Avance: {project}",
        back=reverse("progress:board"),
    )


def _late(curves: curve.Curves) -> int | None:
    """Months after the programmed end, at this pace; less than nothing is before it."""
    if curves.ends is None or curves.would_end is None:
        return None
    return curves.would_end - curves.ends
