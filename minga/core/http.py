"""Addresses that only take a form, where a form sends one back to, and the page of an error."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponse)


def post_only(view: Callable[P, R]) -> Callable[P, R]:
    """Django's require_POST, and known for it: nobody is sent back to such an address."""
    guarded = require_POST(view)
    cast(Any, guarded).post_only = True
    return guarded


def may_write(view: Callable[P, R]) -> Callable[P, R]:
    """For the one kind of GET that changes something: the way back from a provider of identity,
    which a protocol of others decides. What it carries serves once."""
    cast(Any, view).may_write = True
    return view


def page_or(default: str, target: str, request: HttpRequest) -> str:
    """`target` when it is a page of ours that can be opened."""
    ours = target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}
    )
    return target if ours and _opens(unquote(urlsplit(target).path)) else default


def _opens(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return not getattr(match.func, "post_only", False)


def back(request: HttpRequest, default: str = "/") -> str:
    """Where a small form came from, if it is one of our pages."""
    return page_or(default, request.POST.get("next", ""), request)


def here(request: HttpRequest) -> str:
    """The address to come back to: this page, or the one whose form this answers."""
    if request.method != "POST":
        return request.get_full_path()
    sent_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent_from, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(sent_from)
    return page_or("/", parts.path + (f"?{parts.query}" if parts.query else ""), request)


def error_page(request: HttpRequest, title: str, sentence: str, status: int) -> HttpResponse:
    """What happened, what to do now, and the way home."""
    context = {"title": title, "sentence": sentence}
    return render(request, "core/error.html", context, status=status)
