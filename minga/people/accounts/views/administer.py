"""One account, as its administrator sees it, and each thing that can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.people.accounts import actions, log, throttle
from minga.people.accounts.errors import TooManyMessages
from minga.people.accounts.forms import EmailForm, ReasonForm
from minga.people.accounts.models import AccountLink
from minga.people.accounts.scope import acts_elsewhere, manageable
from minga.people.accounts.sessions import open_sessions
from minga.people.accounts.states import CLOSED, LOCKED, TONES, told
from minga.people.accounts.throttle import Scope
from minga.people.accounts.views.forgotten import address_of
from minga.people.actions import MANAGE

ENTRIES = 15


@dataclass(frozen=True)
class Deed:
    """One thing that can be done: its name in the addresses, its words, when it is offered."""

    name: str
    label: str
    button: str
    help: str
    when: Callable[[dict[str, Any]], bool]
    form: type[ReasonForm] = ReasonForm
    danger: bool = False


DEEDS = (
    Deed(
        "unlock", "Desbloquear", "Desbloquear cuenta", "Podrá intentar de nuevo ahora mismo.",
        lambda seen: seen["state"] == LOCKED,
    ),
    Deed(
        "send_link", "Enviar enlace", "Enviar enlace",
        "Recibe por correo un enlace para elegir su contraseña; el anterior deja de servir.",
        lambda seen: seen["is_open"] and bool(seen["email"]) and not seen["is_self"],
    ),
    Deed(
        "revoke_link", "Anular enlace", "Anular enlace", "El enlace enviado deja de servir.",
        lambda seen: seen["link"] is not None,
    ),
    Deed(
        "give_password", "Contraseña provisoria", "Dar contraseña provisoria",
        "Minga se la muestra a usted una vez. La persona la cambia al entrar.",
        lambda seen: seen["is_open"] and not seen["is_self"] and not seen["acts_elsewhere"],
    ),
    Deed(
        "set_email", "Cambiar correo", "Guardar correo",
        "Los enlaces enviados al anterior dejan de servir.",
        lambda seen: seen["is_open"] and not seen["acts_elsewhere"], EmailForm,
    ),
    Deed(
        "remove_factors", "Quitar segundo factor", "Quitar segundo factor",
        "Solo a quien perdió su teléfono y sus códigos. Sus sesiones se cierran.",
        lambda seen: seen["has_factor"] and not seen["is_self"] and not seen["acts_elsewhere"],
        danger=True,
    ),
    Deed(
        "close", "Cerrar cuenta", "Cerrar cuenta",
        "Ya no podrá entrar y sus sesiones se cierran. Sus funciones y lo que hizo quedan.",
        lambda seen: seen["is_open"] and not seen["is_self"], danger=True,
    ),
    Deed(
        "reopen", "Reabrir cuenta", "Reabrir cuenta", "Podrá entrar con la contraseña que tenía.",
        lambda seen: not seen["is_open"],
    ),
)  # fmt: skip
BY_NAME = {deed.name: deed for deed in DEEDS}


def _person(request: StaffRequest, public_id: str) -> Any:
    people = told(manageable(request.access, request.day))
    return get_object_or_404(people, party__public_id=public_id)


@never_cache
@require_GET
@needs(MANAGE)
def account(request: StaffRequest, public_id: str) -> HttpResponse:
    return _page(request, _person(request, public_id))


def _page(
    request: StaffRequest,
    person: Any,
    refused: tuple[str, ReasonForm] | None = None,
    password: str = "",
) -> HttpResponse:
    user = person.user
    details = getattr(user, "details", None)
    seen = {
        "state": person.state,
        "is_open": person.state != CLOSED,
        "is_self": person.pk == request.access.actor_id,
        "acts_elsewhere": acts_elsewhere(person, request.access, request.day),
        "has_factor": bool(person.factor_on or person.has_key),
        "email": details.email if details else "",
        "link": AccountLink.objects.open().filter(user=user).first(),
    }
    context = seen | {
        "person": person,
        "tone": TONES[person.state],
        "owes": bool(details and details.must_change_password),
        "locked_until": throttle.locked_until(user.pk) if person.state == LOCKED else None,
        "sessions": open_sessions(user.pk),
        "entries": log.last_of(user.pk, ENTRIES),
        "deeds": [
            (deed, reverse(f"accounts:{deed.name}", args=[person.public_id]), form)
            for deed, form in (_offered(deed, refused, seen) for deed in DEEDS if deed.when(seen))
        ],
        "refused": refused[1] if refused else None,
        "password": password,
    }
    status = refused[1].http_status if refused else 200
    return render(request, "accounts/account.html", context, status=status)


def _offered(
    deed: Deed, refused: tuple[str, ReasonForm] | None, seen: dict[str, Any]
) -> tuple[Deed, ReasonForm]:
    if refused and refused[0] == deed.name:
        return deed, refused[1]
    initial = {"email": seen["email"]} if deed.form is EmailForm else None
    return deed, deed.form(initial=initial, auto_id=f"{deed.name}_%s")


def _do(
    request: StaffRequest, public_id: str, name: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    person, deed = _person(request, public_id), BY_NAME[name]
    form = deed.form(request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            answer = act(person, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            if isinstance(answer, str):
                return _page(request, _person(request, public_id), password=answer)
            messages.success(request, done.format(person=person))
            return redirect("accounts:account", public_id)
    return _page(request, _person(request, public_id), (name, form))


@post_only
@needs(MANAGE)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, "close", actions.close_account, "La cuenta quedó cerrada.")


@post_only
@needs(MANAGE)
def reopen(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, "reopen", actions.reopen_account, "La cuenta quedó abierta.")


@post_only
@needs(MANAGE)
def unlock(request: StaffRequest, public_id: str) -> HttpResponse:
    said = "{person} ya puede intentar de nuevo."
    return _do(request, public_id, "unlock", actions.unlock_account, said)


@post_only
@needs(MANAGE)
def send_link(request: StaffRequest, public_id: str) -> HttpResponse:
    def act(person: Any, **said: Any) -> Any:
        require_few(request)
        return actions.send_link(person, address=address_of(request), **said)

    return _do(request, public_id, "send_link", act, "El enlace sale en unos segundos.")


def require_few(request: StaffRequest) -> None:
    """Not more messages in an hour than an office needs."""
    if until := throttle.take(Scope.INVITE, str(request.user.pk)):
        raise TooManyMessages(until)


@post_only
@needs(MANAGE)
def revoke_link(request: StaffRequest, public_id: str) -> HttpResponse:
    said = "El enlace ya no sirve."
    return _do(request, public_id, "revoke_link", actions.revoke_link, said)


@post_only
@needs(MANAGE)
def set_email(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, "set_email", actions.set_email, "Correo guardado.")


@never_cache
@post_only
@needs(MANAGE)
def give_password(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, "give_password", actions.give_password, "")


@post_only
@needs(MANAGE)
def remove_factors(request: StaffRequest, public_id: str) -> HttpResponse:
    said = "{person} ya puede activar otro segundo factor."
    return _do(request, public_id, "remove_factors", actions.remove_factors, said)
