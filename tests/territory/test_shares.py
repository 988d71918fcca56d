"""A thing in several communes carries its share of each: the sum that the database keeps, and money
that is split to the peso."""

from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from minga.territory.models.shares import WHOLE, counts_shares, split
from tests.core.database import ask, refused, sql


@pytest.fixture
def things(db: None) -> None:
    """Two tables as a later area will have them."""
    sql(
        "CREATE TABLE thing (id integer PRIMARY KEY, share_total integer NOT NULL DEFAULT 0 "
        f"CONSTRAINT thing_shares_within_whole CHECK (share_total <= {WHOLE}))"
    )
    sql("CREATE TABLE part (id integer PRIMARY KEY, thing_id integer, hundredths integer)")
    for trigger in counts_shares("part", "thing", "thing_id"):
        sql(
            (trigger.sqlite() if connection.vendor == "sqlite" else trigger.postgres()).replace(
                "%", "%%"
            )
        )
    sql("INSERT INTO thing (id) VALUES (1), (2)")


def sums() -> list[int]:
    return ask("SELECT share_total FROM thing ORDER BY id")


def test_the_thing_knows_the_sum_of_its_shares(things: None) -> None:
    sql("INSERT INTO part VALUES (1, 1, 6000), (2, 1, 4000), (3, 2, 500)")
    assert sums() == [10_000, 500]

    sql("UPDATE part SET hundredths = 2500 WHERE id = 2")
    assert sums() == [8_500, 500]

    sql("UPDATE part SET thing_id = 2 WHERE id = 2")
    assert sums() == [6_000, 3_000]

    sql("DELETE FROM part WHERE id = 1")
    assert sums() == [0, 3_000]


def test_more_than_the_whole_is_refused(things: None) -> None:
    sql("INSERT INTO part VALUES (1, 1, 6000)")

    with refused("thing_shares_within_whole"):
        sql("INSERT INTO part VALUES (2, 1, 4001)")
    assert sums() == [6_000, 0]


@given(
    st.integers(0, 10**13),
    st.lists(st.integers(0, WHOLE), max_size=5).map(sorted),
)
def test_an_amount_is_split_to_the_peso(amount: int, cuts: list[int]) -> None:
    edges = [0, *cuts, WHOLE]
    shares = [(n, b - a) for n, (a, b) in enumerate(pairwise(edges))]

    parts = split(amount, shares)

    assert sum(parts.values()) == amount
    assert all(abs(parts[n] * WHOLE - amount * share) < WHOLE for n, share in shares)


def test_it_does_not_matter_in_which_order_the_shares_come() -> None:
    assert split(100, [(9, 3333), (4, 3333), (7, 3334)]) == {4: 33, 7: 34, 9: 33}
    assert split(1, [(9, 5000), (4, 5000)]) == split(1, [(4, 5000), (9, 5000)]) == {4: 1, 9: 0}


def test_shares_that_are_not_the_whole_split_nothing() -> None:
    with pytest.raises(ValueError, match="9999 hundredths"):
        split(100, [(1, 9_999)])
