"""Organisations: the list, the page of one on a day, adding, changing and closing."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.history import lines
from minga.core.lists.views import page as list_page
from minga.core.models import Event
from minga.people import actions
from minga.people.actions import MANAGE
from minga.people.actions.organisations import AlreadyClosed, closing_of, may_manage
from minga.people.actions.parties import require_manager
from minga.people.forms import ChangeForm, CloseForm, OrganisationForm
from minga.people.lists import ORGANISATIONS
from minga.people.models import Membership, Organisation
from minga.territory.frames import frame_on

LAST_EVENTS = 5

organisations = list_page(
    ORGANISATIONS, more=lambda request, _: {"may_manage": request.access.may(MANAGE)}
)


def _found(public_id: str) -> Organisation:
    rows = Organisation.objects.select_related("party", "institution__party", "parent__party")
    return get_object_or_404(rows, party__public_id=public_id)


def _day(request: StaffRequest) -> date:
    """The one asked for, else the day of the page."""
    asked = request.GET.get("dia", "")
    try:
        return date.fromisoformat(asked) if asked else request.day
    except ValueError as error:
        raise Http404 from error


@require_GET
def organisation(request: StaffRequest, public_id: str) -> HttpResponse:
    """What it is, its units, who does what in it on a day, whom it follows and who follows."""
    row, day = _found(public_id), _day(request)
    members = (
        Membership.objects.on(day)
        .of_institutions([row.pk])
        .select_related("person", "organisation", "substitutes__person", "delegated_by__person")
    )
    context = {
        "organisation": row,
        "day": day,
        "is_past": day != request.day,
        "holds": row.holds_on(day),
        "place": frame_on(day).name_of(row.territory_id) if row.territory_id else "",
        "units": _tree(row, day),
        "members": list(members.order_by("organisation__name", "role", "person__family_names")),
        # Its parts came along with a whole: the whole is told.
        "predecessors": list(
            row.predecessors.select_related("party").exclude(parent__successor=row)
        ),
        "successor": row.successor,
        "may_manage": may_manage(request.access, row),
        "history": lines(Event.objects.about(row)[:LAST_EVENTS]),
    }
    return render(request, "people/organisation.html", context)


def _tree(row: Organisation, day: date) -> list[tuple[int, Organisation]]:
    """Its units in force with how deep each lies, the units of a unit after it."""
    institution = row.institution_pk
    found = Organisation.objects.on(day).filter(institution=institution).select_related("party")
    by_parent: dict[int | None, list[Organisation]] = {}
    for unit in found.order_by("name"):
        by_parent.setdefault(unit.parent_id, []).append(unit)
    shown: list[tuple[int, Organisation]] = []
    waiting = [(0, unit) for unit in reversed(by_parent.get(row.pk, []))]
    while waiting:
        depth, unit = waiting.pop()
        shown.append((depth, unit))
        waiting += [(depth + 1, below) for below in reversed(by_parent.get(unit.pk, []))]
    return shown


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def add(request: StaffRequest) -> HttpResponse:
    """An institution; with `?en=`, a unit of one."""
    parent = _found(request.GET["en"]) if "en" in request.GET else None
    if parent is not None:
        require_manager(request.access, parent)
    form = OrganisationForm(request.POST or None, initial={"valid_from": request.day})
    form.offer(parent, request.day)
    if form.is_valid():
        try:
            made = actions.add_organisation(**form.values(), parent=parent, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{made} quedó agregada.")
            return redirect("people:organisation", made.public_id)
    context = {"form": form, "parent": parent}
    return render(request, "people/organisation_form.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    row = _found(public_id)
    require_manager(request.access, row)
    form = ChangeForm(request.POST or None, initial=_initial(row))
    form.offer_places(request.day)
    if form.is_valid():
        try:
            actions.change_organisation(row, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Datos guardados.")
            return redirect("people:organisation", public_id)
    if form.conflict:
        form.show_again(_found(public_id).event_id)
    context = {"form": form, "organisation": row}
    return render(request, "people/organisation_form.html", context, status=form.http_status)


def _initial(row: Organisation) -> dict[str, Any]:
    return {
        "name": row.name,
        "short_name": row.short_name,
        "territory": row.territory_id,
        "rut": row.party.rut or "",
        "seen": row.event_id,
    }


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    """What ends with it is shown before it is done."""
    row = _found(public_id)
    require_manager(request.access, row)
    if row.valid_until is not None:
        messages.error(request, str(AlreadyClosed(row)))
        return redirect("people:organisation", public_id)
    form = CloseForm(request.POST or None, initial={"last_day": request.day})
    form.offer(row)
    if form.is_valid():
        try:
            actions.close_organisation(row, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{row} queda cerrada.")
            return redirect("people:organisation", public_id)
    context = {"form": form, "organisation": row, "closing": closing_of(row, request.day)}
    return render(request, "people/close_organisation.html", context, status=form.http_status)
