"""What a project spent, month by month; what is written by hand, and taken back."""

from typing import cast

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.works.models import Project
from minga.works.progress import actions
from minga.works.progress.actions import Paid
from minga.works.progress.forms import ReasonForm, SpendingForm
from minga.works.progress.models import MonthSpending
from minga.works.progress.permissions import SPEND
from minga.works.progress.views.common import project_of

SHOWN = 200


@require_http_methods(["GET", "POST"])
def spendings(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    if staff.method == "POST":
        return write(staff, public_id)
    return _page(staff, project_of(staff, public_id))


@needs(SPEND)
def write(request: StaffRequest, public_id: str) -> HttpResponse:
    project = project_of(request, public_id)
    form = SpendingForm(request.POST, day=request.day)
    if not form.is_valid():
        return _page(request, project, form)
    try:
        actions.record_spending(project, Paid(**form.cleaned_data), by=request.access)
    except DomainError as error:
        form.refuse(error)
        return _page(request, project, form)
    messages.success(request, "Gasto registrado.")
    return redirect("progress:spendings", project.public_id)


@post_only
@needs(SPEND)
def take_back(request: StaffRequest, public_id: str) -> HttpResponse:
    found = MonthSpending.objects.visible_to(request.access).for_page()
    spending, form = get_object_or_404(found, public_id=public_id), ReasonForm(request.POST)
    project = project_of(request, spending.project.public_id)
    if not form.is_valid():
        return _page(request, project, form, public_id)
    try:
        actions.take_back_spending(spending, reason=form.cleaned_data["reason"], by=request.access)
    except DomainError as error:
        form.refuse(error)
        return _page(request, project, form, public_id)
    messages.success(request, "El gasto quedó sin efecto.")
    return redirect("progress:spendings", project.public_id)


def _page(
    request: StaffRequest, project: Project, form: MingaForm | None = None, opened: str = ""
) -> HttpResponse:
    rows = MonthSpending.objects.for_page().filter(project=project)
    may = request.access.may(SPEND, project.service_id) and project.is_active
    shown = list(rows.select_related("reversed_by").order_by("-month", "-pk")[:SHOWN])
    typed = form if isinstance(form, SpendingForm) else SpendingForm(day=request.day)
    context = {
        "project": project,
        "rows": [(row, _back_form(row, may, form, opened)) for row in shown],
        "total": rows.aggregate(total=Sum("amount"))["total"] or 0,
        "more": rows.count() > SHOWN,
        "may_spend": may,
        "spending_form": typed if may else None,
        "form": form,
        "opened": opened,
    }
    status = form.http_status if form else 200
    return render(request, "progress/spendings.html", context, status=status)


def _back_form(
    row: MonthSpending, may: bool, form: MingaForm | None, opened: str
) -> MingaForm | None:
    is_standing = row.origin == "direct" and row.amount > 0 and not hasattr(row, "reversed_by")
    if not (may and is_standing):
        return None
    return (
        form if opened == row.public_id and form else ReasonForm(auto_id=f"id_{row.public_id}_%s")
    )
