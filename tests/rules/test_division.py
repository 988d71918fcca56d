"""Figures of places read in the division of another day, against the article told one by one."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.rules.division import (
    ABSENT,
    UNDIVIDED,
    Edges,
    carried,
    groups_by_era,
    largest_remainder,
    totals,
)

PLACES = 6


def ints(values: Any) -> Any:
    return np.array(list(values), dtype=np.int64)


def edges(pairs: list[tuple[int, int]]) -> Edges:
    return Edges(ints(a for a, _ in pairs), ints(b for _, b in pairs))


def followed(place: int, here: dict[int, set[int]], born: set[int]) -> set[int] | None:
    """Where the whole of a place is after one change; None where it did not stand."""
    if place in here:
        return here[place]
    return None if place in born else {place}


def group_of(place: int, era: int, group: list[int], changes: list[Any], target: int) -> int:
    """As a person would: follow the place change by change, then look where all of it is."""
    if era == target:
        return group[place]
    forwards = era < target
    step = changes[era] if forwards else changes[era - 1]
    pairs = step if forwards else [(b, a) for a, b in step]
    here: dict[int, set[int]] = {}
    for a, b in pairs:
        here.setdefault(a, set()).add(b)
    places = followed(place, here, {b for _, b in pairs})
    if places is None:
        return ABSENT
    next_era = era + 1 if forwards else era - 1
    found = {group_of(p, next_era, group, changes, target) for p in places}
    return found.pop() if len(found) == 1 else UNDIVIDED


places = st.integers(0, PLACES - 1)
# Few places, so that splits, joins and what was not there are the rule and not the exception.
changes_of = st.lists(st.lists(st.tuples(places, places), max_size=5), max_size=4)
groups = st.lists(st.sampled_from([0, 1, 2, UNDIVIDED, ABSENT]), min_size=PLACES, max_size=PLACES)


@given(groups, changes_of, st.integers(0, 4))
def test_it_agrees_with_following_each_place_change_by_change(
    group: list[int], changes: list[Any], target: int
) -> None:
    target = min(target, len(changes))

    table = groups_by_era(ints(group), [edges(step) for step in changes], target)

    assert table.tolist() == [
        [group_of(place, era, group, changes, target) for place in range(PLACES)]
        for era in range(len(changes) + 1)
    ]


def test_what_only_moved_goes_with_its_new_group() -> None:
    assert carried(ints([7, 8]), ints([0]), ints([0])).tolist() == [7, 8]


def test_what_was_split_goes_nowhere_unless_its_parts_lie_together() -> None:
    step = edges([(0, 0), (0, 1)])

    assert carried(ints([7, 8]), *step).tolist() == [UNDIVIDED, ABSENT]
    assert carried(ints([7, 7]), *step).tolist() == [7, ABSENT]


def test_parts_read_in_the_division_of_their_whole_are_in_it() -> None:
    step = edges([(0, 0), (0, 1)])

    assert carried(ints([7, ABSENT]), step.targets, step.origins).tolist() == [7, 7]


def test_what_was_joined_is_not_parted_again() -> None:
    step = edges([(0, 2), (1, 2)])

    assert carried(ints([ABSENT, ABSENT, 9]), *step).tolist() == [9, 9, ABSENT]
    assert carried(ints([7, 8, ABSENT]), step.targets, step.origins).tolist() == [
        ABSENT,
        ABSENT,
        UNDIVIDED,
    ]


@given(
    st.lists(st.tuples(st.integers(-2, 3), st.integers(-(10**12), 10**12)), max_size=20),
)
def test_nothing_is_lost_and_nothing_is_counted_twice(rows: list[tuple[int, int]]) -> None:
    group, amount = ints(g for g, _ in rows), ints(a for _, a in rows)

    found = totals(group, amount, 4)

    assert found.tolist() == [sum(a for g, a in rows if g == k) for k in range(4)]


weights = st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any)


@given(st.integers(-(10**13), 10**13), weights)
def test_the_parts_of_an_amount_add_to_it_and_none_is_a_peso_off(
    amount: int, shares: list[int]
) -> None:
    parts = largest_remainder(amount, ints(shares)).tolist()

    whole = sum(shares)
    assert sum(parts) == amount
    for part, share in zip(parts, shares, strict=True):
        assert abs(part * whole - amount * share) < whole
        assert share or not part


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),  # the first of equals
        (100, [1, 2, 3], [17, 33, 50]),  # the largest remainder: 66,6 before 33,3
        (-100, [1, 1, 1], [-34, -33, -33]),
        (1, [5_000, 5_000], [1, 0]),
        (10, [0, 10_000], [0, 10]),
    ],
)
def test_the_peso_that_remains_goes_to_the_largest_remainder(
    amount: int, shares: list[int], parts: list[int]
) -> None:
    assert largest_remainder(amount, ints(shares)).tolist() == parts
