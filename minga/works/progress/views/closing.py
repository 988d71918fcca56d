"""The months of a service: closed, open, reopened."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.months import Month
from minga.people.models import Organisation
from minga.works.progress import actions
from minga.works.progress.forms import CloseForm, ReasonForm
from minga.works.progress.models import MonthClosing
from minga.works.progress.permissions import CLOSE, REOPEN
from minga.works.progress.reported import counts_by_month
from minga.works.progress.views.common import services_of

MONTHS = 12


@require_GET
def closings(request: HttpRequest) -> HttpResponse:
    return _page(cast(StaffRequest, request))


@post_only
@needs(CLOSE)
def close(request: StaffRequest) -> HttpResponse:
    services = services_of(request.access, CLOSE)
    if not services:
        raise Http404
    form = CloseForm(request.POST)
    return _done(
        request, form, "Mes cerrado: lo informado y gastado queda como está.",
        lambda: actions.close_month(
            services[0], form.cleaned_data["month"], remark=form.cleaned_data["remark"],
            by=request.access,
        ),
        str(request.POST.get("month", "")),
    )  # fmt: skip


@post_only
@needs(REOPEN)
def reopen(request: StaffRequest, public_id: str) -> HttpResponse:
    found = MonthClosing.objects.visible_to(request.access).select_related("service")
    closing, form = get_object_or_404(found, public_id=public_id), ReasonForm(request.POST)
    return _done(
        request, form, "Mes reabierto, con su motivo en el registro.",
        lambda: actions.reopen_month(
            closing, reason=form.cleaned_data["reason"], by=request.access
        ),
        str(closing.month),
    )  # fmt: skip


def _done(
    request: StaffRequest, form: MingaForm, said: str, act: Callable[[], Any], month: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, month)
    try:
        act()
    except DomainError as error:
        form.refuse(error)
        return _page(request, form, month)
    messages.success(request, said)
    return redirect("progress:closings")


def _page(request: StaffRequest, form: MingaForm | None = None, opened: str = "") -> HttpResponse:
    service = _service(request)
    months = _months(request, service) if service else []
    for row in months:
        row["open"] = str(row["month"]) == opened
        row["form"] = form if row["open"] and form else _form(row)
    context = {
        "service": service,
        "months": months,
        "form": form,
        "pending": [row for row in months if not row["closing"] and row["is_over"]],
        "history": MonthClosing.objects.visible_to(request.access)
        .filter(reopened_on__isnull=False)
        .select_related("closed_by", "reopened_by")[:MONTHS],
    }
    status = form.http_status if form else 200
    return render(request, "progress/closings.html", context, status=status)


def _form(row: dict[str, Any]) -> MingaForm:
    return ReasonForm() if row["closing"] else CloseForm(initial={"month": row["month"]})


def _service(request: StaffRequest) -> Organisation | None:
    """Where the person acts; else the one whose closings it reads."""
    for permission in (CLOSE, REOPEN):
        if found := services_of(request.access, permission):
            return found[0]
    last = MonthClosing.objects.visible_to(request.access).select_related("service__party").first()
    return last.service if last else None


def _months(request: StaffRequest, service: Organisation) -> list[dict[str, Any]]:
    """The last ones, the newest first."""
    now = Month.of(request.day)
    standing = MonthClosing.objects.standing().filter(service=service)
    closed = {row.month: row for row in standing.select_related("closed_by")}
    months = [now + -back for back in range(MONTHS)]
    counted = counts_by_month(service.pk, months)
    rows: list[dict[str, Any]] = []
    for month in months:
        closing, is_over = closed.get(month), request.day > month.last
        every, missing = counted[month]
        rows.append(
            {
                "month": month,
                "closing": closing,
                "is_over": is_over,
                "missing": closing.missing if closing else missing,
                "says_something": bool(closing or every),
                "may_close": not closing and is_over and request.access.may(CLOSE, service.pk),
                "may_reopen": bool(closing) and request.access.may(REOPEN, service.pk),
            }
        )
    # Before the first month that had something to report there is nothing to close.
    told = [at for at, row in enumerate(rows) if row["says_something"]]
    return rows[: max(told, default=0) + 1]
