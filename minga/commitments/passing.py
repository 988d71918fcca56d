"""The commitments that a person who leaves is in charge of pass to the heir, by a dated step."""

from collections.abc import Iterator, Sequence

from minga.commitments.actions.common import move, step
from minga.commitments.models import Commitment, StepKind
from minga.core.acts import current_act
from minga.core.handover import Leaving, OpenWork, Task, register_open_work


def _find(who: Leaving) -> Iterator[Task]:
    open_ones = Commitment.objects.open().filter(person=who.actor_id)
    for commitment in open_ones.order_by("due_on", "pk"):
        yield Task(
            commitment.pk,
            f"Compromiso {commitment.folio}: {commitment.short}",
            f"Plazo: {commitment.due_on:%d-%m-%Y}",
        )


def _hand(leaving: Leaving, heir: Leaving, keys: Sequence[int]) -> None:
    """Inside the action of `people`, whose event the steps belong to."""
    rows = Commitment.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    for commitment in rows.for_page().order_by("pk"):
        made = step(
            commitment, StepKind.HANDED, current_act().by, heir.on,
            remarks=f"Pasa el trabajo de {leaving.label}.",
            organisation=commitment.responsible, person_id=heir.actor_id,
            before_person_id=leaving.actor_id,
        )  # fmt: skip
        assert made.pk
        commitment.person_id = heir.actor_id
        move(commitment)


def declare() -> None:
    register_open_work(OpenWork("compromisos a su cargo", _find, _hand))
