"""Visits that somebody still had to make: they pass to who takes over the work."""

from collections.abc import Iterator, Sequence

from minga.core.handover import Leaving, OpenWork, Task, register_open_work
from minga.visits import says
from minga.visits.actions.assigning import hand_visits
from minga.visits.models import Visit


def _find(who: Leaving) -> Iterator[Task]:
    held = Visit.objects.open().with_limit().filter(inspector=who.actor_id)
    for visit in held.order_by("limit", "pk"):
        yield Task(visit.pk, visit.title, f"{visit.case_label}: {says.deadline(visit, who.on)}")


def _hand(who: Leaving, heir: Leaving, keys: Sequence[int]) -> None:
    hand_visits(keys, heir.actor_id, f"Pasó a otra persona el trabajo de {who.label}.")


def declare() -> None:
    register_open_work(OpenWork("visitas de control", _find, _hand))
