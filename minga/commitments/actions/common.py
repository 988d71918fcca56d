"""The first lines of every action: lock, read again, ask who may; and the last one: the step."""

from datetime import date
from typing import Any

from minga.commitments import errors
from minga.commitments.heirs import holder_of
from minga.commitments.models import Commitment, CommitmentStep, State, StepKind
from minga.commitments.permissions import REGISTER, REPORT
from minga.commitments.scope import answers_for
from minga.core.access import Access
from minga.core.actions import current_act
from minga.core.errors import NotAllowed
from minga.documents.models import Dossier, DossierReader
from minga.people.models import Membership, Organisation, Person


def locked(commitment: Commitment, seen: int | None = None) -> Commitment:
    """One step of a commitment at a time; `seen`: the revision that the form was opened with."""
    found = Commitment.objects.select_for_update(of=("self",)).for_page().get(pk=commitment.pk)
    if not found.is_open:
        raise errors.AlreadyClosed(found.get_state_display())
    if seen is not None and seen != found.revision:
        last = found.steps.select_related("actor").latest("pk")
        raise errors.ChangedMeanwhile(
            str(last.actor or "otra persona"), last.get_kind_display(), last.on
        )
    return found


def require(by: Access, permission: str, service: Organisation, sentence: str) -> None:
    if not by.may(permission, service.pk):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, service.pk)


def may_report(by: Access, commitment: Commitment, day: date) -> bool:
    """Who is in charge, who works in the unit that answers for it, or heads its institution."""
    holder = holder_of(commitment.responsible, day)
    if holder is None or not by.may(REPORT, holder.institution_pk):
        return False
    return commitment.person_id == by.actor_id or answers_for(by, REPORT, holder)


def require_reporter(by: Access, commitment: Commitment, day: date) -> None:
    if not may_report(by, commitment, day):
        raise NotAllowed("Informa un compromiso quien está a cargo o trabaja en la unidad.")
    holder = holder_of(commitment.responsible, day)
    assert holder is not None
    current_act().by = by.acting(REPORT, holder.institution_pk, holder.pk)


def require_existing(body: Organisation, day: date) -> None:
    """A body that ended is refused with the name of its successor."""
    if body.valid_from > day:
        raise errors.NotYetThere(body)
    if not body.holds_on(day):
        raise errors.ResponsibleEnded(body, holder_of(body, day))


def require_person_there(person: Person | None, body: Organisation, day: date) -> None:
    if person is None:
        return
    theirs = Membership.objects.of_institutions([body.institution_pk]).on(day)
    if not theirs.filter(person=person).exists():
        raise errors.PersonElsewhere(body)


def had_it(commitment: Commitment, actor_id: int | None) -> bool:
    """She is in charge, or was since the term in force was given; of a part, also of the whole."""
    if actor_id is None:
        return False
    if commitment.person_id == actor_id:
        return True
    given = commitment.steps.filter(kind=StepKind.EXTENDED).order_by("-pk").first()
    handed = commitment.steps.filter(kind=StepKind.HANDED, before_person=actor_id)
    if handed.filter(pk__gt=given.pk if given else 0).exists():
        return True
    whole = None if given else commitment.part_of
    return whole is not None and had_it(whole, actor_id)


def reason_of(text: str) -> str:
    if not text.strip():
        raise errors.ReasonMissing
    return text.strip()


def lets_read(dossier: Dossier, body: Organisation) -> None:
    """The institution that answers for it opens its documents."""
    reader = body.institution_pk
    if reader != dossier.service_id and not dossier.readers.filter(pk=reader).exists():
        DossierReader(dossier=dossier, organisation_id=reader).save()


def step(
    commitment: Commitment, kind: StepKind, by: Access, on: date, **said: Any
) -> CommitmentStep:
    """Added before the commitment moves: the database judges it by the state it was in."""
    made = CommitmentStep(commitment=commitment, kind=kind, on=on, actor_id=by.actor_id, **said)
    made.save()
    commitment.revision += 1
    return made


def move(commitment: Commitment, state: State | None = None, on: date | None = None) -> None:
    if state is not None:
        commitment.state = state
        commitment.closed_on = None if commitment.is_open else on
    commitment.save()


__all__ = [
    "REGISTER",
    "had_it",
    "lets_read",
    "locked",
    "may_report",
    "move",
    "reason_of",
    "require",
    "require_existing",
    "require_person_there",
    "require_reporter",
    "step",
]
