"""Who lives with a person: adding somebody, ending it, parting in two."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.people.citizens import purposes
from minga.people.citizens.actions import (
    end_membership,
    form_household,
    join_household,
    part_household,
)
from minga.people.citizens.forms import JoinForm, LeaveForm, PartForm
from minga.people.citizens.models import Citizen, HouseholdMember, Relation
from minga.people.citizens.permissions import ATTEND
from minga.people.citizens.reads import What, note
from minga.people.citizens.units import service_for
from minga.people.citizens.views.common import by_document, citizen_of, people_of

FOR_WHAT = "Registrar su hogar"


def _members(request: StaffRequest, citizen: Citizen) -> list[HouseholdMember]:
    own = HouseholdMember.objects.on(request.day).filter(person__in=people_of(citizen))
    held = HouseholdMember.objects.on(request.day).for_page()
    return list(held.filter(household__in=own.values("household")).order_by("pk"))


def _purpose(request: StaffRequest, citizen: Citizen) -> str:
    return purposes.purpose_of(request, citizen, people_of(citizen))


def _page(
    request: StaffRequest, citizen: Citizen, refused: MingaForm | None = None
) -> HttpResponse:
    """The members, and the three forms; one of them as it was refused."""
    members = _members(request, citizen)
    for member in members:
        note(request, member.person_id, What.RESERVED, FOR_WHAT)
    note(request, citizen.pk, What.RESERVED, FOR_WHAT)
    named = [(member.person.public_id, member.person.citizen.full_name) for member in members]
    day = {"since": request.day, "until": request.day}
    part = refused if isinstance(refused, PartForm) else PartForm(initial=day, auto_id="separar_%s")
    part.offer(named)
    context: dict[str, Any] = {
        "citizen": citizen,
        "members": members,
        "join": refused
        if isinstance(refused, JoinForm)
        else JoinForm(initial=day, auto_id="agregar_%s"),
        "leave": refused
        if isinstance(refused, LeaveForm)
        else LeaveForm(initial=day, auto_id="salir_%s"),
        "part": part if len(members) > 1 else None,
        "refused": refused,
    }
    status = refused.http_status if refused else 200
    return render(request, "citizens/household.html", context, status=status)


def _needs_purpose(request: StaffRequest, citizen: Citizen) -> HttpResponse:
    messages.warning(request, "Para ver y cambiar el hogar escriba antes el motivo de la consulta.")
    return redirect("citizens:person", citizen.public_id)


@require_http_methods(["GET", "POST"])
@needs(ATTEND)
def join(request: StaffRequest, public_id: str) -> HttpResponse:
    """GET, the household; POST adds somebody. Who has none is the head of a new one."""
    citizen = citizen_of(request, public_id)
    if not _purpose(request, citizen):
        return _needs_purpose(request, citizen)
    if request.method == "GET":
        return _page(request, citizen)
    form = JoinForm(request.POST, auto_id="agregar_%s")
    if form.is_valid() and _joined(request, citizen, form):
        messages.success(request, "Hogar registrado.")
        return redirect("citizens:join_household", public_id)
    return _page(request, citizen, form)


def _joined(request: StaffRequest, citizen: Citizen, form: JoinForm) -> bool:
    data, other = form.cleaned_data, by_document(request, form.cleaned_data["run"])
    if other is None:
        form.add_error("run", "No hay una ficha con ese RUN: agréguela antes.")
        return False
    members, when = _members(request, citizen), {"since": data["since"], "by": request.access}
    try:
        if members:
            join_household(members[0].household, other, relation=data["relation"], **when)
        else:
            pair = [(citizen, str(Relation.HEAD)), (other, data["relation"])]
            form_household(service_for(request.access, ATTEND), pair, **when)
    except DomainError as error:
        form.refuse(error)
        return False
    return True


@post_only
@needs(ATTEND)
def leave(request: StaffRequest, public_id: str) -> HttpResponse:
    """The person of the page leaves the household where they are today."""
    citizen = citizen_of(request, public_id)
    if not _purpose(request, citizen):
        return _needs_purpose(request, citizen)
    own = HouseholdMember.objects.on(request.day).filter(person__in=people_of(citizen))
    member = get_object_or_404(own)
    form = LeaveForm(request.POST, auto_id="salir_%s")
    if form.is_valid():
        try:
            end_membership(member, by=request.access, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Queda en la historia del hogar.")
            return redirect("citizens:person", public_id)
    return _page(request, citizen, form)


@post_only
@needs(ATTEND)
def part(request: StaffRequest, public_id: str) -> HttpResponse:
    """Some of the members of the household of the page leave together."""
    citizen = citizen_of(request, public_id)
    if not _purpose(request, citizen):
        return _needs_purpose(request, citizen)
    members = {member.person.public_id: member for member in _members(request, citizen)}
    form = PartForm(request.POST, auto_id="separar_%s")
    form.offer([(key, member.person.citizen.full_name) for key, member in members.items()])
    if form.is_valid():
        data = form.cleaned_data
        leaving = [(members[key], _relation(key, data["head"])) for key in data["members"]]
        try:
            part_household(leaving, since=data["since"], reason=data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Hogar separado en dos.")
            return redirect("citizens:person", public_id)
    return _page(request, citizen, form)


def _relation(key: str, head: str) -> str:
    """What they are to a new head is not known yet, but for the head."""
    return str(Relation.HEAD if key == head else Relation.OTHER_RELATIVE)
