"""Publications that somebody prepared and did not send: who takes over the work goes on with
them."""

from collections.abc import Iterator

from minga.core.handover import Leaving, OpenWork, Task, register_open_work
from minga.workplan.diffusion.models import Publication


def _find(who: Leaving) -> Iterator[Task]:
    drafts = Publication.objects.filter(prepared_by=who.actor_id, state="draft")
    for row in drafts.order_by("prepared_on", "pk"):
        yield Task(row.pk, f"Publicación «{row.title}»", f"Del {row.on:%d-%m-%Y}, sin enviar")


def declare() -> None:
    register_open_work(OpenWork("publicaciones en preparación", _find))
