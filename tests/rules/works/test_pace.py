"""When a work ends at its pace of the last months."""

import pytest

from minga.rules.works import pace as rules


@pytest.mark.parametrize(
    ("accumulated", "months"),
    [
        ([], None),
        ([2500], None),
        ([0, 1000], 9),
        ([0, 5000, 5000, 5000, 5000], None),
        ([3000, 2900], None),
        ([0, 400, 1100, 1800, 2500], 11),
        ([0, 9999], 1),
        ([9999, 10_000], 0),
        ([0, 1], None),
        ([0, 83], 120),
        ([0, 82], None),
    ],
)
def test_the_months_that_are_left(accumulated: list[int], months: int | None) -> None:
    assert rules.months_to_end(accumulated) == months


def test_only_the_last_three_months_count() -> None:
    assert rules.pace([0, 5000, 5100, 5200, 5300]) == (300, 3)
    assert rules.pace([5200, 5300]) == (100, 1)


def test_the_curve_to_come_ends_at_100() -> None:
    assert rules.ahead([0, 3334]) == [6668, 10_000]
    assert rules.ahead([0, 1, 9000, 9005]) == [10_000]
    assert rules.ahead([9000, 9000]) == []
    assert rules.ahead([0, 10_000]) == []


def test_halves_go_up() -> None:
    assert rules.ahead([0, 0, 0, 5002])[0] == 6669
    assert rules.ahead([0, 0, 4001])[0] == 6002
