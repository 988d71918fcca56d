"""Evidence that came back and was not corrected: who takes over the work corrects it."""

from collections.abc import Iterator

from minga.core.handover import Leaving, OpenWork, Task, register_open_work
from minga.workplan.models import Evidence


def _find(who: Leaving) -> Iterator[Task]:
    returned = Evidence.objects.current().filter(
        uploaded_by=who.actor_id,
        review__outcome="returned",
        review__on__lte=who.on,
        line__activities__version__status="in_force",
    )
    for evidence in returned.select_related("document", "review", "line__plan").order_by("pk"):
        plan = evidence.line.plan
        yield Task(
            evidence.pk,
            f"Evidencia «{evidence.document.title}» del programa {plan.year}",
            f"Devuelta: {evidence.review.remarks}",
        )


def declare() -> None:
    register_open_work(OpenWork("evidencias por corregir", _find))
