"""What waits for a person in the letters: to correct, to number, without an answer of the others or
of ours."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q

from minga.acts.letters.approvals import page_of, page_of_received
from minga.acts.letters.models import Letter, LetterBatch, ReceivedLetter
from minga.acts.letters.permissions import NUMBER, PREPARE
from minga.core.access import Access
from minga.core.handover import predecessors
from minga.core.registries import Awaiting

MOST = 60


def _institutions(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def find(access: Access, day: date) -> Iterator[Awaiting]:
    """One question for letters; another for batches, of who numbers them; and for those that came,
    of who answers them."""
    numbering, preparing = (_institutions(access, code) for code in (NUMBER, PREPARE))
    if numbering:
        signed = LetterBatch.objects.filter(service__in=numbering, state="signed")
        yield from map(_to_number, signed.order_by("signed_on")[:MOST])
    if numbering or preparing:
        for letter in _letters(access, numbering, preparing, day):
            yield _told(letter)
    if preparing:
        came = ReceivedLetter.objects.filter(service__in=preparing).waiting()
        for received in came.select_related("unit").order_by("answer_due_on", "pk")[:MOST]:
            yield _to_answer(received)


def _letters(
    access: Access, numbering: list[int], preparing: list[int], day: date
) -> Iterable[Letter]:
    own = Q(prepared_by=access.actor_id) | Q(prepared_by__in=predecessors(access.actor_id))
    returned = Q(state="draft", service__in=preparing) & ~Q(remarks="") & own
    late = Q(state="issued", service__in=preparing, answer_due_on__lt=day, answered_on__isnull=True)
    found = Letter.objects.filter(Q(state="signed", service__in=numbering) | returned | late)
    return found.order_by("answer_due_on", "pk")[:MOST]


def _told(letter: Letter) -> Awaiting:
    if letter.state == Letter.State.SIGNED:
        return _to_number(letter)
    if letter.state == Letter.State.DRAFT:
        label, note = f"Oficio: {letter.subject}", f"Devuelto: {letter.remarks}"
        return Awaiting(label, note, "", "Corregir oficio", page_of(letter), kind="oficios")
    return Awaiting(
        letter.named,
        f"Sin respuesta: {letter.subject}",
        "",
        "Registrar respuesta",
        page_of(letter),
        letter.answer_due_on,
        kind="oficios",
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
        kind="oficios",
    )


def _to_number(written: Letter | LetterBatch) -> Awaiting:
    name = str(written._meta.verbose_name)
    label = f"{name[:1].upper()}{name[1:]}: {written.subject}"
    note = f"Firmado el {written.signed_on:%d-%m-%Y}."
    return Awaiting(label, note, "", "Numerar", page_of(written), kind="oficios")
