"""Figures: exact fractions, shown rounded once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.indicators.figures import decimal, shown
from minga.core.indicators.registry import Measure, Row

rows = st.lists(
    st.builds(
        Row,
        public_id=st.uuids().map(str),
        label=st.just("x"),
        numerator=st.integers(0, 9),
        denominator=st.integers(0, 9),
        groups=st.sampled_from([(), (("place", "a", "Arica"),), (("place", "b", "Belén"),)]),
    )
)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Fraction(1, 2), "%", "50 %"),
        (Fraction(1, 3), "%", "33,3 %"),
        (Fraction(2, 3), "%", "66,7 %"),
        (Fraction(1, 2000), "%", "0,1 %"),
        (Fraction(1, 2001), "%", "0 %"),
        (Fraction(1234567), "viviendas", "1.234.567 viviendas"),
        (Fraction(-5, 2), "días", "−2,5 días"),
        (Fraction(-1, 100), "días", "0 días"),
        (Fraction(5), "", "5"),
        (None, "%", "–"),
    ],
)
def test_a_figure_is_read_in_spanish_rounded_half_up(value: Fraction, unit: str, said: str):
    assert shown(value, unit) == said


@given(st.fractions())
def test_what_is_shown_is_the_nearest_tenth(value: Fraction):
    text = decimal(value).replace(".", "").replace("−", "-").replace(",", ".")
    assert abs(Fraction(text) - value) <= Fraction(1, 20)


@given(rows)
def test_the_parts_of_a_figure_add_up_to_it(found: list[Row]):
    measure = Measure.of(found, "place")

    assert sum(part.numerator for part in measure.parts) == measure.numerator
    assert sum(part.denominator for part in measure.parts) == measure.denominator
    assert measure.rows_count == len(found)
    assert len({part.label for part in measure.parts}) == len(measure.parts)


def test_what_was_not_measured_is_not_zero():
    assert Measure.of([]).value is None
    assert Measure.of([Row("a", "a", 0, 4)]).value == 0


def test_a_row_without_a_place_is_told_apart():
    (part,) = Measure.of([Row("a", "a", 1, 2)], "place").parts
    assert part.label == "Sin clasificar"
