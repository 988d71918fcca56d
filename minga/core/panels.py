"""Panels: what a higher area shows on the page of a lower one, which asks for it by its address.

The page says `{% panels subject %}`; htmx brings each panel when it comes into sight, and without a
script a link leads to it. A panel that fails says so in its place: the page around it stands.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import Access, StaffRequest
from minga.core.errors import NotAllowed

log = logging.getLogger(__name__)
P = ParamSpec("P")


@dataclass(frozen=True)
class Panel:
    """`subject` is the label of the model whose page it stands on, «territory.territory»; its
    address takes `args`, and then the public id of the row. `anchor`: its id on the page, where
    something leads to it."""

    subject: str
    url_name: str
    title: str
    order: int = 50
    permission: str | None = None
    args: tuple[str, ...] = ()
    anchor: str = ""


_registered: list[Panel] = []


def register_panel(panel: Panel) -> None:
    assert panel not in _registered, panel
    _registered.append(panel)
    _registered.sort(key=lambda item: (item.order, item.title))


def panels_of(subject: Model, access: Access) -> list[tuple[Panel, str]]:
    """The panels that a person may open on the page of a row, with their addresses."""
    public_id = subject.public_id  # type: ignore[attr-defined]
    return [
        (panel, reverse(panel.url_name, args=[*panel.args, public_id]))
        for panel in _registered
        if panel.subject == subject._meta.label_lower
        and (panel.permission is None or access.may(panel.permission))
    ]


def answer(
    request: StaffRequest, template: str, context: dict[str, Any], *, title: str, back: str
) -> HttpResponse:
    """The fragment for the page that asked for it; a page of its own for who followed the link."""
    if request.htmx:
        return render(request, template, context)
    return render(
        request, "core/panel.html", {**context, "fragment": template, "title": title, "back": back}
    )


def panel_view(
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For the view of a panel: whatever happens in it, the page that asked gets a sentence."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        staff = cast(StaffRequest, request)
        try:
            return view(staff, *args, **kwargs)
        except (Http404, PermissionDenied, NotAllowed):
            if not staff.htmx:
                raise
            return render(request, "core/_panel_failed.html", {"refused": True})
        except Exception:
            if not staff.htmx:
                raise
            log.exception("The panel at %s failed", request.path)
            return render(request, "core/_panel_failed.html", {"refused": False})

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", require_GET(guarded))
