"""Two people at once, on PostgreSQL: one carries, the other is told which plan has it."""

import pytest
from django.db import connection

from minga.workplan.carrying import actions, errors
from minga.workplan.carrying.actions import Told
from minga.workplan.carrying.models import Became, CarriedCommitment, CarriedOutcome
from tests.conftest import Cast
from tests.workplan.carrying.factories import SOURCE, carried, leaves, three, years
from tests.workplan.test_concurrency import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def test_two_who_carry_the_same_at_once_carry_it_once(cast: Cast) -> None:
    old, new = years(cast)
    with leaves(*three(cast)):
        results = at_once(
            old,
            lambda: actions.carry(new, [(SOURCE, "k0"), (SOURCE, "k1")], by=cast.ana.access),
            lambda: actions.carry(new, [(SOURCE, "k1"), (SOURCE, "k2")], by=cast.bruno.access),
        )

    assert {type(one) for one in results} == {list, errors.AlreadyCarried}
    assert CarriedCommitment.objects.count() == 2


def test_two_who_tell_at_once_from_the_same_page_tell_it_once(cast: Cast) -> None:
    _, new = years(cast)
    with leaves(*three(cast)):
        (row,) = carried(cast, new)

    results = at_once(
        row,
        lambda: actions.tell(row, Told(Became.ONGOING, "Falta."), seen=0, by=cast.ana.access),
        lambda: actions.tell(row, Told(Became.FULFILLED, "Sí."), seen=0, by=cast.bruno.access),
    )

    assert {type(one) for one in results} == {CarriedOutcome, errors.ChangedMeanwhile}
