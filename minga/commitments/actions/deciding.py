"""What a chief decides of a commitment: another term, other hands, that it was not kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from minga.commitments import errors
from minga.commitments.actions.common import (
    had_it,
    lets_read,
    locked,
    move,
    reason_of,
    require,
    require_existing,
    require_person_there,
    step,
)
from minga.commitments.actions.promising import Promise, enter, judge
from minga.commitments.models import Commitment, CommitmentStep, State, StepKind
from minga.commitments.permissions import DECIDE
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.people.models import Organisation, Person

SENTENCE = "Lo decide una jefatura del servicio que registró el compromiso."


def _open(commitment: Commitment, seen: int | None, by: Access) -> Commitment:
    commitment = locked(commitment, seen)
    require(by, DECIDE, commitment.service, SENTENCE)
    return commitment


def _judge_unreported(commitment: Commitment) -> None:
    """What was reported is verified or returned before anything is decided of its term."""
    if commitment.state == State.REPORTED:
        report = commitment.steps.filter(kind=StepKind.REPORTED).select_related("actor")
        raise errors.AlreadyReported(str(report.latest("pk").actor))


@action("commitments.extended", says="dio otro plazo al compromiso {folio}: {due_on}")
def extend_term(
    commitment: Commitment,
    *,
    due_on: date,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> CommitmentStep:
    """A dated row with its reason and who granted it; the first term stays shown."""
    assert on is not None
    commitment = _open(commitment, seen, by)
    _judge_unreported(commitment)
    if had_it(commitment, by.actor_id):
        raise errors.GrantsToOneself
    reason = reason_of(reason)
    if due_on <= commitment.due_on or due_on < on:
        raise errors.NotLater(max(commitment.due_on, on))
    before = commitment.due_on
    made = step(
        commitment, StepKind.EXTENDED, by, on, remarks=reason, due_on=due_on, before_on=before
    )
    commitment.due_on = due_on
    move(commitment)
    current_act().about(
        commitment, reason=reason, folio=commitment.folio, due_on=f"{due_on:%d-%m-%Y}"
    )
    return made


@action("commitments.handed", says="traspasó el compromiso {folio} a {to}")
def hand_over(
    commitment: Commitment,
    *,
    responsible: Organisation,
    person: Person | None = None,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Commitment:
    """To another unit or person; what was promised and until when stays."""
    assert on is not None
    commitment = _open(commitment, seen, by)
    reason = reason_of(reason)
    require_existing(responsible, on)
    require_person_there(person, responsible, on)
    if (responsible.pk, person and person.pk) == (
        commitment.responsible_id,
        commitment.person_id,
    ):
        raise errors.SameHands
    step(
        commitment, StepKind.HANDED, by, on, remarks=reason, organisation=responsible,
        person=person, before_person=commitment.person,
    )  # fmt: skip
    commitment.responsible, commitment.person = responsible, person
    lets_read(commitment.dossier, responsible)
    move(commitment)
    current_act().about(
        commitment, reason=reason, folio=commitment.folio, to=responsible.short_name
    )
    return commitment


@action("commitments.split", says="separó el compromiso {folio} en {count} partes")
def split_commitment(
    commitment: Commitment,
    promises: Sequence[Promise],
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> list[Commitment]:
    """Several promises written as one: each becomes its own, and the first one is without effect
    because they took its place. Splitting gives no more time: they keep its terms, the first one
    and the one in force."""
    assert on is not None
    commitment = _open(commitment, seen, by)
    reason = reason_of(reason)
    if len(promises) < 2:
        raise errors.FieldMissing("parts", "Escriba al menos dos partes, una por línea.")
    parts = []
    for text in promises:
        promise = replace(text, made_on=commitment.made_on, due_on=commitment.due_on)
        judge(promise, on)
        parts.append(enter(commitment.service, promise, by, on, part_of=commitment))
    step(commitment, StepKind.SPLIT, by, on, remarks=reason)
    move(commitment, State.VOID, on)
    current_act().about(
        commitment, reason=reason, folio=commitment.folio, count=len(parts),
        parts=[part.public_id for part in parts],
    )  # fmt: skip
    return parts


@action("commitments.not_fulfilled", says="declaró no cumplido el compromiso {folio}")
def declare_not_fulfilled(
    commitment: Commitment,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Commitment:
    assert on is not None
    commitment = _open(commitment, seen, by)
    reason = reason_of(reason)
    _judge_unreported(commitment)
    if commitment.due_on >= on:
        raise errors.NotOverdue
    return _close(commitment, StepKind.NOT_FULFILLED, State.NOT_FULFILLED, reason, by, on)


@action("commitments.voided", says="dejó sin efecto el compromiso {folio}")
def void_commitment(
    commitment: Commitment,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Commitment:
    """It keeps its number and what was said of it. By another than who has it."""
    assert on is not None
    commitment = _open(commitment, seen, by)
    if had_it(commitment, by.actor_id):
        raise errors.VoidsOwn
    return _close(commitment, StepKind.VOIDED, State.VOID, reason_of(reason), by, on)


def _close(
    commitment: Commitment, kind: StepKind, state: State, reason: str, by: Access, on: date
) -> Commitment:
    step(commitment, kind, by, on, remarks=reason)
    move(commitment, state, on)
    current_act().about(commitment, reason=reason, folio=commitment.folio)
    return commitment
