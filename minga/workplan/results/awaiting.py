"""What waits for a person in the results: figures to verify, her own to mend."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from minga.core.access import Access, StaffRequest
from minga.core.handover import predecessors
from minga.core.registries import Awaiting
from minga.territory.frames import frame_on
from minga.workplan.results.list import url, waiting_address
from minga.workplan.results.models import Result, ResultQuerySet, ResultReview
from minga.workplan.results.permissions import PREPARE, VERIFY


def to_verify(access: Access, day: date) -> ResultQuerySet:
    own = [pk for pk in access.institutions if access.may(VERIFY, pk)]
    return Result.objects.waiting(day).filter(service__in=own).exclude(author=access.actor_id)


def to_mend(access: Access, day: date) -> ResultQuerySet:
    hers = Q(author=access.actor_id) | Q(author__in=predecessors(access.actor_id))
    returned = Q(review__outcome=ResultReview.Outcome.RETURNED, review__on__lte=day)
    return Result.objects.visible_to(access).standing().filter(hers & returned)


def count(request: StaffRequest) -> int | ResultQuerySet:
    if not request.access.may(PREPARE):
        return 0
    return to_verify(request.access, request.day)


def find(access: Access, day: date) -> Iterator[Awaiting]:
    """Those to verify in one line: they are verified together."""
    waiting = to_verify(access, day)
    if many := waiting.count():
        oldest = waiting.order_by("on").values_list("on", flat=True)[0]
        said = "1 cifra espera" if many == 1 else f"{many} cifras esperan"
        yield Awaiting(
            label="Resultados por producto y territorio",
            note=f"{said} que otra persona la verifique; la más antigua es del {oldest:%d-%m-%Y}.",
            place="",
            verb="Verificar resultados",
            url=waiting_address(),
        )
    for row in to_mend(access, day).for_page().order_by("pk"):
        yield Awaiting(
            label=f"{row.measure}, {row.period.name}",
            note=f"Devuelta: {row.review.remarks}",
            place=frame_on(row.ends_on).name_of(row.territory_id),
            verb="Corregir cifra",
            url=url(row),
        )
