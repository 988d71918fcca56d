"""Letters for many: one text, many rows, signed once; a job numbers and writes each of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from minga.acts.letters import errors
from minga.acts.letters.actions import FIELDS, address, require, require_own, require_unsent, void
from minga.acts.letters.addressing import Line
from minga.acts.letters.making import number
from minga.acts.letters.models import BatchRow, Letter, LetterBatch
from minga.acts.letters.permissions import NUMBER, PREPARE
from minga.acts.letters.rows import judge, words
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import StaleForm
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.core.versions import prepared_by
from minga.people.models import Organisation

ISSUE, PRINT = "letters.issue", "letters.print"
COPIED = tuple(name for name in FIELDS if name not in ("answers", "answers_received"))


@action("letter_batches.written", says="escribió un envío masivo para {count} destinatarios")
def save_batch(
    service: Organisation,
    batch: LetterBatch | None = None,
    *,
    said: Mapping[str, Any],
    rows: Sequence[Line],
    case: Any = None,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> LetterBatch:
    """A new draft, or one again with all its rows; what every row would lack is told at once."""
    assert on is not None
    require(by, PREPARE, service.pk)
    batch = _draft(service, batch, seen, by, case)
    if not rows:
        raise errors.NobodyToSend
    for name in COPIED:
        if name in said:
            setattr(batch, name, said[name])
    judge(batch, rows, on)
    batch.remarks = ""
    batch.save()
    for old in list(batch.rows.all()):
        old.delete()
    for position, line in enumerate(rows, start=1):
        to = [line.to.name, line.to.charge, line.to.organisation]
        BatchRow(batch=batch, position=position, to=to, email=line.email, said=line.said).save()
    prepared_by(batch, by)
    current_act().about(batch, count=len(rows))
    return batch


def _draft(
    service: Organisation, batch: LetterBatch | None, seen: int | None, by: Access, case: Any
) -> LetterBatch:
    if batch is None:
        require_own(service, case)
        made = LetterBatch(service=service, prepared_by_id=by.actor_id)
        made.set_case(case)
        return made
    batch = locked(batch)
    if not batch.is_draft:
        raise errors.NotDraft(batch.get_state_display())
    if seen is not None and seen != batch.event_id:
        raise StaleForm(batch.event.actor, {"Materia": (batch.subject, batch.subject)})
    return batch


@action("letter_batches.discarded", says="descartó un envío masivo")
def discard_batch(batch: LetterBatch, *, by: Access, on: date | None = None) -> None:
    batch = locked(batch)
    require(by, PREPARE, batch.service_id)
    require_unsent(batch)
    current_act().about(batch.service)
    for row in list(batch.rows.all()):
        row.delete()
    batch.delete()


@action("letter_batches.voided", says="anuló un envío masivo")
def void_batch(
    batch: LetterBatch, *, reason: str, by: Access, on: date | None = None
) -> LetterBatch:
    """What of it already has a number stays numbered, and is voided letter by letter."""
    batch = locked(batch)
    void(batch, reason, by, on)
    current_act().about(batch, reason=batch.voided_because)
    return batch


@action("letter_batches.issue_asked", says="pidió numerar un envío masivo")
def ask_issue(batch: LetterBatch, *, by: Access, on: date | None = None) -> Job:
    """The registry office starts it; twice is the same job, and what was numbered stays so."""
    batch = locked(batch)
    require(by, NUMBER, batch.service_id)
    if batch.state != LetterBatch.State.SIGNED:
        raise errors.NotSigned(batch.get_state_display())
    if batch.hash_now() != batch.content_hash:
        raise errors.ContentChanged
    current_act().about(batch)
    return ask(
        ISSUE,
        {"batch": batch.public_id},
        by=by,
        key=batch.public_id,
        title=f"Numeración de un envío masivo para {batch.rows.count()}",
        subject_url=f"/oficios/masivos/{batch.public_id}/",
        service=batch.service.public_id,
    )


@action("letter_batches.print_asked", says="pidió un envío masivo en un solo PDF")
def ask_print(batch: LetterBatch, *, by: Access, on: date | None = None) -> Job:
    """All its letters, one after the other, to print them at once."""
    batch = locked(batch)
    require(by, NUMBER, batch.service_id)
    if batch.state != LetterBatch.State.ISSUED:
        raise errors.NotAllIssued
    current_act().about(batch)
    return ask(
        PRINT,
        {"batch": batch.public_id},
        by=by,
        key=batch.public_id,
        title=f"Un PDF con un envío masivo para {batch.rows.count()}",
        subject_url=f"/oficios/masivos/{batch.public_id}/",
        service=batch.service.public_id,
    )


@action("letters.issued_of_batch", says="numeró el oficio {name} de un envío masivo")
def issue_row(row: BatchRow, *, by: Access, on: date | None = None) -> Letter:
    """Number and paper in one transaction with the note that this row has its letter: killed
    before, nothing happened; after, it is found done."""
    assert on is not None
    batch = locked(LetterBatch(pk=row.batch_id))
    row = BatchRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    require(by, NUMBER, batch.service_id)
    done = Letter.objects.filter(row=row).first()
    if done is not None:
        current_act().about(done, name=done.named)
        return done
    if batch.state != LetterBatch.State.SIGNED:
        raise errors.NotSigned(batch.get_state_display())
    letter = _letter_of(batch, row, on)
    letter.save()
    address(letter, [Line(row.position, row.addressee, row.email)])
    number(letter, by=by, on=on)
    current_act().about(letter, name=letter.named)
    return letter


def _letter_of(batch: LetterBatch, row: BatchRow, on: date) -> Letter:
    """It says what was read by who signed, on the day of the signature."""
    (subject, body), _ = words(batch, row.addressee, row.said, batch.signed_on or on)
    letter = Letter(
        service=batch.service,
        batch=batch,
        row=row,
        state=Letter.State.SIGNED,
        prepared_by=batch.prepared_by,
        signed_on=batch.signed_on,
        signer=batch.signer,
        signer_is_substitute=batch.signer_is_substitute,
        case_model=batch.case_model,
        case_id=batch.case_id,
        case_public_id=batch.case_public_id,
        case_label=batch.case_label,
    )
    for name in COPIED:
        setattr(letter, name, getattr(batch, name))
    letter.subject, letter.body = subject, body
    return letter


@action("letter_batches.issued", says="terminó de numerar un envío masivo: {count} oficios")
def close_batch(batch: LetterBatch, *, by: Access, on: date | None = None) -> LetterBatch:
    batch = locked(batch)
    require(by, NUMBER, batch.service_id)
    if batch.state == LetterBatch.State.SIGNED:
        assert not batch.rows.filter(letter__isnull=True).exists()
        batch.state = LetterBatch.State.ISSUED
        batch.save()
    current_act().about(batch, count=batch.rows.count())
    return batch


def locked(batch: LetterBatch) -> LetterBatch:
    """Locked alone and then read: with its event joined, PostgreSQL would look for the event that
    the other one has just written in a picture taken before it."""
    LetterBatch.objects.select_for_update().get(pk=batch.pk)
    found: LetterBatch = LetterBatch.objects.select_related("service__party", "event").get(
        pk=batch.pk
    )
    return found
