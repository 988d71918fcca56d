"""What holds for every request: content policy, the day and the access, refusals, GETs that never
write."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, cast

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve

from minga.core.access import StaffRequest, access_of
from minga.core.asked import asking_once
from minga.core.clock import day_of, living_in
from minga.core.errors import NotAllowed
from minga.core.http import error_page
from minga.core.models import Chain

Handler = Callable[[HttpRequest], HttpResponse]

# A server of tiles is the one thing that a page may ask of elsewhere, when a setting names it.
TILES = re.compile(r"(https://[^/\s;,'\"]+)/")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src "
    "'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NO_PAGE = (
    "Esta dirección solo recibe lo que se envía desde un formulario. Vuelva a la página anterior, "
    "o empiece desde Mi trabajo."
)
NO_ADDRESS = (
    "La dirección trae un carácter que ninguna página usa. Revise de dónde la copió, o empiece "
    "desde Mi trabajo."
)
ASK_FOR_ONE = (
    "Desde entonces no ve ni hace nada aquí. Si corresponde que siga, pida a quien administra el "
    "sistema que le dé otra función."
)
READS = ("GET", "HEAD")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "TRUNCATE")


def policy() -> str:
    """The policy of every page; pictures also from the server of tiles of the maps, if there is
    one."""
    found = TILES.match(settings.TILES.replace("{s}", "*"))
    return POLICY.replace("img-src 'self'", f"img-src 'self' {found[1]}") if found else POLICY


def content_security(get_response: Handler) -> Handler:
    """Nothing from elsewhere, nothing inline. Django 6 brings this; until then, one header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        return response

    return middleware


def day_and_access(get_response: Handler) -> Handler:
    """Fill `request.chain`, `request.day` and `request.access`; the whole request lives in that
    day."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chain = Chain.objects.first() or Chain()
        day = day_of(chain)
        with living_in(day), asking_once() if request.method in READS else nullcontext():
            staff = cast(Any, request)
            staff.chain, staff.day = chain, day
            staff.access = access_of(request.user, day)
            return get_response(request)

    return middleware


class Refusals:
    """Pages for what no view answers: a `NotAllowed` is a 403 with its sentence, an address that
    is no page a 405 with the way home; one with a null byte, which PostgreSQL takes in no text, a
    400."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return error_page(request, "Dirección ilegible", NO_ADDRESS, 400)
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = error_page(request, "Aquí no hay una página", NO_PAGE, response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_view(
        self, request: HttpRequest, view: Handler, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Whose functions have all ended sees nothing more: a page that says so, and the way
        out."""
        farewell = cast(Any, request).access.farewell
        match = request.resolver_match
        is_open = not getattr(view, "login_required", True)
        if not farewell or is_open or (match and match.view_name == "accounts:sign_out"):
            return None
        context = {"sentence": f"{farewell} {ASK_FOR_ONE}"}
        return render(request, "core/farewell.html", context, status=403)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return error_page(request, "Sin acceso", str(error), error.status)
        return None


refusals = Refusals


def get_never_writes(get_response: Handler) -> Handler:
    """On in development and tests: a GET that writes fails there, not at the user's."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and "accounts_session" not in sql:
            msg = f"A GET tried to write: {sql[:120]}"
            raise RuntimeError(msg)
        return execute(sql, params, many, context)

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in READS or _may_write(request):
            return get_response(request)
        with connection.execute_wrapper(refuse):
            return get_response(request)

    return middleware


def _may_write(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "may_write", False) is True
    except Resolver404:
        return False


__all__ = [
    "StaffRequest",
    "content_security",
    "day_and_access",
    "get_never_writes",
    "policy",
    "refusals",
]
