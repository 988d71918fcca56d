"""What a person was writing and never sent: who takes over the work goes on with it. Who wrote it
stays as it was."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from minga.acts.letters.models import Letter, LetterBatch
from minga.acts.letters.models.written import never_sent
from minga.core.handover import Leaving, OpenWork, Task, register_open_work


def _find(model: type[Letter] | type[LetterBatch], who: Leaving) -> Iterator[Task]:
    """What came back to be corrected is told by the approvals."""
    rows: Any = model._default_manager.filter(never_sent(model), prepared_by=who.actor_id)
    for written in rows.order_by("pk"):
        yield Task(written.pk, f"{_name(written)}: {written.subject}", "borrador")


def _name(written: Letter | LetterBatch) -> str:
    name = str(written._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]}"


def declare() -> None:
    register_open_work(OpenWork("oficios sin enviar", partial(_find, Letter)))
    register_open_work(OpenWork("envíos masivos sin enviar", partial(_find, LetterBatch)))
