"""What deserves somebody's eye, at the threshold and one hundredth before it."""

import numpy as np
import pytest

from minga.rules.works import alerts as rules


def ints(*values: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array(values, dtype=np.int64)


def test_late_from_the_threshold_on() -> None:
    due, real = ints(3400, 3400, 3400, 1000, 999, -1), ints(2400, 2401, 5000, -1, -1, 0)

    assert rules.late(due, real, 1000).tolist() == [True, False, False, True, False, False]


def test_money_far_from_the_work_either_way() -> None:
    budget, spent = ints(100, 100, 100, 100, 0, 100), ints(30, 31, 70, 69, 50, 90)
    real = ints(5000, 5000, 5000, 5000, 5000, -1)

    assert rules.apart(budget, spent, real, 2000).tolist() == [
        True, False, True, False, False, False,
    ]  # fmt: skip


def test_over_the_budget_by_a_peso() -> None:
    assert rules.overspent(ints(100, 100, 0), ints(100, 101, 5)).tolist() == [False, True, False]


def test_large_amounts_are_exact() -> None:
    assert rules.spent_part(ints(9 * 10**15), ints(9 * 10**15 - 1)).tolist() == [9999]


def test_all_at_once() -> None:
    one = ints(100), ints(120), ints(5000), ints(3000)

    found = rules.alerts(*one, late_by=2000, apart_by=9001)

    assert [column.tolist() for column in found] == [[True], [False], [True]]
    with pytest.raises(ValueError, match="same length"):
        rules.alerts(ints(1), ints(1), ints(1), ints(1, 2), late_by=1, apart_by=1)
