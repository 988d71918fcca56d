"""People and their functions, for who administers: the list, one person, giving, ending, passing
work on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.history import lines
from minga.core.http import post_only
from minga.core.lists.views import page as list_page
from minga.core.models import Event
from minga.people import actions, handover, whom
from minga.people.actions import MANAGE
from minga.people.actions.functions import the_day_after
from minga.people.delegations import labels_of
from minga.people.forms import EndFunctionForm, FunctionForm, PassWorkForm, PersonForm
from minga.people.lists import FUNCTIONS, state_of
from minga.people.models import Membership, Organisation, Person

LAST_EVENTS = 6
functions = list_page(FUNCTIONS)


def _person(request: StaffRequest, public_id: str) -> Person:
    found: Person = get_object_or_404(whom.administered(request.access), party__public_id=public_id)
    return found


def _functions(request: StaffRequest, person: Person) -> Any:
    found = whom.memberships(request.access).filter(person=person)
    return found.order_by("-valid_from", "-pk")


@require_GET
@needs(MANAGE)
def person(request: StaffRequest, public_id: str) -> HttpResponse:
    return _page(request, _person(request, public_id))


def _page(
    request: StaffRequest, row: Person, refused: EndFunctionForm | None = None, of: str = ""
) -> HttpResponse:
    """`refused`: what was typed to end the function `of` that address."""
    rows = [
        (
            function,
            state_of(function, request.day),
            labels_of(function),
            refused
            if refused is not None and of == function.public_id
            else _ending(function, request),
        )
        for function in _functions(request, row)
    ]
    context = {
        "person": row,
        "rows": rows,
        "standing": [function for function, state, _, _ in rows if state == "vigente"],
        "is_self": row.pk == request.access.actor_id,
        "refused": refused,
        "piles": handover.shown_piles(row, request.access, request.day),
        "elsewhere": whom.works_elsewhere(request.access, row, request.day),
        "history": lines(Event.objects.about(row)[:LAST_EVENTS]),
    }
    status = refused.http_status if refused else 200
    return render(request, "people/person.html", context, status=status)


def _ending(function: Membership, request: StaffRequest) -> EndFunctionForm:
    return EndFunctionForm(
        auto_id=f"terminar_{function.public_id}_%s", initial={"last_day": request.day}
    )


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def add_person(request: StaffRequest) -> HttpResponse:
    """Somebody new; who is known by that RUT and those surnames is opened instead."""
    form = PersonForm(request.POST or None)
    if form.is_valid():
        known = _known(request, form.cleaned_data)
        if known is not None:
            messages.info(request, f"{known} ya estaba: esta es su página.")
            return redirect("people:person", known.public_id)
        try:
            made = actions.add_person(**form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{made} quedó agregada. Dele ahora su función.")
            return redirect("people:give_function", made.public_id)
    return render(request, "people/add_person.html", {"form": form}, status=form.http_status)


def _known(request: StaffRequest, typed: dict[str, str]) -> Person | None:
    """Only among those whom this administrator already sees: nobody is found by trying RUTs."""
    try:
        rut = actions.clean_rut(typed["rut"])
    except DomainError:
        return None
    found: Person | None = whom.administered(request.access).filter(party__rut=rut).first()
    same = found is not None and found.family_names.lower() == typed["family_names"].strip().lower()
    return found if same else None


def _where(request: StaffRequest) -> Any:
    """Where this person may give functions, as it stands today."""
    rows = Organisation.objects.on(request.day).select_related("institution")
    return [
        row
        for row in rows.order_by("institution__name", "name")
        if request.access.may(MANAGE, None if row.is_external else row.institution_pk)
    ]


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def give(request: StaffRequest, public_id: str) -> HttpResponse:
    row = _person(request, public_id)
    form = FunctionForm(request.POST or None, initial={"valid_from": request.day})
    form.offer(_where(request), request.day)
    if form.is_valid():
        values = dict(form.cleaned_data)
        last = values.pop("last_day")
        try:
            until = the_day_after(last) if last else None
            actions.add_membership(row, **values, valid_until=until, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, f"{row} tiene su función desde el {values['valid_from']:%d-%m-%Y}."
            )
            return redirect("people:person", public_id)
    context = {"form": form, "person": row}
    return render(request, "people/give_function.html", context, status=form.http_status)


@post_only
@needs(MANAGE)
def end(request: StaffRequest, public_id: str) -> HttpResponse:
    function = get_object_or_404(
        whom.memberships(request.access).filter(
            substitutes__isnull=True, delegated_by__isnull=True
        ),
        public_id=public_id,
    )
    form = EndFunctionForm(request.POST, auto_id=f"terminar_{public_id}_%s")
    if form.is_valid():
        try:
            actions.end_membership(function, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"La función de {function.person} termina.")
            piles = handover.shown_piles(function.person, request.access, request.day)
            if left := handover.told(piles):
                messages.warning(request, f"Deja sin traspasar: {left}.")
            return redirect("people:person", function.person.public_id)
    return _page(request, function.person, form, public_id)


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def pass_work(request: StaffRequest, public_id: str) -> HttpResponse:
    """Exactly what would pass, to whom, and why; then all of it at once."""
    row = _person(request, public_id)
    piles = handover.shown_piles(row, request.access, request.day)
    form = PassWorkForm(request.POST or None, initial={"seen": handover.mark_of(piles)})
    form.offer(_heirs(request, row))
    if form.is_valid():
        typed = form.cleaned_data
        try:
            count = handover.pass_work(
                row, typed["heir"], reason=typed["reason"], seen=typed["seen"], by=request.access
            )
        except DomainError as error:
            form.refuse(error)
            form.show_again(handover.mark_of(piles))
        else:
            what = "cosa abierta pasó" if count == 1 else "cosas abiertas pasaron"
            messages.success(request, f"{count} {what} de {row} a {typed['heir']}.")
            return redirect("people:person", public_id)
    context = {
        "form": form,
        "person": row,
        "piles": piles,
        "elsewhere": whom.works_elsewhere(request.access, row, request.day),
    }
    return render(request, "people/pass_work.html", context, status=form.http_status)


def _heirs(request: StaffRequest, row: Person) -> Any:
    """Who works today where this person administers."""
    held = Membership.objects.on(request.day).of_institutions(whom.institutions(request.access))
    people = Person.objects.filter(memberships__in=held).exclude(pk=row.pk)
    return people.distinct().order_by("family_names", "pk")
