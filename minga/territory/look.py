"""What one is looking at: place, year and frame. They stay in a signed cookie."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.urls import reverse

from minga.core.access import StaffRequest
from minga.core.looking import Looking
from minga.territory.frames import Atlas, Frame, atlas
from minga.territory.models import TerritoryVersion
from minga.territory.schematic import locator

COOKIE = "mirada"
ASKED = "al"
OWN_DATE = "la de cada fecha"


@dataclass(frozen=True)
class Look:
    """The place, the year and the frame of a request."""

    place: TerritoryVersion | None
    year: int
    # The day whose division was chosen; none for that of each date.
    chosen: date | None
    frame: Frame
    atlas: Atlas

    @property
    def region(self) -> TerritoryVersion | None:
        return self.frame.region_of(self.place.territory_id) if self.place else None

    @property
    def containing(self) -> frozenset[int]:
        """The place and everything it is part of: a plan of the region is also a plan of its
        communes."""
        return self.frame.containing(self.place.territory_id) if self.place else frozenset()


def look_of(request: StaffRequest) -> Look:
    """Read once per request. A place that does not exist in the frame falls back to its region."""
    found: Look | None = getattr(request, "_look", None)
    if found is None:
        stored = _stored(request)
        chosen, known = _day(stored.get("frame")), atlas()
        frame = known.on(chosen or request.day)
        place = frame.by_public_id(stored.get("place", "")) or _home_region(request, frame)
        year = stored.get("year")
        found = Look(
            place, year if isinstance(year, int) else request.day.year, chosen, frame, known
        )
        request._look = found  # type: ignore[attr-defined]
    return found


def asked_day(request: StaffRequest) -> date | None:
    """`?al=2007-10-07` in an address that somebody shared: the same place on the same day."""
    try:
        return date.fromisoformat(request.GET.get(ASKED, ""))
    except ValueError:
        return None


def frame_asked(request: StaffRequest) -> Frame:
    """The division of the day in the address of a place, which goes before the one chosen on
    top."""
    look, asked = look_of(request), asked_day(request)
    return look.atlas.on(asked) if asked else look.frame


def state_day(request: StaffRequest) -> date:
    """The day whose state of things is told: the one asked for, never after today."""
    return min(asked_day(request) or request.day, request.day)


def remember(response: HttpResponse, *, place: str, year: int, frame: date | None) -> None:
    kept = {"place": place, "year": year, "frame": frame.isoformat() if frame else ""}
    value = Signer(salt=COOKIE).sign(json.dumps(kept))
    response.set_cookie(
        COOKIE,
        value,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _stored(request: StaffRequest) -> dict[str, Any]:
    try:
        value = json.loads(Signer(salt=COOKIE).unsign(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _day(stored: object) -> date | None:
    try:
        return date.fromisoformat(stored) if isinstance(stored, str) else None
    except ValueError:
        return None


def _home_region(request: StaffRequest, frame: Frame) -> TerritoryVersion | None:
    regions = frame.regions()
    own = request.access.home_territory_id
    return frame.versions.get(own or -1) or (regions[0] if regions else None)


def looking(request: StaffRequest) -> Looking:
    """The same for pages of core, which know no places."""
    look = look_of(request)
    if look.place is None:
        return Looking(look.year, look.frame.on)
    place = look.place.territory
    return Looking(look.year, look.frame.on, place.public_id, place.pk, look.place.name)


def shell_part(request: StaffRequest) -> dict[str, Any]:
    """Place, options and locator for core/base.html."""
    look = look_of(request)
    place, region = look.place, look.region
    if place is None or region is None:
        return {"place": {"name": "Sin territorios", "note": ""}}
    communes = look.frame.communes_in(region.territory_id)
    shown = {version.territory.key for version in look.frame.communes_in(place.territory_id)}
    note = _note(place, look, region, len(communes))
    return {
        "place": {"name": place.name, "note": note},
        "place_options": [
            {
                "value": v.territory.public_id,
                "label": v.name,
                "selected": v.territory_id == place.territory_id,
            }
            for v in [*look.frame.regions(), *communes]
        ],
        "year_options": [
            {"value": year, "label": str(year), "selected": year == look.year}
            for year in sorted({look.year, *range(request.day.year - 1, request.day.year + 2)})
        ],
        "frame_options": _frames(look, region),
        "look_url": reverse("territory:look"),
        "locator": locator([v.territory.key for v in communes], shown),
        "locator_label": f"Lugar que se está mirando: {place.name}. Esquema referencial, sin "
        "validez legal.",
    }


def _frames(look: Look, region: TerritoryVersion) -> list[dict[str, Any]]:
    """The divisions that the changes of a region made, each by one of its days."""
    own = {"value": "", "label": OWN_DATE, "selected": look.chosen is None}
    days = look.atlas.changes_of(region.territory_id)
    known = [(since, f"desde el {since:%d-%m-%Y}") for since in days[-1:]]
    ended = [day - timedelta(days=1) for day in days]
    known = [(until, f"hasta el {until:%d-%m-%Y}") for until in ended] + known
    era = look.chosen and _era(look.chosen, days)
    return [own] + [
        {"value": day.isoformat(), "label": label, "selected": era == _era(day, days)}
        for day, label in known
    ]


def _era(day: date, changes: list[date]) -> int:
    """How many changes had taken effect by then, counted from one: none is no answer."""
    return 1 + sum(change <= day for change in changes)


def _note(place: TerritoryVersion, look: Look, region: TerritoryVersion, communes: int) -> str:
    if place.territory_id != region.territory_id:
        return f"Comuna de la {region.name}"
    days, on = look.atlas.changes_of(region.territory_id), look.frame.on
    if later := [day for day in days if day > on]:
        return f"{communes} comunas hasta el {later[0] - timedelta(days=1):%d-%m-%Y}"
    return f"{communes} comunas" + (f" desde el {days[-1]:%d-%m-%Y}" if days else "")
