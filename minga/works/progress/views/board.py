"""Who reported a month and who did not."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.months import Month
from minga.works.models import Project
from minga.works.progress import actions
from minga.works.progress.models import MonthClosing, MonthReport
from minga.works.progress.permissions import CLOSE, REOPEN, REPORT
from minga.works.progress.reported import due
from minga.works.progress.views.common import asked_month, month_of, services_of

EACH = 50
SHOWN = {"": "todos", "faltan": "faltan", "informados": "informados"}


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    staff = cast(StaffRequest, request)
    month = asked_month(staff)
    asked = staff.GET.get("ver", "")
    shown = asked if asked in SHOWN else ""
    visible = Project.objects.visible_to(staff.access).filter(state="active").values("pk")
    projects: Any = due(Project.objects.filter(pk__in=visible), month)
    told = projects.aggregate(every=Count("pk"), missing=Count("pk", filter=Q(has_report=False)))
    every, missing = told["every"], told["missing"]
    page = Paginator(_rows(projects, shown), EACH).get_page(staff.GET.get("pagina"))
    _tell(page.object_list, month)
    context = {
        "month": month,
        "page": page,
        "every": every,
        "missing": missing,
        "reported": every - missing,
        "shown": shown,
        "choices": SHOWN.items(),
        "previous": month + -1,
        "next": month + 1 if month < Month.of(staff.day) else None,
        "may_report": staff.access.may(REPORT),
        "may_ask": bool(missing) and staff.access.may(CLOSE),
        "may_close": staff.access.may(CLOSE) or staff.access.may(REOPEN),
        "closings": MonthClosing.objects.standing()
        .visible_to(staff.access)
        .filter(month=month.first)
        .select_related("service__party", "closed_by"),
    }
    return render(request, "progress/board.html", context)


@post_only
@needs(CLOSE)
def ask(request: StaffRequest, month: str) -> HttpResponse:
    asked, services = month_of(month), services_of(request.access, CLOSE)
    try:
        count = actions.ask_for_reports(services[0], asked, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, "1 informe pedido." if count == 1 else f"{count} informes pedidos."
        )
    return redirect(f"{reverse('progress:board')}?mes={asked}")


def _rows(projects: Any, shown: str) -> Any:
    """Those that are missing first."""
    if shown:
        projects = projects.filter(has_report=shown == "informados")
    last = MonthReport.objects.filter(project=OuterRef("pk")).order_by("-month")
    ordered = projects.order_by("has_report", "bip", "stage")
    return ordered.select_related("service__party", "unit__party").annotate(
        last=Subquery(last.values("pk")[:1])
    )


def _tell(rows: Any, month: Month) -> None:
    """Each with its report of the month, or the last one before."""
    projects = [row.pk for row in rows]
    reports = MonthReport.objects.for_page().filter(project__in=projects)
    wanted = Q(month=month.first) | Q(pk__in=[row.last for row in rows if row.last])
    found = list(reports.filter(wanted))
    own = {report.project_id: report for report in found if report.month == month}
    last = {report.pk: report for report in found}
    for row in rows:
        row.report = own.get(row.pk)
        row.latest = last.get(row.last)
