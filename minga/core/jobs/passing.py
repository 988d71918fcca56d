"""Reports sent on a schedule pass to who takes over the work of another: from then on they are made
with what that person may see."""

from collections.abc import Iterator, Sequence

from minga.core.handover import Leaving, OpenWork, Task, register_open_work
from minga.core.jobs.models import Subscription


def _find(who: Leaving) -> Iterator[Task]:
    for row in Subscription.objects.active().filter(asked_by=who.actor_id).order_by("pk"):
        yield Task(row.pk, f"Envío «{row.title}»", row.get_cadence_display())


def _hand(who: Leaving, heir: Leaving, keys: Sequence[int]) -> None:
    rows = Subscription.objects.active().filter(asked_by=who.actor_id, pk__in=keys)
    rows.update(asked_by=heir.actor_id, asked_by_label=heir.label)


def declare() -> None:
    register_open_work(OpenWork("envíos programados", _find, _hand))
