"""Whose a commitment is, on a day, as one query asks it: a person's, a unit's, a chief's."""

from datetime import date
from typing import Any

from django.db.models import Q

from minga.commitments.charge import kept
from minga.commitments.heirs import inherited, orphaned
from minga.commitments.models import CommitmentStep, State
from minga.commitments.permissions import ANSWER, ASSESS, DECIDE, REPORT, VERIFY
from minga.core.access import Access
from minga.core.handover import predecessors
from minga.people.models import Membership, Organisation

NOTHING = Q(pk__in=[])
PENDING = Q(state=State.PENDING)


def where(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def directed(access: Access, permission: str) -> frozenset[int]:
    """The institutions that the person heads as a whole, with the permission there."""
    roles = access.holders(permission)
    return frozenset(
        grant.institution_id
        for grant in access.grants
        if grant.role in ("institution_head", "unit_head")
        and grant.organisation_id == grant.institution_id
        and grant.gives(permission, roles)
    )


def answers_for(access: Access, permission: str, body: Organisation) -> bool:
    """Of an institution, who works anywhere in it; of a unit, who works there or heads the whole:
    the head of another unit of the same house does not."""
    if body.institution_id is None:
        return access.may(permission, body.pk)
    heads = body.institution_id in directed(access, permission)
    return heads or body.pk in access.units(permission)


def _directs(access: Access) -> bool:
    return "institution_head" in {grant.role for grant in access.grants}


def units_of(access: Access, day: date) -> Any:
    """The organisations and units where the person has a function: asked within a query."""
    held = Membership.objects.on(day).filter(person=access.actor_id or 0)
    return held.values("organisation_id")


def _of_units(access: Access, day: date) -> Q:
    """What they answer for, also in the place of a body that ended."""
    units = units_of(access, day)
    return Q(responsible__in=units) | inherited("responsible", day, bodies=units)


def mine(access: Access, day: date) -> Q:
    """Named and still there, or of a unit where the person works with nobody in charge."""
    in_charge = Q(kept(day))
    return (Q(person=access.actor_id or 0) & in_charge) | (~in_charge & _of_units(access, day))


def to_report(access: Access, day: date) -> Q:
    return PENDING & mine(access, day) if access.may(REPORT) else NOTHING


def to_verify(access: Access) -> Q:
    """Reported by another."""
    services = where(access, VERIFY)
    if not services:
        return NOTHING
    own = CommitmentStep.objects.filter(kind="reported", actor=access.actor_id or 0)
    mine_once = Q(pk__in=own.values("commitment"))
    return Q(state=State.REPORTED, service__in=services) & ~mine_once


def late_for_chief(access: Access, day: date) -> Q:
    """Overdue ones of the units that a person heads, or of the institution that she directs."""
    services = where(access, DECIDE)
    if not services:
        return NOTHING
    overdue = PENDING & Q(due_on__lt=day)
    return overdue & (Q(service__in=services) if _directs(access) else _of_units(access, day))


def to_decide(access: Access, day: date) -> Q:
    """Of a body that ended and nobody follows: of the chief who created it, or of the head."""
    services = where(access, DECIDE)
    if not services:
        return NOTHING
    own = Q(created_by=access.actor_id) | Q(created_by__in=predecessors(access.actor_id))
    whose = Q(service__in=services) if _directs(access) else own & Q(service__in=services)
    return PENDING & whose & orphaned("responsible", day)


def to_answer(access: Access, day: date) -> Q:
    """Findings whose answer a unit of the person owes: the first one, or another one because a
    follow-up said that the last one did not solve it. Of a body that ended and nobody follows, of
    who directs the service that was audited."""
    units, heads = access.units(ANSWER), directed(access, ANSWER)
    if not units:
        return NOTHING
    whose = Q(responsible__in=units) | inherited("responsible", day, bodies=units)
    if heads:
        whose |= Q(responsible__institution__in=heads)
        whose |= inherited("responsible", day, institutions=heads)
        whose |= Q(audit__service__in=heads) & orphaned("responsible", day)
    owed = Q(answered_on__isnull=True) | Q(asked_on__isnull=False)
    return ~Q(outcome="solved") & owed & whose


def to_assess(access: Access, day: date) -> Q:
    """Answered and never assessed, or with a follow-up whose day came."""
    services = where(access, ASSESS)
    if not services:
        return NOTHING
    first = Q(outcome="", answered_on__isnull=False)
    due = ~Q(outcome="solved") & Q(audit__service__in=services)
    return due & (first | Q(next_on__lte=day))
