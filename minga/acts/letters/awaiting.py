"""What waits for a person in the letters: to correct, to number, without their answer."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from minga.acts.letters.approvals import page_of
from minga.acts.letters.models import Letter, LetterBatch
from minga.acts.letters.permissions import NUMBER, PREPARE
from minga.core.access import Access
from minga.core.handover import predecessors
from minga.core.registries import Awaiting

MOST = 20


def _institutions(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def find(access: Access, day: date) -> Iterator[Awaiting]:
    numbering, preparing = (_institutions(access, code) for code in (NUMBER, PREPARE))
    if numbering:
        yield from _to_number(numbering)
    if preparing:
        yield from _to_correct(access)
        yield from _overdue(preparing, day)


def _to_number(services: list[int]) -> Iterator[Awaiting]:
    signed = {"service__in": services, "state": "signed"}
    letters = Letter.objects.filter(**signed).order_by("signed_on")[:MOST]
    batches = LetterBatch.objects.filter(**signed).order_by("signed_on")[:MOST]
    for written in chain(letters, batches):
        label = f"{written._meta.verbose_name}: {written.subject}".capitalize()
        note = f"Firmado el {written.signed_on:%d-%m-%Y}."
        yield Awaiting(label, note, "", "Numerar oficio", page_of(written), kind="oficios")


def _to_correct(access: Access) -> Iterator[Awaiting]:
    own = [access.actor_id, *predecessors(access.actor_id)]
    returned = Letter.objects.filter(state="draft", prepared_by__in=own).exclude(remarks="")
    for letter in returned.order_by("pk")[:MOST]:
        label, note = f"Oficio: {letter.subject}", f"Devuelto: {letter.remarks}"
        yield Awaiting(label, note, "", "Corregir oficio", page_of(letter), kind="oficios")


def _overdue(services: list[int], day: date) -> Iterator[Awaiting]:
    late = Letter.objects.overdue(day).filter(service__in=services)
    for letter in late.order_by("answer_due_on")[:MOST]:
        yield Awaiting(
            letter.named,
            f"Sin respuesta: {letter.subject}",
            "",
            "Registrar respuesta",
            page_of(letter),
            letter.answer_due_on,
            kind="oficios",
        )
