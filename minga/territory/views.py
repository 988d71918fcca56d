"""A place: what it is, what happens there; what is under a map; the selectors on top."""

from typing import cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.http import back, post_only
from minga.core.panels import answer, panel_view
from minga.core.reports import FORMATS, file_name
from minga.territory.briefs import Question, section_of
from minga.territory.forms import LookForm
from minga.territory.look import ASKED, asked_day, frame_asked, look_of, remember, state_day
from minga.territory.minuta import minuta
from minga.territory.models import Territory
from minga.territory.page import happening, page_of
from minga.territory.place_map import address, day_query, ground_under

GEOJSON = "application/geo+json"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The place that one is looking at."""
    place_seen = look_of(cast(StaffRequest, request)).place
    if place_seen is None:
        return render(request, "territory/empty.html")
    return redirect("territory:place", place_seen.territory.public_id)


@require_GET
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is in the frame and how it is going, what it was before, what happens there."""
    staff = cast(StaffRequest, request)
    asked = _question(staff, public_id)
    # A day in the address goes on to what the page links to; else each page has that of the top.
    query = f"?{day_query(asked.frame)}" if asked_day(staff) else ""
    context = {
        "page": page_of(asked),
        "territory": asked.territory,
        "frame": asked.frame,
        "query": query,
        "panels": happening(asked, query),
        "shared": request.build_absolute_uri(address(asked.territory, asked.frame)),
    }
    return render(request, "territory/place.html", context)


@panel_view
def section(request: StaffRequest, public_id: str, key: str) -> HttpResponse:
    """What one area tells of the place: a fragment for its page."""
    asked = _question(request, public_id)
    found = section_of(key, request.access)
    if found is None or found.has_panel:
        raise Http404
    return answer(
        request,
        "territory/_section.html",
        {"section": found, "told": found.build(asked)},
        title=f"{found.title}: {asked.frame.name_of(asked.territory.pk)}",
        back=address(asked.territory, asked.frame),
    )


@require_GET
def geometry(request: HttpRequest, public_id: str) -> HttpResponse:
    """The land under the map of a place, as GeoJSON; the browser keeps it until a boundary
    changes."""
    staff = cast(StaffRequest, request)
    asked = _question(staff, public_id)
    ground = ground_under(asked.territory, asked.frame, near="cerca" in request.GET)
    mark = quote_etag(ground.mark)
    if request.headers.get("If-None-Match") == mark:
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(
            ground.geojson(), content_type=GEOJSON, json_dumps_params={"separators": (",", ":")}
        )
    response.headers["ETag"] = mark
    patch_cache_control(response, private=True, max_age=0, must_revalidate=True)
    return response


@require_GET
def brief(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """The minuta territorial, as PDF or DOCX, with what its reader may see."""
    staff = cast(StaffRequest, request)
    if fmt not in ("pdf", "docx"):
        raise Http404
    asked = _question(staff, public_id)
    institution = staff.access.organisation_label or "Minga"
    report = minuta(page_of(asked).place, asked, institution=institution, chain=staff.chain)
    response = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    name = file_name(report, fmt)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@post_only
def look(request: HttpRequest) -> HttpResponse:
    """Keep the place, the year and the frame, and go back to the page."""
    form = LookForm(request.POST)
    response = HttpResponseRedirect(_without_day(back(request)))
    if form.is_valid():
        remember(response, **form.cleaned_data)
    else:
        messages.error(request, "Elija un lugar y un año de las listas.")
    return response


def _without_day(target: str) -> str:
    """What is chosen on top goes before the day that the address of a place had named."""
    parts = urlsplit(target)
    if not parts.path.startswith(reverse("territory:home")):
        return target
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name != ASKED]
    return parts._replace(query=urlencode(kept)).geturl()


def _question(request: StaffRequest, public_id: str) -> Question:
    territory = get_object_or_404(Territory, public_id=public_id)
    return Question(territory, frame_asked(request), state_day(request), request.access)
