"""Reading a plan: the list, the plan, its versions, its history, its official form."""

from datetime import date
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import NOBODY, StaffRequest
from minga.core.history import lines, page_of
from minga.core.lists.views import page as list_page
from minga.core.reports import FORMATS
from minga.territory.frames import frame_on
from minga.territory.look import look_of
from minga.workplan import exports, says
from minga.workplan.list import PLANS
from minga.workplan.models import Officialisation, WorkPlanVersion
from minga.workplan.permissions import PREPARE, VERIFY
from minga.workplan.tables import board_of
from minga.workplan.views.common import (
    acting,
    day_asked,
    events_of,
    plan_page,
    sees_drafts,
    uploadable,
)

LAST_EVENTS = 6


plans = list_page(PLANS, more=lambda request, _: {"may_prepare": request.access.may(PREPARE)})


@require_GET
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """How it goes, what is proved, what is missing and what happened last."""
    staff = cast(StaffRequest, request)
    page = plan_page(staff, public_id)
    day = day_asked(staff)
    version = page.shown_on(day)
    if version is None:
        return redirect("workplan:draft", public_id)
    board = board_of(page.plan, version.pk, day)
    closing = page.plan.evaluation
    ended = closing is not None and closing.on <= day
    # What is past is looked at; what can be done, is done today.
    access = acting(staff, page.plan) if day == staff.day else NOBODY
    shown = request.GET.get("evidencia", "")
    context = {
        "plan": page.plan,
        "version": version,
        "day": day,
        "is_past": day != staff.day,
        "official": _official(version, day),
        "not_yet_approved": version.approved_on is None or version.approved_on > day,
        "open": page.open if sees_drafts(staff, page.plan) and not closing else None,
        "ended": ended,
        "board": board,
        "shown": shown,
        "blocks": says.filtered(board, shown),
        "chips": says.chips(board, shown),
        "chart": says.chart(board, page.plan.year),
        "not_yet": says.not_yet(board, page.plan, access, ended=ended),
        "next_step": says.next_step(board, page.plan, access),
        "objectives_say": says.objectives(board, ended=ended),
        "days_left": says.days_left(page.plan.year, day),
        "uploadable": uploadable(access, page.plan, board),
        "may_verify": access.may(VERIFY, page.plan.service_id),
        "may_prepare": access.may(PREPARE, page.plan.service_id),
        "formats": FORMATS,
        "history": lines(events_of(staff, page).filter(on__lte=day)[:LAST_EVENTS]),
        "place": look_of(staff).frame.name_of(page.plan.territory_id),
    }
    return render(request, "workplan/plan.html", context)


def _official(version: WorkPlanVersion, day: date) -> Officialisation | None:
    """The act that made it official, from when it was fully processed until another left it
    without effect."""
    if not version.was_made_official:  # type: ignore[attr-defined]
        return None
    return version.officialisations.standing_on(day).order_by("-pk").first()


@require_GET
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A version as it was approved."""
    staff = cast(StaffRequest, request)
    page = plan_page(staff, public_id)
    found = next((v for v in page.versions if v.number == number and not v.is_open), None)
    if found is None:
        raise Http404
    board = board_of(page.plan, found.pk, staff.day)
    return render(
        request, "workplan/version.html", {"plan": page.plan, "version": found, "board": board}
    )


@require_GET
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who did what to the plan, when and why, with what changed."""
    staff = cast(StaffRequest, request)
    page = plan_page(staff, public_id)
    events = page_of(events_of(staff, page), request.GET.get("pagina"))
    drafts = sees_drafts(staff, page.plan)
    context = {
        "plan": page.plan,
        "versions": [v for v in page.versions if drafts or not v.is_open],
        "page": events,
        "lines": lines(events.object_list),
        "formats": FORMATS,
    }
    return render(request, "workplan/history.html", context)


@require_GET
def form(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """The official form, as PDF, XLSX or DOCX."""
    staff = cast(StaffRequest, request)
    page = plan_page(staff, public_id)
    day = day_asked(staff)
    version = page.shown_on(day)
    if fmt not in FORMATS or version is None:
        raise Http404
    place = frame_on(day).name_of(page.plan.territory_id)
    report = exports.programme(page.plan, version, place=place, day=day, chain=staff.chain)
    response = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    response["Content-Disposition"] = f'attachment; filename="{exports.file_name(page.plan, fmt)}"'
    return response
