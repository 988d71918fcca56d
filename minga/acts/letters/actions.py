"""What can be done with one letter: write, number, send, note its answer, void it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from minga.acts.letters import errors
from minga.acts.letters.addressing import Line
from minga.acts.letters.approvals import signer_of, signing_unit
from minga.acts.letters.making import number
from minga.acts.letters.models import VISAS, Letter, LetterAddressee, LetterBatch, LetterKind
from minga.acts.letters.permissions import NUMBER, PREPARE, RECEIVE, SIGN
from minga.core import results
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals.rounds import was_sent
from minga.core.cases import kind_of
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.outbox.actions import send
from minga.core.versions import prepared_by
from minga.documents.storage import path_of
from minga.people.models import Organisation

FIELDS = (
    "kind", "subject", "body", "signs", "unit", "signer_charge", "reference", "answer_days",
    "answers", "answers_received", "model_version", *VISAS,
)  # fmt: skip
ONLY = {
    PREPARE: "Los oficios de este servicio los preparan sus unidades.",
    NUMBER: "Los oficios los numera y despacha la oficina de partes del servicio.",
    RECEIVE: "Los oficios recibidos los registra la oficina de partes del servicio.",
    SIGN: "Lo anula quien puede firmarlo.",
}


@action("letters.written", says="escribió el borrador de un oficio")
def write_letter(
    service: Organisation,
    *,
    said: Mapping[str, Any],
    to: Sequence[Line],
    copies: Sequence[Line] = (),
    case: Any = None,
    by: Access,
    on: date | None = None,
) -> Letter:
    require(by, PREPARE, service.pk)
    require_own(service, case)
    letter = Letter(service=service, prepared_by_id=by.actor_id)
    letter.set_case(case)
    _write(letter, said, to, copies, by)
    current_act().about(letter)
    return letter


@action("letters.saved", says="cambió el borrador de un oficio")
def save_letter(
    letter: Letter,
    *,
    said: Mapping[str, Any],
    to: Sequence[Line],
    copies: Sequence[Line] = (),
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Letter:
    letter = locked(letter)
    require(by, PREPARE, letter.service_id)
    if not letter.is_draft:
        raise errors.NotDraft(letter.get_state_display())
    if seen is not None and seen != letter.event_id:
        raise StaleForm(letter.event.actor, {"Texto": (letter.body, str(said["body"]))})
    _write(letter, said, to, copies, by)
    current_act().about(letter)
    return letter


def _write(
    letter: Letter,
    said: Mapping[str, Any],
    to: Sequence[Line],
    copies: Sequence[Line],
    by: Access,
) -> None:
    if not to:
        raise errors.NobodyToSend
    for name in FIELDS:
        if name in said:
            setattr(letter, name, said[name])
    letter.remarks = ""
    letter.save()
    for old in list(letter.addressees.all()):
        old.delete()
    address(letter, to)
    address(letter, copies, is_copy=True)
    prepared_by(letter, by)


def address(letter: Letter, lines: Sequence[Line], *, is_copy: bool = False) -> None:
    for position, line in enumerate(lines, start=1):
        LetterAddressee(
            letter=letter,
            position=position,
            is_copy=is_copy,
            name=line.to.name,
            charge=line.to.charge,
            organisation=line.to.organisation,
            email=line.email,
        ).save()


@action("letters.discarded", says="descartó el borrador de un oficio")
def discard_letter(letter: Letter, *, by: Access, on: date | None = None) -> None:
    letter = locked(letter)
    require(by, PREPARE, letter.service_id)
    require_unsent(letter)
    # A row that is gone has no key: the event is about its service.
    current_act().about(letter.service)
    for row in list(letter.addressees.all()):
        row.delete()
    letter.delete()


@action("letters.numbered", says="numeró el oficio {name}")
def number_letter(letter: Letter, *, by: Access, on: date | None = None) -> Letter:
    """By the registry office: number and date, and its paper is filed with its hash."""
    assert on is not None
    letter = locked(letter)
    require(by, NUMBER, letter.service_id)
    if letter.state != Letter.State.SIGNED:
        raise errors.NotSigned(letter.get_state_display())
    number(letter, by=by, on=on)
    current_act().about(letter, name=letter.named)
    return letter


@action("letters.dispatched", says="envió el oficio {name} por {way}")
def dispatch(
    letter: Letter,
    *,
    to: Sequence[int],
    way: str,
    sent_on: date | None = None,
    by: Access,
    on: date | None = None,
) -> Letter:
    """To some of its addressees, by their keys; by e-mail it leaves now with the paper attached."""
    assert on is not None
    letter = locked(letter)
    require(by, NUMBER, letter.service_id)
    if letter.state != Letter.State.ISSUED or letter.document is None:
        raise errors.NotIssued
    rows = list(letter.addressees.filter(pk__in=to))
    if not rows:
        raise errors.NobodyToSend
    for row in rows:
        if row.sent_on:
            raise errors.AlreadySentTo(str(row))
        if way == LetterAddressee.Way.EMAIL and not row.email:
            raise errors.EmailMissing(str(row))
        row.sent_by, row.sent_on = way, _sent_on(letter, sent_on, way, on)
        row.save()
    if way == LetterAddressee.Way.EMAIL:
        _mail(letter, [row.email for row in rows], by)
    label = LetterAddressee.Way(way).label
    current_act().about(letter, name=letter.named, way=label, count=len(rows))
    return letter


class SentOnWrongDay(DomainError):
    code = "letters.sent_on_wrong_day"
    field = "sent_on"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            f"Se envía entre la fecha del oficio, {first:%d-%m-%Y}, y hoy, {last:%d-%m-%Y}."
        )


def _sent_on(letter: Letter, sent_on: date | None, way: str, on: date) -> date:
    day = on if way == LetterAddressee.Way.EMAIL or sent_on is None else sent_on
    assert letter.dated_on is not None
    if not letter.dated_on <= day <= on:
        raise SentOnWrongDay(letter.dated_on, on)
    return day


def _mail(letter: Letter, addresses: Sequence[str], by: Access) -> None:
    assert letter.document is not None
    content = path_of(letter.document.file.sha256)
    kept = results.keep(content, letter.document.name, "application/pdf")
    text = (
        f"Adjuntamos el {letter.get_kind_display()} N.º {letter.number} de {letter.year} de "
        f"{letter.service}: {letter.subject}\n"
    )
    # Who looks after the mail reads the subjects of every message.
    reserved = letter.kind == LetterKind.RESERVED
    subject = letter.named if reserved else f"{letter.named}: {letter.subject}"
    send(addresses, subject, text, [kept], by=by, service=letter.service.public_id)


@action("letters.answered", says="registró la respuesta del oficio {name}")
def note_answer(
    letter: Letter, *, how: str, answered_on: date, by: Access, on: date | None = None
) -> Letter:
    assert on is not None
    letter = locked(letter)
    if not by.may(PREPARE, letter.service_id) and not by.may(NUMBER, letter.service_id):
        raise NotAllowed(ONLY[PREPARE])
    if letter.state != Letter.State.ISSUED or letter.dated_on is None:
        raise errors.NotIssued
    if letter.answered_on:
        raise errors.AlreadyAnswered(letter.answered_how, letter.answered_on)
    if not how.strip():
        raise errors.AnswerMissing
    if not letter.dated_on <= answered_on <= on:
        raise SentOnWrongDay(letter.dated_on, on)
    letter.answered_on, letter.answered_how = answered_on, how.strip()[:200]
    letter.save()
    current_act().about(letter, name=letter.named)
    return letter


@action("letters.voided", says="anuló el oficio {name}")
def void_letter(letter: Letter, *, reason: str, by: Access, on: date | None = None) -> Letter:
    """Its number, if it has one, stays with it, and so does its paper."""
    letter = locked(letter)
    void(letter, reason, by, on)
    current_act().about(letter, reason=letter.voided_because, name=letter.told)
    return letter


def void(written: Letter | LetterBatch, reason: str, by: Access, on: date | None) -> None:
    """By who may sign it; a draft that came back from the signature, by who prepares. Its row is
    locked by the caller."""
    if written.is_draft:
        require(by, PREPARE, written.service_id)
        if not was_sent(written):
            raise errors.NeverSent
    else:
        if signer_of(written, by) is None:
            raise NotAllowed(ONLY[SIGN])
        current_act().by = by.acting(SIGN, written.service_id, signing_unit(written))
        if written.state not in written.VOIDABLE:
            raise errors.NothingToVoid(written.get_state_display())
    if not reason.strip():
        raise errors.ReasonMissing
    written.state, written.voided_on = "voided", on
    written.voided_because = reason.strip()[:300]
    written.save()


def require_unsent(written: Letter | LetterBatch) -> None:
    """That it can go without a trace: a draft that nobody ever sent to be signed."""
    if not written.is_draft:
        raise errors.NotDraft(written.get_state_display())
    if was_sent(written):
        raise errors.CameBack


def locked(letter: Letter) -> Letter:
    """Locked alone and then read: with its event joined, PostgreSQL would look for the event that
    the other one has just written in a picture taken before it."""
    Letter.objects.select_for_update().get(pk=letter.pk)
    found: Letter = Letter.objects.select_related("service__party", "event").get(pk=letter.pk)
    return found


def require_own(service: Organisation, case: Any) -> None:
    """That the case, if there is one, is of the service: its papers go to its file."""
    if case is not None and kind_of(case).service_of(case).pk != service.pk:
        raise errors.CaseOfAnother


def require(by: Access, permission: str, service_id: int) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(ONLY[permission])
    current_act().by = by.acting(permission, service_id)
