"""Two people at the same moment, on PostgreSQL: one decides, the other is told."""

import pytest
from django.db import connection

from minga.core.approvals import actions, factors
from minga.core.approvals.errors import CodeAlreadyUsed
from minga.core.approvals.models import Decision, FactorUse, Submission
from minga.core.approvals.rounds import seen_of
from minga.core.errors import Refusal
from minga.core.models import Event
from minga.core.verification import verify
from minga.people.models import Membership
from minga.people.roles import Role
from minga.people.substitutes import name_substitute
from tests.conftest import TODAY, _somebody
from tests.core.approvals.codes import code_of, enrolled, wrong
from tests.core.approvals.conftest import Office
from tests.core.approvals.rounds import sent, state, submission, written
from tests.core.test_concurrency import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def refusals(results: list[object]) -> list[Refusal]:
    return [result for result in results if isinstance(result, Refusal)]


def test_of_two_who_pass_a_step_at_once_one_does(office: Office) -> None:
    other = _somebody("eva", ("Eva", "Paz"), Role.UNIT_HEAD, office.unit)
    purchase = sent(office)
    seen, before = seen_of(purchase), Event.objects.count()

    results = at_once(
        *(
            lambda by=who.access: actions.pass_step(purchase, seen=seen, by=by, on=TODAY)  # type: ignore[misc]
            for who in (office.emilio, other)
        )
    )

    (told,) = refusals(results)
    assert told.status in (403, 409)
    assert (Decision.objects.count(), submission(purchase).passed) == (1, 1)
    assert Event.objects.count() == before + 1
    assert verify() == []


def test_the_same_person_twice_at_once_decides_once(office: Office) -> None:
    purchase = sent(office, 1)
    seen, by = seen_of(purchase), office.emilio.access

    results = at_once(*[lambda: actions.pass_step(purchase, seen=seen, by=by, on=TODAY)] * 3)

    assert len(refusals(results)) == 2
    assert state(purchase) == "bought"


def test_passing_and_returning_and_taking_back_at_once_is_one_of_them(office: Office) -> None:
    purchase = sent(office, 1)
    seen, by = seen_of(purchase), office.emilio.access

    results = at_once(
        lambda: actions.pass_step(purchase, seen=seen, by=by, on=TODAY),
        lambda: actions.return_it(purchase, remarks="Falta.", seen=seen, by=by, on=TODAY),
        lambda: actions.withdraw(purchase, reason="Cambia.", by=office.ana.access, on=TODAY),
    )

    assert len(refusals(results)) == 2
    assert submission(purchase).outcome != "open"


def test_sent_twice_at_once_it_is_sent_once(office: Office) -> None:
    purchase = written(office)

    results = at_once(*[lambda: actions.begin(purchase, by=office.ana.access, on=TODAY)] * 2)

    assert len(refusals(results)) == 1
    assert Submission.objects.count() == 1


def test_one_code_in_two_requests_is_right_in_one(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    code, by = code_of(factor), office.emilio.access

    results = at_once(*[lambda: factors.check(factor, code, by=by)] * 4)

    assert [type(result) for result in refusals(results)] == [CodeAlreadyUsed] * 3


def test_wrong_codes_at_once_are_all_counted(office: Office) -> None:
    factor, _ = enrolled(office.emilio)
    code, by = wrong(factor), office.emilio.access

    at_once(*[lambda: factors.check(factor, code, by=by)] * 4)

    assert FactorUse.objects.get(factor=factor).failures == 4


def test_of_two_substitutes_named_at_once_for_the_same_days_one_is(office: Office) -> None:
    headship = Membership.objects.get(person=office.diana.person)

    def name(who: object) -> object:
        return lambda: name_substitute(
            headship,
            who.person,  # type: ignore[attr-defined]
            valid_from=TODAY,
            last_day=TODAY,
            act_reference="Res. Ex. 1",
            by=office.nora.access,
            on=TODAY,
        )

    results = at_once(name(office.emilio), name(office.bruno))  # type: ignore[arg-type]

    assert len(refusals(results)) == 1
    assert Membership.objects.substitutions().count() == 1
