"""What can be done with a letter that came: registering it, closing it without an answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from minga.acts.letters import errors
from minga.acts.letters.actions import ONLY, locked, require, require_own
from minga.acts.letters.making import dossier_of, entries_of, file_with_case
from minga.acts.letters.models import Letter, ReceivedLetter, Standing
from minga.acts.letters.permissions import PREPARE, RECEIVE
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.folios import take_number
from minga.core.words import fold
from minga.documents.actions import file_document
from minga.documents.kinds import ending_of
from minga.people.models import Organisation

FIELDS = (
    "kind", "sender", "number", "dated_on", "received_on", "subject", "unit", "answers",
    "answer_due_on",
)  # fmt: skip


@action("received_letters.registered", says="registró el oficio recibido {name}")
def register_received(
    service: Organisation,
    *,
    said: Mapping[str, Any],
    file: UploadedFile | None,
    case: Any = None,
    by: Access,
    on: date | None = None,
) -> ReceivedLetter:
    """With its paper and the next number of entry; one that answers a letter of ours ends its
    wait."""
    assert on is not None
    require(by, RECEIVE, service.pk)
    require_own(service, case)
    if file is not None and ending_of(file.name or "") != "pdf":
        raise errors.PaperIsNotPdf
    received = ReceivedLetter(service=service)
    for name in FIELDS:
        if name in said:
            setattr(received, name, said[name])
    received.set_case(case)
    _judge(received, on)
    received.year = received.received_on.year
    received.entry = take_number(entries_of(service), received.year)
    received.document = file_document(
        dossier_of(received),
        file,
        title=f"Recibido: {received.named}"[:200],
        dated_on=received.dated_on,
        by=by,
        on=on,
    )
    received.save()
    file_with_case(received, by, on)
    if received.answers:
        _ends_the_wait(received.answers, received)
    current_act().about(received, name=received.named)
    return received


def _judge(received: ReceivedLetter, on: date) -> None:
    if not received.dated_on <= received.received_on <= on:
        raise errors.ReceivedOnWrongDay(received.dated_on, on)
    if received.answer_due_on and received.answer_due_on < received.received_on:
        raise errors.DueBeforeReceived(received.received_on)
    same = ReceivedLetter.objects.filter(service=received.service, dated_on=received.dated_on)
    for row in same:
        if fold(row.named) == fold(received.named):
            raise errors.AlreadyReceived(row.entry, row.year)


def _ends_the_wait(letter: Letter, received: ReceivedLetter) -> None:
    letter = locked(letter)
    if letter.state != Letter.State.ISSUED or letter.dated_on is None:
        raise errors.NotIssued
    if received.received_on < letter.dated_on:
        raise errors.AnswersLater(letter.named, letter.dated_on)
    if letter.answered_on is None:
        letter.answered_on, letter.answered_how = received.received_on, received.named[:200]
        letter.save()


@action("received_letters.closed", says="cerró sin respuesta el oficio recibido {name}")
def close_received(
    received: ReceivedLetter, *, reason: str, by: Access, on: date | None = None
) -> ReceivedLetter:
    ReceivedLetter.objects.select_for_update().get(pk=received.pk)
    read = ReceivedLetter.objects.with_standing().select_related("service__party")
    received = read.get(pk=received.pk)
    if not by.may(PREPARE, received.service_id) and not by.may(RECEIVE, received.service_id):
        raise NotAllowed(ONLY[PREPARE])
    standing: str = received.standing  # type: ignore[attr-defined]
    if standing not in (Standing.WAITING, Standing.NOTHING):
        raise errors.NothingToClose(received.get_standing_display())
    if not reason.strip():
        raise errors.WhyMissing
    received.closed_on, received.closed_because = on, reason.strip()[:300]
    received.save()
    current_act().about(received, reason=received.closed_because, name=received.named)
    return received
