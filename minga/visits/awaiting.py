"""What waits because of visits: to whoever goes, to the head of the unit, to who directs."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from minga.core.access import Access, StaffRequest
from minga.core.registries import Awaiting
from minga.territory.frames import Frame, frame_on
from minga.visits import says
from minga.visits.models import Visit, VisitReport
from minga.visits.models.visits import OPEN, VisitQuerySet
from minga.visits.permissions import APPROVE_RULES, ASSIGN, READ

# An inspector reads of a visit from when it is given; a head, of what nobody has or what is late.
SOON = timedelta(days=3)
# More than so many are read in the list.
MOST = 40


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
    """In one question: what is mine, what a head decides, what is late for who directs."""
    if access.actor_id is None or not access.may(READ):
        return
    me, head = access.actor_id, services(access, ASSIGN)
    late = Q(limit__lt=day, status__in=OPEN)
    mine_now = Q(inspector=me, status__in=OPEN)
    met = Q(has_conflict=True) & Q(Exists(VisitReport.objects.filter(visit=OuterRef("pk"), by=me)))
    heads = Q(service__in=head) & (late | Q(status="unassigned") | Q(has_conflict=True))
    directs = Q(service__in=services(access, APPROVE_RULES)) & late
    found = Visit.objects.visible_to(access).for_page().with_limit()
    frame = frame_on(day)
    for visit in found.filter(mine_now | met | heads | directs).order_by("limit", "pk")[:MOST]:
        yield _line(visit, frame, *_verb(visit, me, is_head=visit.service_id in head))


def _verb(visit: Visit, me: int, *, is_head: bool) -> tuple[str, str]:
    if visit.has_conflict:
        return ("Decidir qué informe vale" if is_head else "Ver los dos informes"), "visits:visit"
    if visit.inspector_id == me:
        return "Hacer la visita", "visits:fill"
    if visit.status == Visit.Status.UNASSIGNED and is_head:
        return "Asignar la visita", "visits:visit"
    return "Ver la visita vencida", "visits:visit"


def _line(visit: Visit, frame: Frame, verb: str, url_name: str) -> Awaiting:
    who = f" La tiene {visit.inspector}." if visit.inspector else " No tiene quien la haga."
    told = says.deadline(visit, frame.on)
    return Awaiting(
        label=f"Visita: {visit.title}",
        note=f"{visit.case_label}: {told}.{who}",
        place=frame.name_of(visit.territory_id),
        verb=verb,
        url=reverse(url_name, args=[visit.public_id]),
        due=visit.limit_on,
        kind="Visitas de control",
    )
