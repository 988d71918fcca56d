"""Registering an attention, referring it, answering it, voiding it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.clock import today
from minga.core.errors import DomainError, NotAllowed
from minga.people.citizens.actions.common import open_and_locked, reason_of, require
from minga.people.citizens.models import (
    Attention,
    AttentionBook,
    AttentionStep,
    AttentionSubject,
    Channel,
    Citizen,
)
from minga.people.citizens.permissions import ANSWER, ATTEND
from minga.people.citizens.terms import due, iso_region, terms
from minga.people.citizens.units import OUTSOURCED, office_of, units_of
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.territory.models import Territory

STATE, KIND = Attention.State, AttentionStep.Kind


@dataclass(frozen=True)
class Asked:
    """What is registered; without a citizen, somebody who gave no name."""

    subject: AttentionSubject
    citizen: Citizen | None = None
    channel: str = Channel.OFFICE
    note: str = ""
    territory: Territory | None = None
    referred_to: Organisation | None = None


class SeemsTwice(DomainError):
    """The same person came for the same minutes ago: it asks."""

    code = "citizens.seems_twice"
    status = 409

    def __init__(self, other: Attention, minutes: int) -> None:
        self.other = other
        super().__init__(
            f"Hace menos de {minutes} minutos se registró la atención {other.folio} de esta "
            "persona por la misma materia. Si es otra, confirme que la registra de todos modos."
        )


class SubjectEnded(DomainError):
    code = "citizens.subject_ended"
    field = "subject"

    def __init__(self) -> None:
        super().__init__("Esa materia no está vigente en ese día: elija otra.")


class InTheFuture(DomainError):
    code = "citizens.attention_in_the_future"
    field = "day"

    def __init__(self) -> None:
        super().__init__("Una atención se registra el mismo día o después.")


class NotAUnitOfTheService(DomainError):
    code = "citizens.not_a_unit_of_the_service"
    field = "referred_to"

    def __init__(self) -> None:
        super().__init__(
            "Se deriva a una unidad vigente del propio servicio, o a una municipalidad o entidad "
            "que atiende en su nombre."
        )


class AnswerMissing(DomainError):
    code = "citizens.answer_missing"
    field = "note"

    def __init__(self) -> None:
        super().__init__("Escriba qué se respondió.")


class AttentionClosed(DomainError):
    code = "citizens.attention_closed"
    status = 409

    def __init__(self, attention: Attention) -> None:
        super().__init__(f"Esta atención ya está {attention.get_state_display()}.")


@action("citizens.attention_registered", says="registró la atención {folio}: {matter}")
def register_attention(
    service: Organisation,
    asked: Asked,
    *,
    form_key: str | None = None,
    confirmed: bool = False,
    by: Access,
    on: date | None = None,
) -> Attention:
    """One form, one attention: see `register_once`, which knows a second click."""
    assert on is not None
    require(by, ATTEND, service.pk, "Solo quien atiende público en este servicio registra.")
    if on > today():
        raise InTheFuture
    citizen = open_and_locked(asked.citizen) if asked.citizen else None
    rules = terms(service.pk, on)
    if citizen and not confirmed:
        _refuse_twice(citizen, asked.subject, rules["twice"].value)
    _judge(service, asked, on)
    attention = Attention(
        service=service,
        year=on.year,
        number=_next_number(service, on.year),
        person=citizen.person if citizen else None,
        channel=asked.channel,
        office=office_of(by, ATTEND, on) or service,
        territory=asked.territory,
        subject=asked.subject,
        on=on,
        note=asked.note.strip(),
        officer_id=by.actor_id,
        state=STATE.ANSWERED,
        answered_on=on,
        form_key=form_key or None,
    )
    if asked.referred_to:
        attention.state, attention.answered_on = STATE.REFERRED, None
        attention.referred_to = asked.referred_to
        attention.due_on = due(on, rules["answer"], iso_region(service, frame_on(on)))
    attention.save()
    if asked.referred_to:
        _step(attention, KIND.REFERRED, by, on, unit=asked.referred_to, due_on=attention.due_on)
    current_act().about(attention, folio=attention.folio, matter=asked.subject.name)
    return attention


def register_once(
    service: Organisation, asked: Asked, *, form_key: str, confirmed: bool, by: Access, on: date
) -> Attention:
    """The second click of a double one answers what the first registered."""
    found = Attention.objects.filter(form_key=form_key).for_page().first()
    if found and found.officer_id == by.actor_id:
        return found
    try:
        return register_attention(
            service, asked, form_key=form_key, confirmed=confirmed, by=by, on=on
        )
    except DomainError:
        # Both clicks at once: this one waited for the person, or came second to the database.
        found = Attention.objects.filter(form_key=form_key, officer=by.actor_id).first()
        if found is None:
            raise
        return found


def _refuse_twice(citizen: Citizen, subject: AttentionSubject, minutes: int) -> None:
    since = timezone.now() - timedelta(minutes=minutes)
    same = Attention.objects.filter(person=citizen.pk, subject=subject, recorded_at__gte=since)
    other = same.exclude(state=STATE.VOIDED).order_by("-pk").first()
    if other:
        raise SeemsTwice(other, minutes)


def _judge(service: Organisation, asked: Asked, on: date) -> None:
    subject = asked.subject
    if subject.service_id != service.pk or not subject.holds_on(on):
        raise SubjectEnded
    if asked.referred_to:
        _require_unit(asked.referred_to, service.pk, on)


def _require_unit(unit: Organisation, service_id: int, on: date) -> None:
    holds = unit.valid_from <= on and (unit.valid_until is None or on < unit.valid_until)
    is_taken = unit.institution_pk == service_id or unit.kind in OUTSOURCED
    if not is_taken or not holds:
        raise NotAUnitOfTheService


def _next_number(service: Organisation, year: int) -> int:
    """Without gaps: the row is locked until the attention is written or nothing is."""
    book = AttentionBook.objects.select_for_update().filter(service=service, year=year).first()
    if book is None:
        book = AttentionBook(service=service, year=year)
        book.save()
    book.last += 1
    book.save(update_fields=["last"])
    return book.last


def _step(
    attention: Attention,
    kind: AttentionStep.Kind,
    by: Access,
    on: date,
    *,
    note: str = "",
    unit: Organisation | None = None,
    due_on: date | None = None,
) -> None:
    AttentionStep(
        attention=attention,
        kind=kind,
        on=on,
        actor_id=by.actor_id,
        unit=unit,
        due_on=due_on,
        note=note,
    ).save()


def _pending(attention: Attention) -> Attention:
    attention = Attention.objects.select_for_update(of=("self",)).get(pk=attention.pk)
    if attention.state != STATE.REFERRED:
        raise AttentionClosed(attention)
    return attention


def may_answer(by: Access, attention: Attention, on: date) -> bool:
    """Who works in the unit that it awaits, or attends the public of the service."""
    if not by.may(ANSWER, attention.service_id):
        return False
    own = set(units_of(by, on))
    return attention.referred_to_id in own or by.may(ATTEND, attention.service_id)


def _require_answerer(by: Access, attention: Attention, on: date) -> None:
    if not may_answer(by, attention, on):
        raise NotAllowed("La responde la unidad a la que se derivó, o quien atiende público.")
    current_act().by = by.acting(ANSWER, attention.service_id)


@action("citizens.attention_answered", says="respondió la atención {folio}")
def answer_attention(
    attention: Attention, *, note: str, by: Access, on: date | None = None
) -> Attention:
    assert on is not None
    attention = _pending(attention)
    _require_answerer(by, attention, on)
    if not note.strip():
        raise AnswerMissing
    _step(attention, KIND.ANSWERED, by, on, note=note.strip(), unit=attention.referred_to)
    attention.state, attention.answered_on = STATE.ANSWERED, on
    attention.save(update_fields=["state", "answered_on"])
    current_act().about(attention, folio=attention.folio)
    return attention


@action("citizens.attention_referred", says="derivó la atención {folio} a {unit}")
def refer_attention(
    attention: Attention,
    unit: Organisation,
    *,
    note: str = "",
    by: Access,
    on: date | None = None,
) -> Attention:
    """To another unit. The term of the person goes on: it is not begun again."""
    assert on is not None
    attention = _pending(attention)
    _require_answerer(by, attention, on)
    _require_unit(unit, attention.service_id, on)
    _step(attention, KIND.REFERRED, by, on, note=note, unit=unit, due_on=attention.due_on)
    attention.referred_to = unit
    attention.save(update_fields=["referred_to"])
    current_act().about(attention, folio=attention.folio, unit=unit.short_name)
    return attention


@action("citizens.attention_voided", says="anuló la atención {folio}")
def void_attention(
    attention: Attention, *, reason: str, by: Access, on: date | None = None
) -> Attention:
    """One registered by mistake; it keeps its number."""
    assert on is not None
    attention = Attention.objects.select_for_update(of=("self",)).get(pk=attention.pk)
    require(by, ATTEND, attention.service_id, "La anula quien atiende público en el servicio.")
    if attention.state == STATE.VOIDED:
        raise AttentionClosed(attention)
    reason = reason_of(reason)
    _step(attention, KIND.VOIDED, by, on)
    attention.state = STATE.VOIDED
    attention.save(update_fields=["state"])
    current_act().about(attention, reason=reason, folio=attention.folio)
    return attention
