"""A person in one household at a time; it parts and joins with dates."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from minga.core.errors import DomainError
from minga.people.citizens import actions
from minga.people.citizens.models import Citizen, Household, HouseholdMember
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.core.database import sql
from tests.people.citizens import factories
from tests.snapshot import written_once

SINCE = date(2007, 1, 10)
NAMES = (("Rosa", "Mamani"), ("Luis", "Cruz"), ("Ana", "Cruz"), ("Eva", "Soto"))


@written_once
def people(cast: Cast) -> list[Citizen]:
    return [
        factories.citizen(cast.celia, cast.serviu, number, names)
        for number, names in enumerate(NAMES, start=1)
    ]


@written_once
def household(cast: Cast, people: list[Citizen]) -> Household:
    """Rosa heads it; Luis and Ana live with her."""
    relations = ("head", "spouse", "child")
    members = list(zip(people[:3], relations, strict=True))
    return actions.form_household(cast.serviu, members, since=SINCE, by=cast.celia.access)


def living(household: Household, day: date = TODAY) -> list[str]:
    members = HouseholdMember.objects.on(day).filter(household=household).order_by("pk")
    return [member.person.given_names for member in members]


def member(citizen: Citizen) -> HouseholdMember:
    return HouseholdMember.objects.on(TODAY).get(person=citizen.person)


def test_they_live_together_from_a_day_on(household: Household) -> None:
    assert living(household) == ["Rosa", "Luis", "Ana"]
    assert living(household, SINCE - timedelta(days=1)) == []


def test_nobody_lives_in_two_at_once(
    cast: Cast, household: Household, people: list[Citizen]
) -> None:
    pair = [(people[3], "head"), (people[1], "spouse")]

    with nothing_recorded(), pytest.raises(DomainError, match="otro hogar"):
        actions.form_household(cast.serviu, pair, since=TODAY, by=cast.celia.access)


def test_nor_by_the_database(household: Household, people: list[Citizen]) -> None:
    insert = (
        "INSERT INTO citizens_householdmember (household_id, person_id, relation, valid_from, "
        "reason, event_id) VALUES (%s, %s, %s, %s, '', %s)"
    )
    row = (household.pk, people[1].pk, "spouse", TODAY, household.event_id)

    with pytest.raises(IntegrityError, match="un solo hogar"), transaction.atomic():
        sql(insert, *row)
    head = (household.pk, people[3].pk, "head", TODAY, household.event_id)
    with pytest.raises(IntegrityError, match="una sola jefatura"), transaction.atomic():
        sql(insert, *head)
    with pytest.raises(IntegrityError, match="queda en su historia"), transaction.atomic():
        sql("UPDATE citizens_householdmember SET relation = 'child' WHERE relation = 'spouse'")


def test_who_leaves_stays_in_its_history(
    cast: Cast, household: Household, people: list[Citizen]
) -> None:
    left = date(2007, 11, 1)
    actions.end_membership(member(people[1]), until=left, reason="Se mudó.", by=cast.celia.access)

    assert living(household) == ["Rosa", "Ana"]
    assert living(household, left - timedelta(days=1)) == ["Rosa", "Luis", "Ana"]
    with pytest.raises(DomainError, match="antes de haber entrado"):
        actions.end_membership(member(people[2]), until=SINCE, reason="X.", by=cast.celia.access)


def test_several_part_and_form_another_the_same_day(
    cast: Cast, household: Household, people: list[Citizen]
) -> None:
    leaving = [(member(people[1]), "head"), (member(people[2]), "child")]

    new = actions.part_household(leaving, since=TODAY, reason="Separación.", by=cast.celia.access)

    assert (living(household), living(new), new.parted_from) == (
        ["Rosa"],
        ["Luis", "Ana"],
        household,
    )


def test_somebody_joins_it_and_it_has_one_head(
    cast: Cast, household: Household, people: list[Citizen]
) -> None:
    by = cast.celia.access

    with nothing_recorded(), pytest.raises(DomainError, match="ya tiene jefatura"):
        actions.join_household(household, people[3], relation="head", since=TODAY, by=by)
    actions.join_household(household, people[3], relation="parent", since=TODAY, by=by)

    assert living(household) == ["Rosa", "Luis", "Ana", "Eva"]


def test_the_pages_ask_what_for_and_then_do_it(cast: Cast, people: list[Citizen]) -> None:
    rosa, luis = people[:2]
    client = cast.celia.client()
    address = reverse("citizens:join_household", args=[rosa.public_id])
    joining = {"run": luis.run, "relation": "spouse", "since": TODAY.isoformat()}

    assert client.post(address, joining).status_code == 302
    assert Household.objects.count() == 0
    client.post(
        reverse("citizens:purpose", args=[rosa.public_id]), {"purpose": "Actualizar su hogar"}
    )
    assert client.post(address, joining).headers["Location"] == address
    assert living(Household.objects.get()) == ["Rosa", "Luis"]

    part = reverse("citizens:part_household", args=[rosa.public_id])
    wrong = {"members": [luis.public_id], "head": rosa.public_id, "since": TODAY, "reason": "X."}
    assert client.post(part, wrong).status_code == 422
    leave = reverse("citizens:leave_household", args=[rosa.public_id])
    too_soon = {"until": TODAY.isoformat(), "reason": "Se mudó."}
    assert client.post(leave, too_soon).status_code == 422
