"""Delegation: some permissions, between two dates, by an act; the holder goes on deciding."""

from datetime import timedelta
from typing import Any

import pytest

from minga.core.approvals.models import Decision
from minga.core.errors import NotAllowed
from minga.core.history import sentence
from minga.core.models import Event
from minga.people.delegations import (
    CannotDelegate,
    DelegatedByWhoReceives,
    DelegatesToOneself,
    DelegationActMissing,
    DelegationDatesWrong,
    DelegationOver,
    NothingDelegated,
    delegate,
    end_delegation,
)
from minga.people.models import Membership
from minga.people.substitutes import NotOfTheService, SubstitutionInThePast
from minga.workplan import actions
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.core.database import refused, sql
from tests.workplan import factories

DAY = timedelta(days=1)
ACT = "Res. Ex. 121"


def headship(cast: Cast) -> Membership:
    return Membership.objects.own().get(person=cast.diana.person)


def delegated(cast: Cast, **changes: Any) -> Membership:
    values = {
        "permissions": ["workplan.approve"],
        "valid_from": TODAY,
        "last_day": TODAY + 9 * DAY,
        "act_reference": ACT,
        "by": cast.diana.access,
    } | changes
    person = values.pop("person", cast.emilio.person)
    membership = values.pop("membership", headship(cast))
    return delegate(membership, person, **values)


def test_who_receives_it_decides_that_and_nothing_else(cast: Cast) -> None:
    delegated(cast)

    emilio = cast.emilio.access
    assert emilio.may("workplan.approve", cast.serviu.pk)
    assert not emilio.may("strategy.approve")
    assert not emilio.may("people.substitute")
    assert not cast.emilio.on(TODAY + 10 * DAY).may("workplan.approve")
    assert cast.diana.access.may("workplan.approve")


def test_the_record_says_by_whose_delegation_and_by_which_act(cast: Cast) -> None:
    delegated(cast)
    version = factories.submitted(cast, year=2006)

    actions.approve_version(version, by=cast.emilio.access, on=TODAY)

    decision = Decision.objects.get()
    assert decision.role == "dirección del servicio (por delegación)"
    assert decision.manner == ", por delegación de D. Pérez (Res. Ex. 121)"
    event = Event.objects.latest("sequence")
    assert "por delegación de D. Pérez (Res. Ex. 121)" in sentence(event)
    assert event.role == "dirección del servicio (por delegación)"


def test_a_delegation_of_who_lost_the_permission_gives_nothing(cast: Cast) -> None:
    delegated(cast, permissions=["strategy.approve"])

    assert not cast.emilio.access.may("workplan.approve")
    assert cast.emilio.access.role_label == "jefatura de unidad"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"permissions": []}, NothingDelegated),
        ({"permissions": ["people.substitute"]}, CannotDelegate),
        ({"permissions": ["workplan.prepare"]}, CannotDelegate),
        ({"permissions": ["nada"]}, CannotDelegate),
        ({"valid_from": TODAY - DAY}, SubstitutionInThePast),
        ({"last_day": TODAY - DAY}, DelegationDatesWrong),
        ({"act_reference": " "}, DelegationActMissing),
    ],
)
def test_what_is_wrong_delegates_nothing(cast: Cast, changes: Any, error: type[Exception]) -> None:
    with nothing_recorded(), pytest.raises(error):
        delegated(cast, **changes)


def test_it_is_in_another_one_of_the_service_and_not_in_who_records_it(cast: Cast) -> None:
    for changes, error in (
        ({"person": cast.diana.person}, DelegatesToOneself),
        ({"person": cast.carla.person}, NotOfTheService),
        ({"person": cast.pia.person}, NotOfTheService),
        ({"person": cast.nora.person, "by": cast.nora.access}, DelegatedByWhoReceives),
        ({"by": cast.ana.access}, NotAllowed),
    ):
        with nothing_recorded(), pytest.raises(error):
            delegated(cast, **changes)


def test_what_was_delegated_is_not_delegated_again(cast: Cast) -> None:
    received = delegated(cast)

    with nothing_recorded(), pytest.raises((CannotDelegate, NotAllowed)):
        delegated(cast, membership=received, person=cast.bruno.person, by=cast.emilio.access)
    with refused("lo delegado no se delega"):
        sql(
            "INSERT INTO people_membership (person_id, role, organisation_id, is_substitute, "
            "delegated_by_id, delegated, public_id, act_reference, valid_from, valid_until, "
            "event_id) SELECT %s, role, organisation_id, is_substitute, id, delegated, "
            "'bcdfghjkmnpq', act_reference, valid_from, valid_until, event_id "
            "FROM people_membership WHERE id = %s",
            cast.bruno.pk,
            received.pk,
        )


def test_it_only_ends_earlier(cast: Cast) -> None:
    row = delegated(cast)

    for change in ("delegated = 'strategy.approve'", "valid_until = '2009-01-01'"):
        with refused("Una delegación solo se termina antes"):
            sql(f"UPDATE people_membership SET {change} WHERE id = %s", row.pk)
    end_delegation(row, reason="Volvió antes.", by=cast.diana.access)
    assert not cast.emilio.access.may("workplan.approve")
    with nothing_recorded(), pytest.raises(DelegationOver):
        end_delegation(row, reason="Otra vez.", by=cast.diana.access)


def test_a_delegation_is_whole(cast: Cast) -> None:
    row = delegated(cast)

    with refused("membership_delegation_is_whole"):
        sql("UPDATE people_membership SET is_substitute = %s WHERE id = %s", True, row.pk)
