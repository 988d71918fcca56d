"""Reading a programme: the version in force or another one, two compared, the project's panel."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.lists.views import page as list_page
from minga.core.panels import answer, panel_view
from minga.works.schedules.calendar import calendar_of
from minga.works.schedules.changes import changes
from minga.works.schedules.contents import Contents
from minga.works.schedules.grid import sheet_of
from minga.works.schedules.list import SCHEDULES
from minga.works.schedules.models import ScheduleVersion
from minga.works.schedules.permissions import PREPARE
from minga.works.schedules.views.common import (
    SchedulePage,
    schedule_page,
    year_asked,
    years_of,
)

schedules = list_page(SCHEDULES)


@require_GET
def schedule(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is in force; before that, the way to begin."""
    staff = cast(StaffRequest, request)
    page = schedule_page(staff, public_id)
    return _page(staff, page, page.in_force)


@require_GET
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A version as it was approved."""
    staff = cast(StaffRequest, request)
    page = schedule_page(staff, public_id)
    found = page.numbered(number)
    if found.is_open:
        return redirect("schedules:draft", public_id)
    return _page(staff, page, found)


def _page(
    request: StaffRequest, page: SchedulePage, version: ScheduleVersion | None
) -> HttpResponse:
    project = page.project
    context: dict[str, Any] = {
        "project": project,
        "schedule": page.schedule,
        "version": version,
        "versions": page.versions,
        "open": page.open,
        "in_force": page.in_force,
        "may_prepare": request.access.may(PREPARE, project.service_id) and project.is_active,
    }
    if version is not None:
        contents = Contents(version)
        year = year_asked(request, contents)
        context |= {
            "years": years_of(contents, year, request.day.year),
            "sheet": sheet_of(contents, year),
            "total": contents.total,
            "before": _before(page, version),
        }
    return render(request, "schedules/schedule.html", context)


def _before(page: SchedulePage, version: ScheduleVersion) -> ScheduleVersion | None:
    """The one that it replaced."""
    older = (one for one in page.versions if one.number < version.number and not one.is_open)
    return max(older, key=lambda one: one.number, default=None)


@require_GET
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """`?de=1&a=2`: what the second one says otherwise. Without them, the last two."""
    staff = cast(StaffRequest, request)
    page = schedule_page(staff, public_id)
    if len(page.versions) < 2:
        raise Http404
    after = _asked(page, request.GET.get("a", ""), page.versions[0])
    before = _asked(page, request.GET.get("de", ""), _before(page, after) or page.versions[-1])
    context = {
        "project": page.project,
        "versions": page.versions,
        "before": before,
        "after": after,
        "changes": changes(Contents(before), Contents(after)),
    }
    return render(request, "schedules/compare.html", context)


def _asked(page: SchedulePage, number: str, default: ScheduleVersion) -> ScheduleVersion:
    if not number:
        return default
    if not (number.isascii() and number.isdigit()):
        raise Http404
    return page.numbered(int(number))


@panel_view
def of_project(request: StaffRequest, public_id: str) -> HttpResponse:
    """The calendar of a project: its milestones, the next one, its money by month."""
    page = schedule_page(request, public_id)
    project = page.project
    context = {
        "project": project,
        "version": page.in_force,
        "open": page.open,
        "calendar": calendar_of(Contents(page.in_force), request.day) if page.in_force else None,
        "may_prepare": request.access.may(PREPARE, project.service_id) and project.is_active,
    }
    return answer(
        request,
        "schedules/_of_project.html",
        context,
        title=f"Calendario de {project}",
        back=reverse("schedules:schedule", args=[public_id]),
    )
