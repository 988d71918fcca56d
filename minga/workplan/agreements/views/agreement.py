"""Reading agreements: the list, one agreement, its official form, those of a work plan."""

from datetime import date
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import NOBODY, StaffRequest
from minga.core.history import lines
from minga.core.lists.views import page as list_page
from minga.core.models import Event
from minga.core.panels import answer, panel_view
from minga.core.reports import FORMATS
from minga.workplan.agreements import exports, says
from minga.workplan.agreements.changes import changes
from minga.workplan.agreements.history import told_to
from minga.workplan.agreements.list import AGREEMENTS
from minga.workplan.agreements.models import Agreement
from minga.workplan.agreements.permissions import MEASURE, PREPARE, VERIFY, own
from minga.workplan.agreements.tables import board_of, boards, increment
from minga.workplan.agreements.views.common import agreement_page, day_asked, sees_drafts
from minga.workplan.models import WorkPlan
from minga.workplan.search import open_to

LAST_EVENTS = 6

agreements = list_page(
    AGREEMENTS, more=lambda request, _: {"may_prepare": request.access.may(PREPARE)}
)


@require_GET
def agreement(request: HttpRequest, public_id: str) -> HttpResponse:
    """How it goes: each goal with what was measured, who measures it and what is missing."""
    staff = cast(StaffRequest, request)
    page = agreement_page(staff, public_id)
    day = day_asked(staff)
    version = page.shown_on(day)
    if version is None:
        return redirect("agreements:draft", public_id)
    row, board = page.agreement, board_of(version, day)
    # What is past is looked at; what can be done, is done today.
    access = staff.access if day == staff.day else NOBODY
    approved = [v.number for v in page.versions if v.approved_on]
    events = told_to(staff.access, row, Event.objects.about(row), approved).filter(on__lte=day)
    context = {
        "agreement": row,
        "version": version,
        "versions": [v for v in page.versions if not v.is_open],
        "open": page.open if sees_drafts(staff, row) else None,
        "day": day,
        "is_past": day != staff.day,
        "not_yet_approved": version.approved_on is None or version.approved_on > day,
        "board": board,
        "rows": [(item, says.who_measures(item), says.corrected(item)) for item in board.rows],
        "increment": increment(row, board),
        "not_yet": list(says.not_yet(board)),
        "next_step": says.next_step(board, row, access),
        "may_measure": access.may(MEASURE, row.institution_id),
        "may_verify": access.may(VERIFY, row.institution_id),
        "may_prepare": access.may(PREPARE, row.institution_id),
        "formats": FORMATS,
        "history": lines(events[:LAST_EVENTS]),
    }
    return render(request, "agreements/agreement.html", context)


@require_GET
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A version as it was approved: what it asked and changed, without what was measured."""
    page = agreement_page(cast(StaffRequest, request), public_id)
    found = next((v for v in page.versions if v.number == number and not v.is_open), None)
    if found is None:
        raise Http404
    goals = list(found.goals.for_page())
    before = next((v for v in page.versions if v.number < number and not v.is_open), None)
    context = {
        "agreement": page.agreement,
        "version": found,
        "goals": goals,
        "changes": changes(list(before.goals.for_page()) if before else [], goals),
    }
    return render(request, "agreements/version.html", context)


@require_GET
def form(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """The agreement with its figures as PDF, XLSX or DOCX."""
    staff = cast(StaffRequest, request)
    page = agreement_page(staff, public_id)
    day = day_asked(staff)
    shown = page.shown_on(day)
    if fmt not in FORMATS or shown is None:
        raise Http404
    report = exports.report(page.agreement, shown, day=day, chain=staff.chain)
    response = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    name = exports.file_name(page.agreement, fmt)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    """Of the service and the year of a work plan, on the page of the plan."""
    plan = get_object_or_404(open_to(request.access).select_related("service"), public_id=public_id)
    context = {"found": _of_plan(request, plan, request.day)}
    title = f"Convenios de desempeño de {plan.service} en {plan.year}"
    return answer(request, "agreements/_of_plan.html", context, title=title, back=_plan_url(plan))


def _of_plan(request: StaffRequest, plan: WorkPlan, day: date) -> list[object]:
    visible = Agreement.objects.open_to(request.access, own(request.access)).for_page()
    found = visible.filter(institution=plan.service_id, year=plan.year)
    rows = list(found.order_by("kind", "organisation__name"))
    by_agreement = boards(rows, day)
    return [(row, by_agreement.get(row.pk)) for row in rows]


def _plan_url(plan: WorkPlan) -> str:
    return reverse("workplan:plan", args=[plan.public_id])
