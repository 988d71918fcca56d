"""What a work plan earns: the cases of the office, and any plan filled in by hand."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.rules import workplan

CASES = tomllib.loads((Path(__file__).parent / "cases" / "workplan.toml").read_text("utf-8"))
FULFILLED = "CUMPLE"

# (objective, weight, fulfilled): few objectives, so that most are shared and some stay empty.
Activity = tuple[int, int, bool]
activities = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 100), st.booleans()), max_size=12)


def earned_by_hand(rows: list[Activity]) -> list[int]:
    """The last column of the form, as a person fills it in."""
    column = []
    for _objective, weight, fulfilled in rows:
        if fulfilled:
            column.append(weight)
        else:
            column.append(0)
    return column


def totals_by_hand(rows: list[Activity], points: list[int], objectives: int) -> list[int]:
    totals = [0] * objectives
    for (objective, _weight, _fulfilled), point in zip(rows, points, strict=True):
        totals[objective] = totals[objective] + point
    return totals


@pytest.mark.parametrize("case", CASES["caso"], ids=lambda case: case["nombre"])
def test_the_cases_of_the_office(case: dict[str, Any]) -> None:
    rows = case["actividades"]
    weight = workplan.ints(row["pondera"] for row in rows)
    fulfilled = workplan.bools(row["estado"] == FULFILLED for row in rows)
    objective = workplan.ints(row["objetivo"] - 1 for row in rows)

    points = workplan.earned(weight, fulfilled)

    assert points.tolist() == case["gana"]
    assert int(points.sum()) == case["total"]
    by_objective = workplan.total_by_objective(objective, points, len(case["por_objetivo"]))
    assert by_objective.tolist() == case["por_objetivo"]
    assert workplan.missing_weight(weight) == case["falta"]


@given(activities)
def test_it_earns_what_the_form_filled_in_by_hand_says(rows: list[Activity]) -> None:
    weight = workplan.ints(weight for _, weight, _ in rows)
    fulfilled = workplan.bools(fulfilled for _, _, fulfilled in rows)

    points = workplan.earned(weight, fulfilled)

    assert points.tolist() == earned_by_hand(rows)
    assert points.dtype == np.int64


@given(activities)
def test_the_objectives_add_up_as_by_hand(rows: list[Activity]) -> None:
    points = earned_by_hand(rows)
    objective = workplan.ints(objective for objective, _, _ in rows)

    totals = workplan.total_by_objective(objective, workplan.ints(points), 4)

    assert totals.tolist() == totals_by_hand(rows, points, 4)
    assert int(totals.sum()) == sum(points)


@given(st.lists(st.integers(1, 100), max_size=12))
def test_what_is_missing_and_what_there_is_make_100(weights: list[int]) -> None:
    missing = workplan.missing_weight(workplan.ints(weights))

    assert missing + sum(weights) == 100
    assert (missing > 0) == (sum(weights) < 100)


@given(activities)
def test_it_never_earns_more_than_its_weight_nor_less_than_nothing(rows: list[Activity]) -> None:
    weight = workplan.ints(weight for _, weight, _ in rows)
    nothing = workplan.bools(False for _ in rows)
    everything = workplan.bools(True for _ in rows)

    assert workplan.earned(weight, nothing).tolist() == [0] * len(rows)
    assert workplan.earned(weight, everything).tolist() == weight.tolist()


def test_the_columns_stay_as_they_were() -> None:
    weight, fulfilled = workplan.ints([10, 20]), workplan.bools([True, False])

    workplan.earned(weight, fulfilled)
    workplan.total_by_objective(workplan.ints([0, 0]), weight, 1)

    assert weight.tolist() == [10, 20]
    assert fulfilled.tolist() == [True, False]


@pytest.mark.parametrize(("weights", "states"), [(2, 1), (1, 2), (1, 0), (0, 1)])
def test_columns_of_different_lengths_are_refused(weights: int, states: int) -> None:
    with pytest.raises(ValueError, match="same length"):
        workplan.earned(workplan.ints([10] * weights), workplan.bools([True] * states))


def test_an_objective_that_does_not_exist_is_refused() -> None:
    with pytest.raises(IndexError):
        workplan.total_by_objective(workplan.ints([2]), workplan.ints([10]), 2)
