"""From a person and a day to what may be seen and done: the functions in force that day."""

from datetime import date, timedelta

import pytest

from minga.core.access import access_of
from minga.core.permissions import Reach
from minga.people.actions import add_membership
from minga.people.models import Membership
from minga.people.permissions import access_of_person
from minga.people.roles import Role, reach_of
from minga.territory.models import Territory
from minga.workplan.permissions import PREPARE
from tests.conftest import SCRIBE, TODAY, Cast, Somebody

FROM, UNTIL = date(2007, 6, 1), date(2007, 7, 1)


@pytest.fixture
def june(cast: Cast) -> Somebody:
    """Pía prepares in SERVIU in June, as a substitute."""
    add_membership(
        cast.pia.person, role=Role.UNIT_OFFICER, organisation=cast.serviu, valid_from=FROM,
        valid_until=UNTIL, is_substitute=True, act_reference="Res. 12", by=SCRIBE,
    )  # fmt: skip
    return cast.pia


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (FROM - timedelta(1), False),
        (FROM, True),
        (UNTIL - timedelta(1), True),
        (UNTIL, False),
    ],
)
def test_a_function_is_held_from_its_first_day_until_the_day_before_its_end(
    june: Somebody, day: date, may: bool
) -> None:
    assert june.on(day).may(PREPARE) is may
    assert access_of(june.person.user, day).may(PREPARE) is may  # type: ignore[arg-type]


def test_who_has_no_function_that_day_is_somebody_without_rights(june: Somebody) -> None:
    access = june.on(UNTIL)

    assert (access.actor_id, access.label) == (june.pk, "P. Nuñez")
    assert access.grants == ()


def test_a_member_of_a_unit_acts_for_its_institution(cast: Cast) -> None:
    access = cast.bruno.access

    assert access.institutions == {cast.serviu.pk}
    assert access.organisation_label == "SERVIU Región de Tarapacá"
    assert access.may(PREPARE, cast.serviu.pk)
    assert not access.may(PREPARE, cast.unit.pk)


def test_a_reader_reads_the_place_of_the_function_or_else_of_the_institution(cast: Cast) -> None:
    arica = Territory.objects.get(key="arica")

    add_membership(
        cast.pia.person, role=Role.REGIONAL_READER, organisation=cast.seremi, territory=arica,
        valid_from=TODAY, by=SCRIBE,
    )  # fmt: skip

    assert cast.gaby.access.territories == {cast.region.pk}
    assert cast.pia.access.territories == {arica.pk}


def test_the_first_function_given_names_the_person_in_the_record(cast: Cast) -> None:
    add_membership(
        cast.ana.person, role=Role.AUDITOR, organisation=cast.seremi, valid_from=TODAY, by=SCRIBE
    )

    access = cast.ana.access

    assert access.role_label == "profesional de la unidad"
    assert [grant.role for grant in access.grants] == ["unit_officer", "auditor"]
    assert access.reads_all


def test_an_access_is_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        access_of_person(cast.ana.person, TODAY)


def test_only_who_has_an_account_is_listed_to_sign_in(cast: Cast) -> None:
    accounts = {membership.person.user for membership in Membership.objects.for_accounts()}

    assert cast.ana.person.user in accounts
    assert None not in accounts


def test_who_reads_more_than_the_own_institution() -> None:
    """The ministry and auditors everything; regions, municipalities and receivers their places."""
    reaches: dict[Reach, set[str]] = {}
    for role in Role:
        reaches.setdefault(reach_of(role), set()).add(role)

    assert reaches[Reach.ALL] == {Role.MINISTRY_READER, Role.NORMS_OFFICER, Role.AUDITOR}
    assert reaches[Reach.TERRITORY] == {
        Role.REGIONAL_READER,
        Role.SOCIAL_EVALUATOR,
        Role.MUNICIPALITY,
        Role.RECEIVER,
    }
    assert len(reaches[Reach.INSTITUTION]) == len(Role) - 7
