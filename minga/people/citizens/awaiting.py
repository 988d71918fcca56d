"""What awaits a person of the counter and of the units, for «Mi trabajo» and the menu."""

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from minga.core.access import Access, StaffRequest
from minga.core.registries import Awaiting
from minga.people.citizens.models import Attention, DataRequest
from minga.people.citizens.models.attentions import AttentionQuerySet
from minga.people.citizens.permissions import ANSWER, ATTEND, RIGHTS
from minga.people.citizens.units import OUTSOURCED, units_of
from minga.territory.models import TerritoryVersion


def find(access: Access, day: date) -> Iterator[Awaiting]:
    yield from _attentions(access, day)
    yield from _requests(access, day)


def pending(access: Access, day: date) -> AttentionQuerySet:
    """Referred to the units where the person works and may answer; and, for who attends the public,
    to those outside, whose answer the service itself registers."""
    if not access.may(ANSWER):
        return Attention.objects.none()
    attending = [pk for pk in access.institutions if access.may(ATTEND, pk)]
    outside = Q(referred_to__kind__in=OUTSOURCED, service__in=attending)
    own = Q(referred_to__in=units_of(access, day))
    return Attention.objects.visible_to(access).pending().filter(own | outside)


def count(request: StaffRequest) -> AttentionQuerySet:
    return pending(request.access, request.day)


def _attentions(access: Access, day: date) -> Iterator[Awaiting]:
    names = TerritoryVersion.objects.on(day).filter(territory=OuterRef("territory"))
    waiting = pending(access, day).for_page().annotate(place=Subquery(names.values("name")[:1]))
    for attention in waiting.order_by("due_on", "pk"):
        yield Awaiting(
            label=f"Atención {attention.folio}: {attention.subject.name}",
            note=f"Por {attention.get_channel_display()}, el {attention.on:%d-%m-%Y}.",
            place=attention.place or "",  # type: ignore[attr-defined]  # annotated above
            verb="Responder atención",
            url=reverse("citizens:attention", args=[attention.public_id]),
            due=attention.due_on,
            kind="Atenciones",
        )


def _requests(access: Access, day: date) -> Iterator[Awaiting]:
    """A copy of their data that somebody waits for; an erasure waits in the tray of approvals."""
    if not access.may(RIGHTS):
        return
    waiting = DataRequest.objects.visible_to(access).filter(state="received", kind="export")
    for request in waiting.order_by("due_on"):
        yield Awaiting(
            label="Copia de los datos de una persona",
            note=f"Solicitada el {request.on:%d-%m-%Y}.",
            place="",
            verb="Entregar copia",
            url=reverse("citizens:data_request", args=[request.public_id]),
            due=request.due_on,
            kind="Datos personales",
        )
