"""What waits for a person in the letters: to go on with, to number, without an answer of others or
of ours."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from minga.acts.letters.approvals import page_of, page_of_received
from minga.acts.letters.models import Letter, LetterBatch, ReceivedLetter
from minga.acts.letters.models.written import never_sent
from minga.acts.letters.permissions import NUMBER, PREPARE
from minga.core.access import Access
from minga.core.handover import predecessors
from minga.core.registries import Awaiting

MOST = 60


def _institutions(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def find(access: Access, day: date) -> Iterator[Awaiting]:
    """One question for batches, one for letters, and one for those that came, of who answers
    them."""
    numbering, preparing = (_institutions(access, code) for code in (NUMBER, PREPARE))
    if not numbering and not preparing:
        return
    waiting = LetterBatch.objects.filter(_at_hand(LetterBatch, access, numbering, preparing))
    for batch in waiting.select_related("prepared_by").order_by("signed_on", "pk")[:MOST]:
        yield _told_batch(batch)
    for letter in _letters(access, numbering, preparing, day):
        yield _told(letter)
    if preparing:
        came = ReceivedLetter.objects.filter(service__in=preparing).waiting()
        for received in came.select_related("unit").order_by("answer_due_on", "pk")[:MOST]:
            yield _to_answer(received)


def _at_hand(model: Any, access: Access, numbering: list[int], preparing: list[int]) -> Q:
    """To number; or left unsent by somebody whose work passed to this person."""
    left = Q(prepared_by__in=predecessors(access.actor_id)) & never_sent(model)
    return Q(state="signed", service__in=numbering) | (left & Q(service__in=preparing))


def _letters(
    access: Access, numbering: list[int], preparing: list[int], day: date
) -> Iterable[Letter]:
    """What came back to be corrected is told by the approvals."""
    late = Q(state="issued", service__in=preparing, answer_due_on__lt=day, answered_on__isnull=True)
    found = Letter.objects.filter(_at_hand(Letter, access, numbering, preparing) | late)
    return found.select_related("prepared_by").order_by("answer_due_on", "pk")[:MOST]


def _told_batch(batch: LetterBatch) -> Awaiting:
    return _left(batch) if batch.is_draft else _to_number(batch)


def _left(written: Letter | LetterBatch) -> Awaiting:
    name = str(written._meta.verbose_name)
    label = f"{name[:1].upper()}{name[1:]}: {written.subject}"
    note = f"Borrador sin enviar que dejó {written.prepared_by}."
    return Awaiting(label, note, "", "Seguir con el borrador", page_of(written), kind="Oficios")


def _told(letter: Letter) -> Awaiting:
    if letter.state == Letter.State.SIGNED:
        return _to_number(letter)
    if letter.is_draft:
        return _left(letter)
    return Awaiting(
        letter.named,
        f"Sin respuesta: {letter.subject}",
        "",
        "Registrar respuesta",
        page_of(letter),
        letter.answer_due_on,
        kind="Oficios",
    )


def _to_answer(received: ReceivedLetter) -> Awaiting:
    whose = f" Lo responde {received.unit}." if received.unit else ""
    return Awaiting(
        received.named,
        f"Espera respuesta: {received.subject}.{whose}",
        "",
        "Responder oficio",
        page_of_received(received),
        received.answer_due_on,
        kind="Oficios",
    )


def _to_number(written: Letter | LetterBatch) -> Awaiting:
    name = str(written._meta.verbose_name)
    label = f"{name[:1].upper()}{name[1:]}: {written.subject}"
    note = f"Firmado el {written.signed_on:%d-%m-%Y}."
    return Awaiting(label, note, "", "Numerar", page_of(written), kind="Oficios")
