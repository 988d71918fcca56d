"""Figures that came back and were not corrected: who takes over the work corrects them."""

from collections.abc import Iterator

from minga.core.handover import Leaving, OpenWork, Task, register_open_work
from minga.workplan.agreements.models import Measurement


def _find(who: Leaving) -> Iterator[Task]:
    returned = Measurement.objects.filter(
        recorded_by=who.actor_id,
        review__outcome="returned",
        review__on__lte=who.on,
        superseded_by__isnull=True,
        line__goals__version__status="in_force",
    )
    related = ("line__agreement__organisation", "review")
    for item in returned.select_related(*related).order_by("pk"):
        agreement = item.line.agreement
        yield Task(
            item.pk,
            f"Cifra al {item.cut_on:%d-%m-%Y} del convenio {agreement.year} de "
            f"{agreement.organisation.short_name}",
            f"Devuelta: {item.review.remarks}",
        )


def declare() -> None:
    register_open_work(OpenWork("cifras de convenios por corregir", _find))
