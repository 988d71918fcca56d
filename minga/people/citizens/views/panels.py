"""What this area itself shows of a person on the one screen: data, household, attentions."""

from django.http import HttpResponse
from django.urls import reverse

from minga.core.access import StaffRequest
from minga.core.errors import NotAllowed
from minga.core.panels import answer, panel_view
from minga.people.citizens import purposes
from minga.people.citizens.models import Attention, Citizen, CitizenData, HouseholdMember
from minga.people.citizens.permissions import ATTEND, OPEN
from minga.people.citizens.reads import What, note
from minga.people.citizens.views.common import citizen_of, people_of
from minga.territory.look import look_of

MOST = 8


def _opened(request: StaffRequest, public_id: str) -> tuple[Citizen, list[int], str]:
    """The person, all their records, and what their reserved data is read for."""
    if not request.access.may(OPEN):
        raise NotAllowed("Ninguna de sus funciones permite abrir fichas de personas.")
    citizen = citizen_of(request, public_id)
    people = people_of(citizen)
    purpose = purposes.purpose_of(request, citizen, people)
    if purpose:
        note(request, citizen.pk, What.RESERVED, purpose)
    return citizen, people, purpose


@panel_view
def data(request: StaffRequest, public_id: str) -> HttpResponse:
    citizen, people, purpose = _opened(request, public_id)
    current = None
    if purpose:
        found = CitizenData.objects.select_related("commune", "event")
        current = found.filter(citizen=citizen, replaced_by__isnull=True).first()
    commune = current.commune_id if current else None
    context: dict[str, object] = {
        "citizen": citizen,
        "data": current,
        "age": current.age(request.day) if current else None,
        "commune": look_of(request).frame.name_of(commune) if commune else "",
        "merged": len(people) - 1,
        "may_correct": request.access.may(ATTEND) and citizen.is_open,
    }
    return _panel(request, "citizens/_data.html", context, citizen, "Datos y contacto")


@panel_view
def household(request: StaffRequest, public_id: str) -> HttpResponse:
    citizen, people, purpose = _opened(request, public_id)
    members: list[HouseholdMember] = []
    if purpose:
        own = HouseholdMember.objects.on(request.day).filter(person__in=people)
        held = HouseholdMember.objects.on(request.day).for_page()
        members = list(held.filter(household__in=own.values("household")).order_by("pk"))
    for member in members:
        if member.person_id not in people:
            note(request, member.person_id, What.IDENTITY, f"Hogar de otra persona. {purpose}")
    context: dict[str, object] = {
        "citizen": citizen,
        "members": members,
        "purpose": purpose,
        "may_change": request.access.may(ATTEND) and citizen.is_open,
    }
    return _panel(request, "citizens/_household.html", context, citizen, "Hogar")


@panel_view
def attentions(request: StaffRequest, public_id: str) -> HttpResponse:
    """Of this reader's services: what they were about, not what was written in them."""
    if not request.access.may(OPEN):
        raise NotAllowed("Ninguna de sus funciones permite abrir fichas de personas.")
    citizen = citizen_of(request, public_id)
    note(request, citizen.pk, What.IDENTITY, "Atención de público")
    found = Attention.objects.visible_to(request.access).of(*people_of(citizen)).for_page()
    rows = list(found.order_by("-on", "-pk")[: MOST + 1])
    context: dict[str, object] = {"rows": rows[:MOST], "more": len(rows) > MOST, "day": request.day}
    return _panel(request, "citizens/_attentions.html", context, citizen, "Atenciones")


def _panel(
    request: StaffRequest, template: str, context: dict[str, object], citizen: Citizen, title: str
) -> HttpResponse:
    back = reverse("citizens:person", args=[citizen.public_id])
    return answer(request, template, context, title=title, back=back)
