"""Two at once, on PostgreSQL: of the last of a line only one commits; a guarantee leaves once."""

import pytest
from django.db import connection

from minga.budget import actions
from minga.budget.actions.guarantees import NotInCustody
from minga.budget.actions.ledger import CeilingExceeded
from minga.budget.integrity import check
from minga.budget.models import Guarantee, LedgerEntry
from tests.budget import guarantees, ledger
from tests.conftest import SCRIBE, TODAY, Cast
from tests.core.test_concurrency import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def test_two_commitments_compete_for_the_last_of_a_line(cast: Cast) -> None:
    line = ledger.ceiling(cast)
    spends = [ledger.spend(ledger.dossier(cast), 200_000) for _ in range(2)]
    first, second = (
        lambda spend=spend: actions.record_entry("commitment", spend, by=SCRIBE, on=TODAY)
        for spend in spends
    )

    results = at_once(first, second)

    assert {type(one) for one in results} == {LedgerEntry, CeilingExceeded}
    assert ledger.counters(line) == (200_000, 0, 0)
    assert list(check()) == []


def test_two_accruals_compete_for_one_commitment(cast: Cast) -> None:
    line, of = ledger.ceiling(cast), ledger.dossier(cast)
    ledger.recorded("commitment", of, 100)
    spends = [ledger.spend(of, 60) for _ in range(2)]
    first, second = (
        lambda spend=spend: actions.record_entry("accrual", spend, by=SCRIBE, on=TODAY)
        for spend in spends
    )

    results = at_once(first, second)

    assert {type(one) for one in results} == {LedgerEntry, CeilingExceeded}
    assert ledger.counters(line) == (100, 60, 0)


def test_a_guarantee_is_returned_or_cashed_and_not_both(cast: Cast) -> None:
    made = guarantees.guarantee(cast)

    results = at_once(
        lambda: actions.return_guarantee(
            made, document="Ord. 1", ended_on=TODAY, by=SCRIBE, on=TODAY
        ),
        lambda: actions.cash_guarantee(
            made, document="Ord. 2", ended_on=TODAY, by=SCRIBE, on=TODAY
        ),
    )

    assert {type(one) for one in results} == {Guarantee, NotInCustody}
