"""The page of a list, from its declaration."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.lists.asked import read
from minga.core.lists.memory import last_asked, remember
from minga.core.lists.models import SavedView
from minga.core.lists.rows import find
from minga.core.lists.screen import Screen
from minga.core.lists.spec import SENT, ListSpec, register
from minga.core.lists.views.common import asking_of

More = Callable[[StaffRequest, Screen], Mapping[str, Any]]
View = Callable[..., HttpResponse]


def page(spec: ListSpec, *, more: More | None = None) -> View:
    """The view of a list; `more` adds to the context of a template that the area wrote."""
    register(spec)

    def view(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        return _answer(request, spec, kwargs, more)

    found: View = require_GET(needs(spec.permission)(view) if spec.permission else view)
    cast(Any, found).spec = spec
    return found


def _answer(
    request: StaffRequest, spec: ListSpec, kwargs: Mapping[str, Any], more: More | None
) -> HttpResponse:
    if elsewhere := _where_it_opens(request, spec):
        return redirect(elsewhere)
    asked = read(spec, asking_of(spec, request, kwargs), request.GET)
    if SENT in request.GET and not request.htmx and not asked.refused:
        # The form sends every field; the address keeps only what was asked.
        return redirect(asked.address(request.path))
    screen = Screen(
        spec,
        asked,
        find(asked),
        request.path,
        request.access,
        cast(int, request.user.pk),
        [action for action in spec.bulk if request.access.may(action.permission)],
    )
    response = _rendered(request, screen, more)
    remember(request, response, asked)
    return response


def _rendered(request: StaffRequest, screen: Screen, more: More | None) -> HttpResponse:
    """The whole page, or for htmx only what changes of it: Back asks for the whole one again."""
    alone = bool(request.htmx) and not request.htmx.history_restore_request
    context = {"list": screen, **(more(request, screen) if more else {})}
    template = "lists/_answer.html" if alone else screen.spec.template
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if alone:
        response.headers["HX-Push-Url"] = screen.address
    return response


def _where_it_opens(request: StaffRequest, spec: ListSpec) -> str:
    """A bare address opens as the person left it, or else with her view by default."""
    if any(name not in spec.also for name in request.GET):
        return ""
    # What the page itself asks for (another day, say) goes along.
    also = f"&{request.GET.urlencode()}" if request.GET else ""
    if query := last_asked(request, spec):
        return f"{request.path}?{query}{also}"
    default = SavedView.objects.filter(
        owner=request.user.pk, list_key=spec.key, path=request.path, is_default=True
    ).first()
    return f"{default.address}{also}" if default else ""
