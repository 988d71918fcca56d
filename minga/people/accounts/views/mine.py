"""One's own account: password, sessions, last entries."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest
from minga.core.approvals import factors
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.models import User
from minga.people.accounts import actions, errors, keys, log, throttle
from minga.people.accounts.entering import acting
from minga.people.accounts.forms import ChangePasswordForm
from minga.people.accounts.middleware import pay
from minga.people.accounts.models import SecurityKey, Session
from minga.people.accounts.sessions import end_sessions, open_sessions
from minga.people.accounts.throttle import Scope

ENTRIES = 10


def _own(request: HttpRequest) -> User:
    return cast(User, request.user)


@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    user = _own(request)
    context = {
        "username": user.username,
        "factor": factors.confirmed(user.pk),
        "keys": SecurityKey.objects.standing().filter(user=user).select_related("use"),
        "sessions": open_sessions(user.pk, request.session.session_key),
        "entries": log.last_of(user.pk, ENTRIES),
        "works_here": keys.works_here(request),
    }
    return render(request, "accounts/mine.html", context)


@never_cache
@sensitive_post_parameters("old", "password", "again")
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    staff = cast(StaffRequest, request)
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _judge_old(_own(request), form.cleaned_data["old"])
            by = acting(_own(request), staff.day)
            user = actions.change_password(password=form.cleaned_data["password"], by=by)
        except DomainError as error:
            form.refuse(error)
        else:
            _stay(request, user)
            messages.success(request, "Contraseña cambiada. Sus otras sesiones se cerraron.")
            return redirect("accounts:mine")
    return render(request, "accounts/change_password.html", {"form": form}, status=form.http_status)


def _judge_old(user: User, old: str) -> None:
    """As at the entrance, and not as often as one likes: a session left open is not the account."""
    if until := throttle.take(Scope.NAME, user.username):
        raise errors.NameLocked(until)
    if not user.check_password(old):
        until = throttle.failed(Scope.NAME, user.username, user.pk)
        raise errors.NameLocked(until) if until else errors.OldPasswordWrong
    throttle.right(Scope.NAME, user.username)


def _stay(request: HttpRequest, user: User) -> None:
    """This session goes on under a new key; the others end."""
    update_session_auth_hash(request, user)
    pay(request, "password")
    end_sessions(user.pk, but=request.session.session_key)


@post_only
def end_session(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another one of one's own; the one in hand is closed by leaving."""
    this = request.session.session_key
    found = [s for s in open_sessions(_own(request).pk, this) if s.public_id == public_id]
    if not found:
        raise Http404
    if found[0].is_this:
        messages.error(request, "Esta sesión se cierra con «Salir».")
    else:
        Session.objects.filter(session_key=found[0].key).delete()
        messages.success(request, f"Se cerró la sesión de {found[0].device}.")
    return redirect("accounts:mine")


@post_only
def end_others(request: HttpRequest) -> HttpResponse:
    count = end_sessions(_own(request).pk, but=request.session.session_key)
    said = "Se cerró la otra sesión." if count == 1 else f"Se cerraron {count} sesiones."
    messages.success(request, said if count else "No había otras sesiones abiertas.")
    return redirect("accounts:mine")
