"""What frames every page: areas in the menu, place, year and frame on top, who is signed in.

Areas register what they add; core knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from minga import __version__
from minga.core.access import Access, StaffRequest
from minga.core.counting import counted
from minga.core.http import here

# Rows to count (all areas' in one question), or the figure itself.
Count = Callable[[StaffRequest], int | QuerySet[Any]]
Part = Callable[[StaffRequest], dict[str, Any]]


@dataclass(frozen=True)
class Area:
    label: str
    url_name: str
    order: int
    group: str = ""
    permission: str | None = None
    count: Count | None = None
    # Its pages, where the area does not own the whole namespace of its address.
    pages: tuple[str, ...] = ()
    # For whom it has something, where no single permission says it.
    shown: Callable[[Access], bool] | None = None

    def is_for(self, access: Access) -> bool:
        allowed = self.permission is None or access.may(self.permission)
        return allowed and (self.shown is None or self.shown(access))


_areas: list[Area] = []
_parts: list[Part] = []


def register_area(area: Area) -> None:
    _areas.append(area)
    _areas.sort(key=lambda item: item.order)


def pages_for(access: Access) -> list[tuple[str, str]]:
    """Label and address of the areas that a person has, for the search."""
    return [(area.label, reverse(area.url_name)) for area in _areas if area.is_for(access)]


def register_part(part: Part) -> None:
    """A part answers with keys of `shell` (place, options, locator …) for a signed-in request."""
    _parts.append(part)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for core/base.html; signed out, the light layout's."""
    staff = cast(StaffRequest, request)
    frame: dict[str, Any] = {
        "version": __version__,
        "person": "",
        "demonstration": getattr(getattr(request, "chain", None), "is_demonstration", False),
        "day": getattr(request, "day", None),
    }
    if getattr(request, "access", None) and request.user.is_authenticated:
        frame |= {
            "areas": [] if staff.access.farewell else _menu(staff),
            "here": here(request),
            "person": staff.access.label or request.user.get_username(),
            "organisation": staff.access.organisation_label,
            "sign_out_url": reverse("accounts:sign_out"),
            "account_url": reverse("accounts:mine"),
            "search_url": reverse("search:search"),
            "day_url": reverse("core:day"),
            "may_change_day": frame["demonstration"] and staff.access.may("core.change_day"),
        }
        for part in () if staff.access.farewell else _parts:
            frame |= part(staff)
    return {"shell": frame}


def _menu(request: StaffRequest) -> list[dict[str, Any]]:
    match = request.resolver_match
    areas = [area for area in _areas if area.is_for(request.access)]
    counts = _counts(request, areas)
    return [
        {
            "label": area.label,
            "group": area.group,
            "url": reverse(area.url_name),
            "count": counts.get(area.url_name, 0),
            "current": match is not None and _owns(area, match.namespace, match.view_name),
        }
        for area in areas
    ]


def _counts(request: StaffRequest, areas: list[Area]) -> dict[str, int]:
    found = {area.url_name: area.count(request) for area in areas if area.count}
    asked = {name: told for name, told in found.items() if isinstance(told, QuerySet)}
    figures = {name: told for name, told in found.items() if isinstance(told, int)}
    return figures | counted(asked)


def _owns(area: Area, namespace: str, page: str) -> bool:
    """Whether a page is the area's: one of those it names, or any of its namespace."""
    return page in area.pages if area.pages else namespace == area.url_name.partition(":")[0]
