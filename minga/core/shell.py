"""What frames every page: areas in the menu, place, year and frame on top, who is signed in.

Areas register what they add; core knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from minga import __version__
from minga.core.access import StaffRequest
from minga.core.http import here

Count = Callable[[StaffRequest], int]
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


_areas: list[Area] = []
_parts: list[Part] = []


def register_area(area: Area) -> None:
    _areas.append(area)
    _areas.sort(key=lambda item: item.order)


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
            "areas": _menu(staff),
            "here": here(request),
            "person": staff.access.label or request.user.get_username(),
            "organisation": staff.access.organisation_label,
            "sign_out_url": reverse("people:sign_out"),
            "search_url": reverse("core:search"),
            "day_url": reverse("core:day"),
            "may_change_day": frame["demonstration"] and staff.access.may("core.change_day"),
        }
        for part in _parts:
            frame |= part(staff)
    return {"shell": frame}


def _menu(request: StaffRequest) -> list[dict[str, Any]]:
    match = request.resolver_match
    return [
        {
            "label": area.label,
            "group": area.group,
            "url": reverse(area.url_name),
            "count": area.count(request) if area.count else 0,
            "current": match is not None and _owns(area, match.namespace, match.view_name),
        }
        for area in _areas
        if area.permission is None or request.access.may(area.permission)
    ]


def _owns(area: Area, namespace: str, page: str) -> bool:
    """Whether a page is the area's: one of those it names, or any of its namespace."""
    return page in area.pages if area.pages else namespace == area.url_name.partition(":")[0]
