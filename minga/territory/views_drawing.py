"""Neighbourhoods drawn by hand, and what is inside of a place."""

from collections import Counter
from typing import Any

import shapely
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.panels import answer, panel_view
from minga.territory.boundaries.actions import LOAD_GEOMETRY
from minga.territory.boundaries.areas import hectares
from minga.territory.boundaries.drawing import (
    DRAW,
    draw_neighbourhood,
    may_draw,
    outline_of,
    read_shape,
    redraw,
    require_to_draw,
    written,
)
from minga.territory.boundaries.sketch import sketch
from minga.territory.forms_boundaries import DrawForm
from minga.territory.frames import Frame, frame_on
from minga.territory.look import frame_asked
from minga.territory.maps.widgets import DrawWidget
from minga.territory.models import Facility, Kind, Outline, Territory, TerritoryVersion
from minga.territory.outlining import area_of
from minga.territory.place_map import address
from minga.territory.shapes import outlines_on, shapes_on

MOST = 60
# On the page of which places one draws: a new neighbourhood, or another outline.
DRAWN = (Kind.COMMUNE, Kind.NEIGHBOURHOOD)


@panel_view
def inside(request: StaffRequest, public_id: str) -> HttpResponse:
    """The neighbourhoods and urban limits of a place, and its facilities by type."""
    territory = get_object_or_404(Territory, public_id=public_id)
    frame = frame_asked(request)
    within = {version.territory_id for version in frame.division.inside(territory.pk)}
    places = [
        (frame.versions[shape.territory_id], shape)
        for kind in (Kind.NEIGHBOURHOOD, Kind.URBAN_LIMIT)
        for shape in outlines_on(frame.on, kind)
        if shape.territory_id in within
    ]
    kinds = Facility.objects.standing().on(frame.on).filter(territory__in=within)
    counted = Counter(kinds.values_list("kind", flat=True))
    context = {
        "territory": territory,
        "places": [
            (v, frame.name_of(v.parent_id or 0), hectares(area_of(shape.geometry)), shape.source)
            for v, shape in sorted(places, key=lambda one: one[0].name)[:MOST]
        ],
        "more": max(0, len(places) - MOST),
        "facilities": [(kind.label, counted[kind]) for kind in Facility.Kind if counted[kind]],
        "may_draw": territory.kind in DRAWN
        and may_draw(territory, by=request.access, on=request.day),
        "is_commune": territory.kind == Kind.COMMUNE,
        "may_load": request.access.may(LOAD_GEOMETRY),
    }
    return answer(
        request,
        "territory/_inside.html",
        context,
        title="Barrios y equipamiento",
        back=reverse("territory:place", args=[public_id]),
    )


@require_http_methods(["GET", "POST"])
@needs(DRAW)
def draw(request: StaffRequest, public_id: str) -> HttpResponse:
    """A new neighbourhood of a commune, or another outline of a neighbourhood."""
    place = get_object_or_404(Territory, public_id=public_id)
    if place.kind not in DRAWN:
        raise Http404
    require_to_draw(place, by=request.access, on=request.day)
    form = _draw_form(request, place)
    if form.is_bound and form.is_valid():
        try:
            drawn = _draw(request, place, form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
            if error.status == 409:
                form.show_again(_seen(request, place))
        else:
            messages.success(request, "Contorno guardado.")
            return redirect("territory:draw", drawn.public_id)
    return render(
        request, "territory/draw.html", _draw_context(request, place, form), status=form.http_status
    )


def _draw_form(request: StaffRequest, place: Territory) -> DrawForm:
    is_new = place.kind == Kind.COMMUNE
    if request.method == "POST":
        return DrawForm(request.POST, is_new=is_new)
    initial: dict[str, Any] = {"on": request.day}
    if (now := _holding(request, place)) is not None:
        shape = shapely.from_wkb(bytes(now.geometry))
        initial |= {"shape": written(shape), "seen": now.digest}
    return DrawForm(initial=initial, is_new=is_new)


def _draw(request: StaffRequest, place: Territory, said: dict[str, Any]) -> Territory:
    shape = read_shape(said["shape"])
    if place.kind == Kind.COMMUNE:
        name = " ".join(said["name"].split())
        return draw_neighbourhood(place, name=name, shape=shape, by=request.access, on=said["on"])
    return redraw(place, shape=shape, seen=said["seen"], by=request.access, on=said["on"])


def _holding(request: StaffRequest, place: Territory) -> Outline | None:
    """Of a neighbourhood, what holds today."""
    return None if place.kind == Kind.COMMUNE else outline_of(place, request.day)


def _seen(request: StaffRequest, place: Territory) -> str:
    now = _holding(request, place)
    return now.digest if now else ""


def _draw_context(request: StaffRequest, place: Territory, form: DrawForm) -> dict[str, Any]:
    frame = frame_on(request.day)
    version = frame.versions.get(place.pk)
    commune = place if place.kind == Kind.COMMUNE else _parent(frame, version)
    widget = form.fields["shape"].widget
    assert isinstance(widget, DrawWidget)
    widget.geometry_url = f"{address(place, frame, 'geometry')}&cerca=1"
    communes = outlines_on(request.day, Kind.COMMUNE, screen=True)
    own = [s for s in communes if commune is not None and s.territory_id == commune.pk]
    within = _neighbourhoods(frame, commune)
    shown = within if place.kind == Kind.COMMUNE else [s for s in within if s[0] == place.pk]
    drawn = [(frame.name_of(pk), shape) for pk, shape in shown]
    if near := [shape for _, shape in within] or [s.geometry for s in own]:
        widget.frame = tuple(shapely.total_bounds(near))
    return {
        "form": form,
        "place": place,
        "name": version.name if version else place.key,
        "is_new": place.kind == Kind.COMMUNE,
        "commune": frame.versions.get(commune.pk) if commune else None,
        "is_schematic": bool(own and own[0].is_schematic),
        "map": sketch(drawn, [s.geometry for s in own])
        or sketch([(frame.name_of(s.territory_id), s.geometry) for s in own]),
        "drawn": [(frame.versions[pk], shape) for pk, shape in within if pk in frame.versions],
        "cancel": reverse("territory:place", args=[place.public_id]),
    }


def _parent(frame: Frame, version: TerritoryVersion | None) -> Territory | None:
    """Out of the division at hand, without asking for it."""
    parent = frame.versions.get((version.parent_id if version else None) or 0)
    return parent.territory if parent else None


def _neighbourhoods(frame: Frame, commune: Territory | None) -> list[tuple[int, shapely.Geometry]]:
    """Those of a commune that have an outline."""
    return [
        (pk, shape)
        for pk, shape in shapes_on(frame.on, Kind.NEIGHBOURHOOD, screen=True)
        if commune is not None
        and pk in frame.versions
        and frame.versions[pk].parent_id == commune.pk
    ]
