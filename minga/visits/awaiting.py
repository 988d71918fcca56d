"""What waits because of visits: to whoever goes, to the head of the unit, to who directs."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access, StaffRequest
from minga.core.registries import Awaiting
from minga.territory.frames import Frame, frame_on
from minga.visits import says
from minga.visits.models import Visit
from minga.visits.models.visits import VisitQuerySet
from minga.visits.permissions import APPROVE_RULES, ASSIGN, READ

# An inspector reads of a visit from when it is given; a head, of what nobody has or what is late.
SOON = timedelta(days=3)
# Of more than so many late visits the head is told by one line.
MOST = 12


def services(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def mine(access: Access) -> VisitQuerySet:
    return Visit.objects.visible_to(access).open().filter(inspector=access.actor_id)


def of_head(access: Access, day: date) -> VisitQuerySet:
    """Late, with nobody to go, or with two reports."""
    found = Visit.objects.visible_to(access).filter(service__in=services(access, ASSIGN))
    late = Q(limit__lt=day, status__in=("unassigned", "assigned", "failed"))
    return found.with_limit().filter(late | Q(status="unassigned") | Q(has_conflict=True))


def of_director(access: Access, day: date) -> VisitQuerySet:
    service = services(access, APPROVE_RULES)
    return Visit.objects.visible_to(access).overdue(day).filter(service__in=service)


def count(request: StaffRequest) -> int | VisitQuerySet:
    """For the menu: what is late or waits for this person."""
    access, day = request.access, request.day
    if access.may(ASSIGN):
        return of_head(access, day)
    return mine(access) if access.may(READ) else 0


def find(access: Access, day: date) -> Iterator[Awaiting]:
    if access.actor_id is None or not access.may(READ):
        return
    frame = frame_on(day)
    for visit in mine(access).for_page().with_limit().order_by("limit", "pk")[:MOST]:
        yield _line(visit, frame, "Hacer la visita", "visits:fill")
    if access.may(ASSIGN):
        yield from _of_head(access, frame)
    if access.may(APPROVE_RULES):
        yield from _of_director(access, frame)


def _of_head(access: Access, frame: Frame) -> Iterator[Awaiting]:
    for visit in of_head(access, frame.on).for_page().order_by("limit", "pk")[:MOST]:
        if visit.has_conflict:
            yield _line(visit, frame, "Decidir qué informe vale", "visits:visit")
        elif visit.status == Visit.Status.UNASSIGNED:
            yield _line(visit, frame, "Asignar la visita", "visits:visit")
        elif visit.inspector_id != access.actor_id:
            yield _line(visit, frame, "Ver la visita vencida", "visits:visit")


def _of_director(access: Access, frame: Frame) -> Iterator[Awaiting]:
    for visit in of_director(access, frame.on).for_page().order_by("limit", "pk")[:MOST]:
        yield _line(visit, frame, "Ver la visita vencida", "visits:visit")


def _line(visit: Visit, frame: Frame, verb: str, url_name: str) -> Awaiting:
    who = f" La tiene {visit.inspector}." if visit.inspector else " No tiene quien la haga."
    told = says.deadline(visit, frame.on)
    return Awaiting(
        label=visit.title,
        note=f"{visit.case_label}: {told}.{who}",
        place=frame.name_of(visit.territory_id),
        verb=verb,
        url=reverse(url_name, args=[visit.public_id]),
        due=visit.limit_on,
        kind="visitas de control",
    )
