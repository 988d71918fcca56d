"""Many amounts divided at once are those divided one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.rules.division import largest_remainder
from minga.rules.works.parts import split_all

THINGS = st.lists(
    st.tuples(
        st.integers(-(10**14), 10**14) | st.integers(-20, 20),
        st.lists(st.integers(0, 5) | st.integers(0, 10**13), min_size=1, max_size=5).filter(any),
    ),
    max_size=6,
)


def ints(values: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array(values, dtype=np.int64)


@given(THINGS)
def test_as_one_by_one(things: list[tuple[int, list[int]]]) -> None:
    owner = [at for at, (_, weights) in enumerate(things) for _ in weights]
    weight = [one for _, weights in things for one in weights]

    found = split_all(ints([amount for amount, _ in things]), ints(owner), ints(weight))

    expected = [
        part for amount, weights in things for part in largest_remainder(amount, ints(weights))
    ]
    assert found.tolist() == expected


def test_owners_in_any_order() -> None:
    found = split_all(ints([100, 10]), ints([1, 0, 1, 0, 1]), ints([1, 30, 1, 70, 1]))

    assert found.tolist() == [4, 30, 3, 70, 3]


def test_two_communes() -> None:
    assert split_all(ints([500_000]), ints([0, 0]), ints([7000, 3000])).tolist() == [
        350_000, 150_000,
    ]  # fmt: skip


def test_nothing_to_weigh_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        split_all(ints([1]), ints([0]), ints([0]))
