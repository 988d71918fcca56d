"""The catalogue of initiatives: its list, one of them, and what is done with it."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError, NotAllowed
from minga.core.forms import MingaForm
from minga.core.lists.views import page as list_page
from minga.people.models import Organisation
from minga.strategy import catalogue, initiative_forms
from minga.strategy.initiative_list import INITIATIVES, state_of, url
from minga.strategy.models import Initiative
from minga.strategy.permissions import CATALOGUE

form_page = require_http_methods(["GET", "POST"])


def _more(request: StaffRequest, screen: Any) -> dict[str, Any]:
    return {"may_keep": request.access.may(CATALOGUE)}


initiatives = list_page(INITIATIVES, more=_more)


def _one(request: StaffRequest, public_id: str) -> Initiative:
    seen = Initiative.objects.visible_to(request.access).select_related("service__party")
    return get_object_or_404(seen, public_id=public_id)


def _kept(request: StaffRequest, public_id: str) -> Initiative:
    """Of a service whose catalogue the person keeps."""
    found = _one(request, public_id)
    if not request.access.may(CATALOGUE, found.service_id):
        raise NotAllowed(catalogue.ONLY)
    return found


@require_GET
def initiative(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = _one(staff, public_id)
    state, tone = state_of(found, staff.day)
    context = {
        "initiative": found,
        "state": state,
        "tone": tone,
        "may_keep": staff.access.may(CATALOGUE, found.service_id),
        "is_closed": found.valid_until is not None and found.valid_until <= staff.day,
    }
    return render(request, "strategy/initiative.html", context)


def _step(
    request: StaffRequest,
    form: MingaForm,
    act: Callable[[dict[str, Any]], Initiative],
    *,
    title: str,
    verb: str,
    done: str,
    back: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(url(made))
    context = {"form": form, "title": title, "verb": verb, "back": back}
    return render(request, "strategy/initiative_step.html", context, status=form.http_status)


@form_page
@needs(CATALOGUE)
def add(request: StaffRequest) -> HttpResponse:
    services = [pk for pk in request.access.institutions if request.access.may(CATALOGUE, pk)]
    service = Organisation.objects.select_related("party").get(pk=min(services))
    form = initiative_forms.InitiativeForm(
        request.POST or None, initial={"valid_from": request.day, "part": "frame"}
    )
    return _step(
        request, form,
        lambda data: catalogue.add_initiative(service, **data, by=request.access),
        title="Agregar al catálogo", verb="Agregar iniciativa", done="Iniciativa agregada.",
        back=reverse("strategy:initiatives"),
    )  # fmt: skip


@form_page
@needs(CATALOGUE)
def rename(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _kept(request, public_id)
    form = initiative_forms.RenameForm(request.POST or None, initial={"name": found.name})
    return _step(
        request, form,
        lambda data: catalogue.rename_initiative(found, **data, by=request.access),
        title="Cambiar el nombre", verb="Guardar nombre", done="Nombre guardado.", back=url(found),
    )  # fmt: skip


@form_page
@needs(CATALOGUE)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _kept(request, public_id)
    form = initiative_forms.CloseInitiativeForm(
        request.POST or None, initial={"valid_until": request.day}
    )
    return _step(
        request, form,
        lambda data: catalogue.close_initiative(found, **data, by=request.access),
        title="Cerrar la iniciativa", verb="Cerrar iniciativa", done="Iniciativa cerrada.",
        back=url(found),
    )  # fmt: skip
