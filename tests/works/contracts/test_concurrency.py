"""Two statements at once, of what the line of the law has left, on PostgreSQL."""

import pytest
from django.db import connection

from minga.budget.actions.ledger import CeilingExceeded
from minga.budget.integrity import check
from minga.works.contracts import actions
from minga.works.contracts.models import PaymentStatement
from tests.budget.ledger import counters
from tests.core.test_concurrency import at_once
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import Site

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def test_two_statements_compete_for_what_the_law_has_left(works: Site) -> None:
    line = make.law_of_works(works.cast, 240_003)
    statements = []
    for slot in ("Calzadas", "Veredas"):
        made = works.received(works.running(slot=slot), 120_000_000, readjustment=2_000)
        statements.append(actions.review_statement(made, by=works.head.access))
    by = works.cast.diana.access

    results = at_once(*(lambda s=s: actions.approve_statement(s, by=by) for s in statements))

    assert {type(one) for one in results} == {PaymentStatement, CeilingExceeded}
    assert counters(line) == (240_002_000, 120_002_000, 0)
    assert sorted(PaymentStatement.objects.values_list("state", flat=True)) == [
        "approved", "received",
    ]  # fmt: skip
    assert list(check()) == []
