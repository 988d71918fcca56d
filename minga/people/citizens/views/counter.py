"""The counter: a RUN, the person, an attention registered with a few keys."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.people.citizens import purposes
from minga.people.citizens.actions import Asked, add_citizen
from minga.people.citizens.actions.attentions import SeemsTwice, register_once
from minga.people.citizens.actions.persons import AlreadyThere
from minga.people.citizens.forms import AddForm, FindForm, PurposeForm
from minga.people.citizens.models import Citizen
from minga.people.citizens.permissions import ATTEND, OPEN
from minga.people.citizens.units import service_for
from minga.people.citizens.views.common import (
    attention_form,
    by_document,
    citizen_of,
    counter_page,
)
from minga.territory.look import look_of


@require_GET
@needs(ATTEND)
def counter(request: StaffRequest) -> HttpResponse:
    """`?run=` finds; `?anonima=si` registers without a person."""
    if request.GET.get("anonima"):
        return counter_page(request, anonymous=True, form=attention_form(request, None))
    if "run" not in request.GET:
        return counter_page(request)
    find = FindForm(request.GET, auto_id="buscar_%s")
    if not find.is_valid():
        return counter_page(request, find=find, status=422, refused=find)
    typed = find.cleaned_data["run"]
    citizen = by_document(request, typed)
    if citizen is None:
        return counter_page(request, find=find, not_found=True, typed=typed)
    return counter_page(request, citizen.merged_into or citizen)


@require_GET
@needs(OPEN)
def person(request: StaffRequest, public_id: str) -> HttpResponse:
    return counter_page(request, citizen_of(request, public_id))


@post_only
@needs(OPEN)
def purpose(request: StaffRequest, public_id: str) -> HttpResponse:
    """From now on, for half an hour, this reader sees this person's reserved data."""
    citizen = citizen_of(request, public_id)
    form = PurposeForm(request.POST, auto_id="motivo_%s")
    if not form.is_valid():
        return counter_page(request, citizen, status=422, refused=form, purpose_form=form)
    if purposes.may_read(request, citizen):
        purposes.give(request, citizen, form.cleaned_data["purpose"])
    return redirect("citizens:person", public_id)


@post_only
@needs(ATTEND)
def register(request: StaffRequest) -> HttpResponse:
    citizen = _asked_for(request)
    form = attention_form(request, citizen, request.POST)
    if form.is_valid():
        try:
            made = register_once(
                service_for(request.access, ATTEND),
                _asked(request, form.cleaned_data, citizen),
                form_key=form.cleaned_data["form_key"],
                confirmed=form.cleaned_data["confirmed"],
                by=request.access,
                on=form.cleaned_data["day"],
            )
        except DomainError as error:
            form.refuse(error)
            if isinstance(error, SeemsTwice):
                form.confirm()
        else:
            messages.success(request, _registered(made))
            return redirect("citizens:counter")
    return counter_page(
        request,
        citizen,
        status=form.http_status,
        form=form,
        refused=form,
        anonymous=citizen is None,
    )


def _asked_for(request: StaffRequest) -> Citizen | None:
    public_id = request.POST.get("person", "")
    return citizen_of(request, public_id) if public_id else None


def _asked(request: StaffRequest, data: dict[str, Any], citizen: Citizen | None) -> Asked:
    place = look_of(request).frame.by_public_id(data["territory"])
    return Asked(
        subject=data["subject"],
        citizen=citizen,
        channel=data["channel"],
        note=data["note"],
        territory=place.territory if place else None,
        referred_to=data["referred_to"],
    )


def _registered(made: Any) -> str:
    address = reverse("citizens:attention", args=[made.public_id])
    until = f" Se responde hasta el {made.due_on:%d-%m-%Y}." if made.due_on else ""
    return format_html('Atención <a href="{}">{}</a> registrada.{}', address, made.folio, until)


@require_http_methods(["GET", "POST"])
@needs(ATTEND)
def add(request: StaffRequest) -> HttpResponse:
    """`?run=` comes from the search that found nobody."""
    initial = {"run": request.GET.get("run", "")}
    form = AddForm(request.POST or None, initial=initial)
    form.offer(look_of(request).frame)
    there = None
    if form.is_valid():
        kept = ("run", "document", "document_number", "document_country")
        documents = {name: form.cleaned_data[name] for name in kept}
        try:
            made = add_citizen(
                service_for(request.access, ATTEND), form.identity, by=request.access, **documents
            )
        except DomainError as error:
            form.refuse(error)
            there = error.citizen if isinstance(error, AlreadyThere) else None
        else:
            messages.success(request, "Ficha agregada. Puede registrar su atención.")
            return redirect("citizens:person", made.public_id)
    context = {"form": form, "there": there}
    return render(request, "citizens/add.html", context, status=form.http_status)
