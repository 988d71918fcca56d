"""Earned value against published examples, and what stands where nothing can be divided."""

from fractions import Fraction

import numpy as np
import pytest

from minga.rules.works import earned_value as rules
from minga.rules.works.earned_value import UNKNOWN, Measured

Row = tuple[int, int, int, int]


def measured(*rows: Row) -> Measured:
    """Rows of PV, EV, AC, BAC."""
    return Measured(*(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)))


def found(*row: int) -> dict[str, int]:
    pv, ev, ac, bac = row
    answer = rules.indices(measured((pv, ev, ac, bac)))
    return {name: int(column[0]) for name, column in answer._asdict().items()}


def test_the_fence_of_four_sides() -> None:
    """R. Mulcahy, «PMP Exam Prep», p. 210, as worked out in
    https://studylib.net/doc/5898152/earned-value-exercise: four sides of $ 1.000, a side a day, at
    the end of the third day. It divides by a CPI rounded to .893 and says 4.479, 1.679 and -479:
    without rounding on the way it is one dollar more."""
    budget = np.array([4000], dtype=np.int64)
    planned = int(rules.worth(budget, np.array([7500]))[0])
    earned = int(rules.worth(budget, np.array([6250]))[0])

    fence = found(planned, earned, 2800, 4000)

    assert (planned, earned) == (3000, 2500)
    assert (fence["cost_variance"], fence["schedule_variance"]) == (-300, -500)
    assert (fence["cost_index"], fence["schedule_index"]) == (893, 833)
    assert fence["at_completion"] == 4480
    assert fence["to_complete"] == 1680
    assert fence["variance_at_completion"] == -480
    assert int(Fraction(4000 * 1000, fence["cost_index"])) == 4479


def test_design_build_and_test() -> None:
    """«What is Earned Value?», https://www.wnwk.com/doc/3476926.html: BAC 500, PV 300, EV 200,
    AC 250 give CV -50, SV -100, CPI .80, SPI .67, EAC 625, and VAC from it."""
    project = found(300, 200, 250, 500)

    assert (project["cost_variance"], project["schedule_variance"]) == (-50, -100)
    assert (project["cost_index"], project["schedule_index"]) == (800, 667)
    assert project["at_completion"] == 625
    assert project["to_complete"] == 375
    assert project["variance_at_completion"] == -125


def test_forecasts_with_the_index_to_complete() -> None:
    """«EVM forecasting», https://wikislate.com/view.php?p=15-evm-forecasting.html, in thousands of
    dollars: BAC 100, EV 40, AC 45, SPI .80 (PV 50): CPI .89, EAC 112,5, ETC 67,5, VAC -12,5,
    TCPI 1.09."""
    project = found(50_000, 40_000, 45_000, 100_000)

    assert project["cost_index"] == 889
    assert project["schedule_index"] == 800
    assert project["at_completion"] == 112_500
    assert project["to_complete"] == 67_500
    assert project["variance_at_completion"] == -12_500
    assert project["to_complete_index"] == 1091


def test_the_task_of_the_tutorial_of_nasa() -> None:
    """NASA EVM Tutorial, http://evm.nasa.gov/tutorialb.html: planned $ 100k, accomplished $ 60k,
    cost $ 110k."""
    task = found(100_000, 60_000, 110_000, 100_000)

    assert (task["schedule_variance"], task["cost_variance"]) == (-40_000, -50_000)


@pytest.mark.parametrize(
    ("row", "unknown"),
    [
        ((0, 0, 0, 500), {"schedule_index", "cost_index", "at_completion"}),
        ((100, 0, 90, 500), {"at_completion"}),
        ((100, 100, 0, 500), {"cost_index", "at_completion"}),
        ((100, 100, -5, 500), {"cost_index", "at_completion"}),
        ((500, 500, 500, 500), {"to_complete_index"}),
        ((500, 400, 600, 500), {"to_complete_index"}),
    ],
)
def test_nothing_is_said_where_there_is_nothing_to_divide_by(row: Row, unknown: set[str]) -> None:
    project = found(*row)

    if "at_completion" in unknown:
        unknown = unknown | {"to_complete", "variance_at_completion"}
    assert {name for name, value in project.items() if value == UNKNOWN} == unknown


def test_amounts_beyond_what_two_of_them_multiplied_can_hold() -> None:
    huge = 9 * 10**14

    project = found(huge, huge // 3, huge // 2, huge)

    assert project["at_completion"] == huge * 3 // 2
    assert project["cost_index"] == 667


def test_halves_go_up_and_below_zero_as_their_opposites() -> None:
    budget = np.array([5, -5, 15, 14], dtype=np.int64)

    assert rules.worth(budget, np.array([1000, 1000, 1000, 1000])).tolist() == [1, -1, 2, 1]


def test_each_position_is_its_own() -> None:
    rows: list[Row] = [(300, 200, 250, 500), (50_000, 40_000, 45_000, 100_000)]

    together = rules.indices(measured(*rows))

    for at, row in enumerate(rows):
        assert {name: int(c[at]) for name, c in together._asdict().items()} == found(*row)


def test_columns_of_different_length_are_refused() -> None:
    one, two = (np.array(values, dtype=np.int64) for values in ([1], [1, 2]))

    with pytest.raises(ValueError, match="same length"):
        rules.indices(Measured(one, one, two, one))
