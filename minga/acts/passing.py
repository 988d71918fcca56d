"""Drafts of acts of a person who leaves: who takes over the work goes on with them."""

from collections.abc import Iterator

from minga.acts.models import Act
from minga.core.handover import Leaving, OpenWork, Task, register_open_work


def _find(who: Leaving) -> Iterator[Task]:
    drafts = Act.objects.filter(drafted_by=who.actor_id, status=Act.Status.DRAFT)
    for act in drafts.order_by("drafted_on", "pk"):
        yield Task(act.pk, f"Acto: {act.subject}", f"Preparado el {act.drafted_on:%d-%m-%Y}")


def declare() -> None:
    register_open_work(OpenWork("borradores de actos", _find))
