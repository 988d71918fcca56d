"""What the device asks: the page of the ground, who is signed in and what is theirs, the worker
that serves pages without signal."""

import hashlib
from importlib.resources import files
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.assets import FACES
from minga.territory.frames import frame_on
from minga.visits import says
from minga.visits.awaiting import mine
from minga.visits.models import Visit, VisitReport
from minga.visits.permissions import DO

# Of one's reports that another person set aside, the last ones: a device shows some days.
MOST_ASIDE = 100
SHEETS = ("core/minga.css", "core/minga.js", "core/visits.js")


def _own(request: StaffRequest) -> list[dict[str, Any]]:
    frame = frame_on(request.day)
    found = mine(request.access).for_page().with_limit().order_by("planned_on", "limit", "pk")
    return [_visit(visit, request, frame.name_of(visit.territory_id)) for visit in found]


def _visit(visit: Visit, request: StaffRequest, place: str) -> dict[str, Any]:
    return {
        "visit": visit.public_id,
        "title": visit.title,
        "case": visit.case_label,
        "place": place,
        "address": visit.address,
        "told": says.deadline(visit, request.day),
        "tone": says.tone(visit, request.day),
        "due": f"{visit.limit_on:%d-%m-%Y}",
        "url": reverse("visits:fill", args=[visit.public_id]),
    }


@require_GET
@needs(DO)
def ground(request: StaffRequest) -> HttpResponse:
    """The visits of who is signed in, to take along; and what waits on this device."""
    return render(
        request, "visits/ground.html", {"visits": _own(request), "me": request.access.actor_id}
    )


@never_cache
@require_GET
@needs(DO)
def state(request: StaffRequest) -> HttpResponse:
    """Who is signed in, a fresh token, which of their reports met another and which were
    set aside."""
    own = VisitReport.objects.filter(by=request.access.actor_id)
    met, aside = own.filter(visit__has_conflict=True), own.filter(standing="superseded")
    return JsonResponse(
        {
            "who": request.access.actor_id,
            "token": get_token(request),
            "visits": _own(request),
            "conflicts": list(met.values_list("client_uuid", flat=True)),
            "aside": list(aside.order_by("-pk").values_list("client_uuid", flat=True)[:MOST_ASIDE]),
        }
    )


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Its scope is this folder, since it is served from it. Nothing of anybody is in it."""
    answer = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = reverse("visits:visits")
    return answer


def _worker() -> str:
    body = (files("minga.visits") / "worker" / "sw.js").read_text(encoding="utf-8")
    assets = [static(name) for name in SHEETS]
    assets += [static(f"core/fonts/{face.file_name}") for face in FACES]
    version = hashlib.sha256("".join([body, *assets]).encode()).hexdigest()[:12]
    quoted = ", ".join(f'"{address}"' for address in assets)
    said = f'const VERSION = "{version}";\nconst ASSETS = [{quoted}];\n'
    return f'{said}const GROUND = "{reverse("visits:ground")}";\n{body}'
