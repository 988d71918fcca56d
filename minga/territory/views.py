"""A place and its history; the selectors on top."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.http import back, post_only
from minga.territory.forms import LookForm
from minga.territory.frames import Frame
from minga.territory.look import look_of, remember
from minga.territory.models import Kind, Territory
from minga.territory.schematic import locator


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The place that one is looking at."""
    place_seen = look_of(cast(StaffRequest, request)).place
    if place_seen is None:
        return render(request, "territory/empty.html")
    return redirect("territory:place", place_seen.territory.public_id)


@require_GET
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is in the frame, what it was before, what it is made of."""
    territory = get_object_or_404(Territory, public_id=public_id)
    frame = look_of(cast(StaffRequest, request)).frame
    context = {
        "territory": territory,
        "version": frame.versions.get(territory.pk),
        "versions": territory.versions.select_related("parent").order_by("-valid_from"),
        "part_of": list(frame.chain(territory.pk))[1:],
        "frame": frame,
    } | _parts(territory, frame)
    return render(request, "territory/place.html", context)


def _parts(territory: Territory, frame: Frame) -> dict[str, object]:
    """The communes of a place, and the schematic of its region with the place marked."""
    inside = frame.communes_in(territory.pk)
    region = frame.region_of(territory.pk)
    drawn = [
        v.territory.key for v in frame.communes_in(region.territory_id if region else territory.pk)
    ]
    here = {version.territory.key for version in inside}
    provinces = {version.territory_id: frame.name_of(version.parent_id or 0) for version in inside}
    return {
        "communes": []
        if territory.kind == Kind.COMMUNE
        else [(v, provinces[v.territory_id]) for v in inside],
        "map": locator(drawn, here, sea=84) if drawn else None,
    }


@post_only
def look(request: HttpRequest) -> HttpResponse:
    """Keep the place, the year and the frame, and go back to the page."""
    form = LookForm(request.POST)
    response = HttpResponseRedirect(back(request))
    if form.is_valid():
        remember(response, **form.cleaned_data)
    else:
        messages.error(request, "Elija un lugar y un año de las listas.")
    return response
