"""What waits for a person in diffusion: days near or past without their publication, for who works
where it is answered for; drafts of publications that were left.

What waits for an approval is told by the tray of approvals."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access
from minga.core.handover import predecessors
from minga.core.registries import Awaiting
from minga.territory.frames import Frame, frame_on
from minga.workplan.diffusion.approvals import publication_url
from minga.workplan.diffusion.models import Mechanism, Publication
from minga.workplan.diffusion.permissions import WRITE
from minga.workplan.diffusion.tables import Row, rows_of

AHEAD = timedelta(days=15)
KIND = "Difusión"


def find(access: Access, day: date) -> Iterator[Awaiting]:
    own = [pk for pk in access.institutions if access.may(WRITE, pk)]
    if not own:
        return
    frame = frame_on(day)
    for row in near(own, day, units=access.units(WRITE)):
        yield _planned(row, frame)
    yield from _drafts(access, own, frame)


def near(services: list[int], day: date, *, units: frozenset[int] | None = None) -> list[Row]:
    """Mechanisms of the plans in force with a day that is late or comes soon. `units`: those that
    answer for it, or whose institution does."""
    found = (
        Mechanism.objects.in_force()
        .for_page()
        .filter(version__diffusion__plan__service__in=services, dates__on__lte=day + AHEAD)
    )
    if units is not None:
        outside = ~Q(responsible__institution__in=services) & ~Q(responsible__in=services)
        found = found.filter(Q(responsible__in=units) | outside | _whole(services, units))
    related = ("version__diffusion__plan__service", "version__diffusion__plan__territory")
    mechanisms = list(found.select_related(*related, "line", "responsible").distinct())
    return [row for row in rows_of(mechanisms, day) if _is_near(row)]


def _whole(services: list[int], units: frozenset[int]) -> Q:
    """Who works for a whole institution, for any of its units."""
    return Q(responsible__institution__in=units.intersection(services))


def _is_near(row: Row) -> bool:
    return bool(row.late) or (row.next is not None and row.next <= row.day + AHEAD)


def _planned(row: Row, frame: Frame) -> Awaiting:
    plan = row.mechanism.version.diffusion.plan
    due = row.late[0] if row.late else row.next
    more = f" y {len(row.late) - 1} más" if len(row.late) > 1 else ""
    said = "debió publicarse" if row.late else "se publica"
    line = row.mechanism.line.public_id
    return Awaiting(
        label=f"Difusión {plan.year}: {row.mechanism.name}",
        note=f"Para {row.mechanism.get_audience_display()}: {said} el {due:%d-%m-%Y}{more}.",
        place=frame.name_of(plan.territory_id),
        verb="Preparar publicación",
        url=f"{reverse('diffusion:new', args=[plan.public_id])}?mecanismo={line}",
        due=due,
        kind=KIND,
    )


def _drafts(access: Access, own: list[int], frame: Frame) -> Iterator[Awaiting]:
    """One's own, or of somebody whose work passed to this person; what came back is told by the
    approvals."""
    mine = Q(prepared_by=access.actor_id) | Q(prepared_by__in=predecessors(access.actor_id))
    drafts = Publication.objects.filter(
        mine, state="draft", remarks="", line__diffusion__plan__service__in=own
    )
    for row in drafts.order_by("prepared_on", "pk"):
        yield Awaiting(
            label=f"Publicación: {row.title}",
            note=f"En preparación desde el {row.prepared_on:%d-%m-%Y}.",
            place=frame.name_of(row.territory_id),
            verb="Enviar publicación",
            url=publication_url(row),
            kind=KIND,
        )
