"""What rules already and the rules do not follow: for who keeps the register, and for the head."""

from collections.abc import Iterable, Iterator
from datetime import date

from minga.core.access import Access
from minga.core.registries import Awaiting
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.workplan.norms.list import url
from minga.workplan.norms.models import ChangeQuerySet, RegulatoryChange
from minga.workplan.norms.permissions import REGISTER
from minga.workplan.worries import Line, Worry, register_worry

KIND = "Cambios normativos"


def _says(change: RegulatoryChange) -> str:
    assert change.in_force_on is not None
    return f"Rige desde el {change.in_force_on:%d-%m-%Y} y las reglas no se han actualizado."


def _late(access: Access, day: date) -> ChangeQuerySet:
    seen = RegulatoryChange.objects.visible_to(access).late(day)
    return seen.for_page().order_by("in_force_on", "pk")


def find(access: Access, day: date) -> Iterator[Awaiting]:
    own = [pk for pk in access.institutions if access.may(REGISTER, pk)]
    if not own:
        return
    frame = frame_on(day)
    for change in _late(access, day).filter(service__in=own):
        yield Awaiting(
            label=change.title,
            note=_says(change),
            place=frame.name_of(change.territory_id) if change.territory_id else "",
            verb="Anotar las reglas",
            url=url(change),
            due=change.in_force_on,
            kind=KIND,
        )


def _worried(service: Organisation, day: date, access: Access) -> Iterable[Line]:
    for change in _late(access, day).filter(service=service):
        yield Line(
            label=change.title,
            note=_says(change),
            url=url(change),
            due=change.in_force_on,
            is_late=True,
        )


def declare() -> None:
    register_worry(Worry("normas", "late", "Cambios normativos", find=_worried, order=60))
