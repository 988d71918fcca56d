"""Whose a commitment is, on a day, as queries ask it: a person's, a unit's, a chief's."""

from datetime import date
from typing import Any

from django.db.models import Q

from minga.commitments.heirs import inherited_by, standing_for, without_heir
from minga.commitments.models import (
    Commitment,
    CommitmentQuerySet,
    CommitmentStep,
    Finding,
    State,
)
from minga.commitments.permissions import ANSWER, ASSESS, DECIDE, REPORT, VERIFY
from minga.core.access import Access
from minga.core.handover import predecessors
from minga.people.models import Membership


def where(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def units_of(access: Access, day: date) -> list[int]:
    """The organisations and units where the person has a function on the day."""
    held = Membership.objects.on(day).filter(person=access.actor_id or 0)
    return list(held.values_list("organisation_id", flat=True))


def mine(access: Access, day: date) -> Q:
    """Named, or of a unit where the person works with nobody named; what closed bodies left."""
    units = units_of(access, day)
    bodies = [*units, *standing_for(units, day)] if units else []
    own = Q(person=access.actor_id or 0)
    return own | Q(person__isnull=True, responsible__in=bodies)


def to_report(access: Access, day: date) -> CommitmentQuerySet:
    if not access.may(REPORT):
        return Commitment.objects.none()
    return Commitment.objects.filter(mine(access, day), state=State.PENDING)


def to_verify(access: Access) -> CommitmentQuerySet:
    """Reported by another; of a person's own last report the action tells."""
    services = where(access, VERIFY)
    if not services:
        return Commitment.objects.none()
    return Commitment.objects.filter(state=State.REPORTED, service__in=services).exclude(
        pk__in=_own_reports(access)
    )


def _own_reports(access: Access) -> Any:
    """Whose last report is the person's own."""
    later = CommitmentStep.objects.filter(kind="reported", actor=access.actor_id or 0)
    return later.values("commitment")


def late_for_chief(access: Access, day: date) -> CommitmentQuerySet:
    """Overdue ones of the units that a person heads, or of the institution that she directs."""
    roles = {g.role for g in access.grants}
    if not access.may(DECIDE):
        return Commitment.objects.none()
    overdue = Commitment.objects.overdue(day)
    if "institution_head" in roles:
        return overdue.filter(service__in=where(access, DECIDE))
    units = units_of(access, day)
    return overdue.filter(responsible__in=[*units, *standing_for(units, day)])


def to_decide(access: Access, day: date) -> CommitmentQuerySet:
    """Of a body that ended and nobody follows: of the chief who created it, or of the head."""
    services = where(access, DECIDE)
    orphans = without_heir(day) if services else []
    if not orphans:
        return Commitment.objects.none()
    own = Q(created_by=access.actor_id) | Q(created_by__in=predecessors(access.actor_id))
    if "institution_head" in {g.role for g in access.grants}:
        own |= Q(service__in=services)
    open_ones = Commitment.objects.filter(own, state=State.PENDING, service__in=services)
    return open_ones.filter(responsible__in=orphans)


def to_answer(access: Access, day: date) -> Any:
    """Findings whose answer a unit of the person owes."""
    if not access.may(ANSWER):
        return Finding.objects.none()
    units = units_of(access, day)
    bodies = [*units, *standing_for(units, day)] if units else []
    heads = where(access, ANSWER) if "institution_head" in {g.role for g in access.grants} else []
    whose = Q(responsible__in=bodies) | Q(responsible__institution__in=heads)
    if heads:
        whose |= Q(responsible__in=inherited_by(heads, day))
    return Finding.objects.open().filter(whose, answered_on__isnull=True)


def to_assess(access: Access, day: date) -> Any:
    """Answered and never assessed, or with a follow-up whose day came."""
    services = where(access, ASSESS)
    if not services:
        return Finding.objects.none()
    found = Finding.objects.open().filter(audit__service__in=services)
    first = Q(outcome="", answered_on__isnull=False)
    return found.filter(first | Q(next_on__lte=day)).exclude(answers__actor=access.actor_id or 0)
