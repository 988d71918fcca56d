"""What a person sent and is not approved: who takes over the work follows it, and corrects it when
it comes back. Who sent it stays as it was."""

from collections.abc import Iterator

from minga.core.approvals.models import Submission
from minga.core.approvals.tray import sent_of
from minga.core.handover import Leaving, OpenWork, Task, register_open_work


def _find(who: Leaving) -> Iterator[Task]:
    own = Submission.objects.filter(sent_by=who.actor_id, sent_on__lte=who.on)
    for sent in sent_of(own, who.on):
        if sent.submission.outcome == "open" or sent.to_correct:
            state = "por corregir" if sent.to_correct else f"espera: {sent.step}"
            yield Task(sent.submission.pk, sent.title, state)


def declare() -> None:
    register_open_work(OpenWork("envíos a aprobación", _find))
