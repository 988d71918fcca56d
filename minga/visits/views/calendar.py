"""The route of a day, the week, the map, and asking now for the visits that are due."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.charts import Tone
from minga.core.http import post_only
from minga.territory.frames import frame_on
from minga.territory.locate import NOWHERE, locate
from minga.territory.look import look_of
from minga.territory.maps import MapArea, MapPoint, PlaceMap
from minga.territory.models.geometry import UNITS
from minga.territory.place_map import ground_under, limits_of
from minga.visits import actions, says
from minga.visits.models import Visit, VisitRule
from minga.visits.permissions import ASSIGN, DO, PREPARE_RULES, READ

MOST_POINTS = 200
TONES: dict[str, Tone] = {
    "none": "unstarted",
    "go": "going",
    "wait": "wait",
    "ok": "done",
    "stop": "stop",
}
SYMBOLS = {"unassigned": "triangle", "assigned": "disc", "failed": "square", "done": "diamond"}
DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def more_of_list(request: StaffRequest, _: Any) -> Mapping[str, Any]:
    return {
        "may_prepare": request.access.may(PREPARE_RULES),
        "may_do": request.access.may(DO),
    }


def _day(request: StaffRequest) -> date:
    """`?dia=2007-11-28`; anything else is today."""
    try:
        asked = date.fromisoformat(request.GET.get("dia", ""))
    except ValueError:
        return request.day
    return asked if 1500 < asked.year < 2199 else request.day


def _shown(visits: Any, request: StaffRequest) -> list[Any]:
    frame = frame_on(request.day)
    found = list(visits)
    for visit in found:
        visit.place = frame.name_of(visit.territory_id)
        visit.told = says.deadline(visit, request.day)
        visit.tone = says.tone(visit, request.day)
    return found


@require_GET
@needs(READ)
def route(request: StaffRequest) -> HttpResponse:
    """What is planned for a day, place by place; of oneself, or of everybody for a head."""
    day = _day(request)
    found = Visit.objects.visible_to(request.access).open().for_page().filter(planned_on=day)
    if not request.access.may(ASSIGN):
        found = found.filter(inspector=request.access.actor_id)
    visits = _shown(found.with_limit().select_related("rule"), request)
    visits.sort(key=lambda v: (str(v.inspector), v.place, -(v.latitude or 0), v.limit_on, v.pk))
    context = {
        "day": day,
        "visits": visits,
        "before": day - timedelta(1),
        "after": day + timedelta(1),
    }
    return render(request, "visits/route.html", context)


@require_GET
@needs(READ)
def week(request: StaffRequest) -> HttpResponse:
    """By the day planned, else by the deadline."""
    day = _day(request)
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    span = (monday, sunday)
    found = Visit.objects.visible_to(request.access).exclude(status="void").for_page().with_limit()
    planned = Q(planned_on__range=span) | Q(planned_on=None, limit__range=span)
    visits = _shown(found.filter(planned | Q(done_on__range=span)).order_by("limit", "pk"), request)
    days = [monday + timedelta(days=number) for number in range(7)]
    by_day: dict[date, list[Any]] = {one: [] for one in days}
    for visit in visits:
        on = visit.done_on or visit.planned_on or visit.limit
        if on in by_day:
            by_day[on].append(visit)
    context = {
        "today": request.day,
        "days": [(DAYS[one.weekday()], one, by_day[one]) for one in days],
        "monday": monday,
        "sunday": sunday,
        "before": monday - timedelta(7),
        "after": monday + timedelta(7),
        "total": sum(map(len, by_day.values())),
    }
    return render(request, "visits/week.html", context)


@require_GET
@needs(READ)
def on_map(request: StaffRequest) -> HttpResponse:
    """Those that have a point, by state, over the place that one is looking at."""
    look = look_of(request)
    found = Visit.objects.visible_to(request.access).exclude(status="void").for_page().with_limit()
    visits = _shown(found.order_by("limit", "pk"), request)
    pointed = [visit for visit in visits if visit.longitude is not None]
    # What can still be made goes first, then the last that were.
    pointed.sort(key=lambda visit: visit.limit, reverse=True)
    pointed.sort(key=lambda visit: not visit.is_open)
    placed = pointed[:MOST_POINTS]
    context: dict[str, Any] = {
        "without": len(visits) - len(pointed),
        "beyond": len(pointed) - len(placed),
        "total": len(visits),
    }
    if look.place is not None:
        context["map"] = _map(look, visits, placed)
    return render(request, "visits/map.html", context)


def _map(look: Any, visits: list[Any], placed: list[Any]) -> PlaceMap:
    ground = ground_under(look.place.territory, look.frame, near=False)
    late, total = _late_by_place(look, visits)
    areas = tuple(
        MapArea(land.ident, late.get(land.version.territory_id, 0)) for land in ground.lands
    )
    title = "Ninguna visita está vencida" if not total else f"{total} vencidas o en conflicto"
    return PlaceMap(
        title=title if total != 1 else "1 vencida o en conflicto",
        note="Visitas de control por estado; el color de la comuna cuenta las vencidas en ella",
        ground=ground,
        areas=areas,
        points=tuple(map(_point, placed)),
        limits=limits_of([area.value or 0 for area in areas]) if total else (),
        value_title="Vencidas",
        source="Visitas de control de Minga.",
    )


def _late_by_place(look: Any, visits: list[Any]) -> tuple[Counter[int], int]:
    """Each late one in the commune of its point, else in its territory; and in what holds it."""
    late = [visit for visit in visits if visit.tone == "stop"]
    placed = [visit for visit in late if visit.longitude is not None]
    points = [(visit.longitude / UNITS, visit.latitude / UNITS) for visit in placed]
    communes = locate(points, look.frame.on) if points else ()
    places = [visit.territory_id for visit in late if visit.longitude is None]
    places += [int(commune) for commune in communes if commune != NOWHERE]
    held = (one for place in places for one in {place, *look.frame.containing(place)})
    return Counter(held), len(late)


def _point(visit: Any) -> MapPoint:
    return MapPoint(
        name=visit.title,
        kind="visita",
        at=(visit.longitude / UNITS, visit.latitude / UNITS),
        symbol=SYMBOLS[visit.status],  # type: ignore[arg-type]
        tone=TONES[visit.tone],
        state=visit.get_status_display(),
        href=reverse("visits:visit", args=[visit.public_id]),
        note=visit.told,
    )


@post_only
@needs(PREPARE_RULES)
def make_now(request: StaffRequest) -> HttpResponse:
    """The same as each night, for the rules of the services where one prepares them."""
    own = [pk for pk in request.access.institutions if request.access.may(PREPARE_RULES, pk)]
    rules = VisitRule.objects.filter(service__in=own).select_related(
        "service__party", "service__territory"
    )
    made = actions.make_due_visits(by=request.access, on=request.day, rules=rules.order_by("pk"))
    said = {0: "El calendario está al día: no falta ninguna visita.", 1: "Se agregó 1 visita."}
    messages.success(request, said.get(made, f"Se agregaron {made} visitas."))
    return redirect("visits:visits")
