"""Who lives with whom: forming a household, joining it, leaving it, parting from it."""

from collections.abc import Iterable, Sequence
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError
from minga.people.citizens.actions.common import open_and_locked, reason_of, require
from minga.people.citizens.models import Citizen, Household, HouseholdMember, Relation
from minga.people.citizens.permissions import ATTEND
from minga.people.models import Organisation

ONLY_COUNTER = "Solo quien atiende público registra hogares en su servicio."


class LivesElsewhere(DomainError):
    code = "citizens.lives_elsewhere"
    field = "person"

    def __init__(self) -> None:
        super().__init__(
            "Esa persona está en otro hogar en esa fecha: termine primero su permanencia en él."
        )


class HeadAlready(DomainError):
    code = "citizens.head_already"
    field = "relation"

    def __init__(self) -> None:
        super().__init__("Ese hogar ya tiene jefatura: elija otra relación.")


class LeavesBeforeJoining(DomainError):
    code = "citizens.leaves_before_joining"
    field = "valid_until"

    def __init__(self, since: date) -> None:
        super().__init__(f"No puede salir antes de haber entrado, el {since:%d-%m-%Y}.")


class HouseholdOver(DomainError):
    code = "citizens.household_over"

    def __init__(self) -> None:
        super().__init__("Nadie vive ya en ese hogar: forme uno nuevo.")


@action("citizens.household_formed", says="formó un hogar de {members} integrantes")
def form_household(
    service: Organisation,
    members: Sequence[tuple[Citizen, str]],
    *,
    since: date,
    by: Access,
    on: date | None = None,
) -> Household:
    """Its head first; the others with what they are to the head."""
    require(by, ATTEND, service.pk, ONLY_COUNTER)
    household = Household(service=service)
    household.save()
    for citizen, relation in members:
        _enter(household, citizen, relation, since)
    current_act().about(household, members=len(members))
    return household


@action("citizens.household_joined", says="agregó un integrante al hogar")
def join_household(
    household: Household,
    citizen: Citizen,
    *,
    relation: str,
    since: date,
    by: Access,
    on: date | None = None,
) -> HouseholdMember:
    require(by, ATTEND, None, ONLY_COUNTER)
    household = Household.objects.select_for_update().get(pk=household.pk)
    if not HouseholdMember.objects.during(since, None).filter(household=household).exists():
        raise HouseholdOver
    member = _enter(household, citizen, relation, since)
    current_act().about(household)
    return member


@action("citizens.household_left", says="terminó la permanencia de un integrante en el hogar")
def end_membership(
    member: HouseholdMember, *, until: date, reason: str, by: Access, on: date | None = None
) -> HouseholdMember:
    """`until`: the first day on which the person is no longer in it."""
    require(by, ATTEND, None, ONLY_COUNTER)
    member = HouseholdMember.objects.select_for_update().get(pk=member.pk)
    _leave(member, until, reason_of(reason))
    current_act().about(member.household)
    return member


@action("citizens.household_parted", says="separó a {members} integrantes en otro hogar")
def part_household(
    members: Iterable[tuple[HouseholdMember, str]],
    *,
    since: date,
    reason: str,
    by: Access,
    on: date | None = None,
) -> Household:
    """Those members leave together and make a household of their own, the same day."""
    require(by, ATTEND, None, ONLY_COUNTER)
    leaving = list(members)
    reason, old = reason_of(reason), leaving[0][0].household
    household = Household(service=old.service, parted_from=old)
    household.save()
    for member, relation in leaving:
        _leave(HouseholdMember.objects.get(pk=member.pk), since, reason)
        _enter(household, member.person.citizen, relation, since)
    current_act().about(household, reason=reason, members=len(leaving))
    return household


def _enter(household: Household, citizen: Citizen, relation: str, since: date) -> HouseholdMember:
    citizen = open_and_locked(citizen)
    there = HouseholdMember.objects.during(since, None)
    if there.filter(person=citizen.person).exists():
        raise LivesElsewhere
    if relation == Relation.HEAD and there.filter(household=household, relation="head").exists():
        raise HeadAlready
    member = HouseholdMember(
        household=household, person=citizen.person, relation=relation, valid_from=since
    )
    member.save()
    return member


def _leave(member: HouseholdMember, until: date, reason: str) -> None:
    if until <= member.valid_from:
        raise LeavesBeforeJoining(member.valid_from)
    member.valid_until, member.reason = until, reason
    member.save(update_fields=["valid_until", "reason"])
