"""The rules of an agreement and how their figures read."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.rules import agreements as rules
from minga.rules.parameters import NotInForce, parameter
from minga.workplan.agreements.figures import shown
from minga.workplan.agreements.models import Goal

BANDS = parameter("agreements", "collective_increment", date(2007, 12, 31)).values["bands"]


@pytest.mark.parametrize(
    ("points", "part"), [(100, 100), (90, 100), (89, 50), (75, 50), (74, 0), (0, 0)]
)
def test_the_increment_is_whole_from_90_and_half_from_75(points: int, part: int) -> None:
    assert rules.part_earned(points, BANDS) == part


def test_the_bands_are_dated_have_a_source_and_say_that_nobody_verified_them() -> None:
    rule = parameter("agreements", "collective_increment", date(2007, 12, 31))

    assert rule.since == date(2004, 1, 1)
    assert "19.553" in rule.source
    assert not rule.verified


def test_before_its_first_table_a_parameter_is_not_zero_but_refused() -> None:
    with pytest.raises(NotInForce):
        parameter("agreements", "collective_increment", date(2003, 12, 31))


@pytest.mark.parametrize(
    ("numerator", "at_least", "met"),
    [(7, True, True), (6, True, False), (8, True, True), (7, False, True), (8, False, False)],
)
def test_the_target_itself_is_met_in_both_directions(
    numerator: int, at_least: bool, met: bool
) -> None:
    found = rules.figure(numerator, 10, is_percent=True)

    assert rules.is_met(found, Fraction(70), at_least=at_least) is met


@pytest.mark.parametrize("at_least", [True, False])
def test_without_a_figure_no_goal_is_met(at_least: bool) -> None:
    assert not rules.is_met(None, Fraction(0), at_least=at_least)


# Small figures, so that the target itself is met often.
figures = st.tuples(st.integers(0, 12), st.integers(1, 12), st.integers(0, 1000))


@given(figures)
def test_meeting_agrees_with_the_cross_product_of_whole_numbers(told: tuple[int, ...]) -> None:
    top, bottom, tenths = told
    found = rules.figure(top, bottom, is_percent=True)

    met = rules.is_met(found, Fraction(tenths, 10), at_least=True)

    assert met is (top * 1000 >= tenths * bottom)


def test_points_are_those_of_the_goals_that_are_met() -> None:
    assert rules.score([40, 30, 20, 10], [True, False, True, False]) == 60
    with pytest.raises(ValueError, match="zip"):
        rules.score([40], [True, False])


def _goal(target_tenths: int = 700, unit: str = "percent", direction: str = "at_least") -> Goal:
    return Goal(target_tenths=target_tenths, unit=unit, direction=direction)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(500, 7), "71,4\u00a0%"),
        (Fraction(70), "70,0\u00a0%"),
        (Fraction(0), "0,0\u00a0%"),
        (Fraction(6996, 100), "69,96\u00a0%"),
        (Fraction(69_999, 1000), "69,999\u00a0%"),
        (Fraction(6994, 100), "69,9\u00a0%"),
    ],
)
def test_rounding_never_says_that_a_target_was_reached_when_it_was_not(
    value: Fraction, said: str
) -> None:
    assert shown(value, _goal()) == said


def test_nor_of_a_limit() -> None:
    limit = _goal(direction="at_most")

    assert shown(Fraction(7004, 100), limit) == "70,04\u00a0%"
    assert shown(Fraction(70), limit) == "70,0\u00a0%"


def test_a_count_is_whole() -> None:
    assert shown(Fraction(1234), _goal(90, "count")) == "1.234"
    assert shown(Fraction(17, 2), _goal(90, "count")) == "8,5"
    assert _goal(90, "count").target_words == "al menos 9"
    assert _goal(695).target_words == "al menos 69,5\u00a0%"
