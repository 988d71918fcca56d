"""A session that is over ends; who owes a password or a second factor is led to it first."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from minga.core.approvals import factors
from minga.people.accounts.entering import OWES
from minga.people.accounts.sessions import ended_by_age

Handler = Callable[[HttpRequest], HttpResponse]

ALWAYS = {"accounts:sign_out"}
# What is owed: where it is given, what else may be opened meanwhile, and what is said.
DEBTS = {
    "password": (
        "accounts:change_password",
        frozenset[str](),
        "Elija su propia contraseña para continuar.",
    ),
    "factor": (
        "approvals:second_factor",
        frozenset({"approvals:qr", "approvals:begin_factor", "approvals:confirm_factor"}),
        "Su función pide un segundo factor: actívelo para continuar.",
    ),
}


def account_guard(get_response: Handler) -> Handler:
    """After the messages, before any view: one reading of the session and no question to the
    database while nothing is owed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        if why := ended_by_age(request):
            logout(request)
            messages.warning(request, why)
            return get_response(request)
        return _led(request) or get_response(request)

    return middleware


def _led(request: HttpRequest) -> HttpResponse | None:
    owed = _still_owed(request)
    if not owed:
        return None
    where, also, sentence = DEBTS[owed]
    if _name(request) in {where, *also, *ALWAYS}:
        return None
    if request.method == "GET":
        messages.warning(request, sentence)
    return redirect(where)


def _still_owed(request: HttpRequest) -> str:
    """The first debt; one that was paid is struck out."""
    owed = list(request.session.get(OWES, ()))
    if owed and owed[0] == "factor" and factors.confirmed(request.user.pk):
        pay(request, "factor")
        return ""
    return owed[0] if owed else ""


def pay(request: HttpRequest, debt: str) -> None:
    owed = [one for one in request.session.get(OWES, ()) if one != debt]
    if owed:
        request.session[OWES] = owed
    else:
        request.session.pop(OWES, None)


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
