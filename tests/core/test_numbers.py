"""Figures as they are written in Chile; what has two readings is refused with both."""

import math
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.errors import Unreadable
from minga.core.money import pesos, read_pesos, read_uf, read_uf_day, uf
from minga.core.numbers import decimal, read_decimal, read_integer, rounded, whole


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1.234", 1234),
        (" 1 234 567 ", 1_234_567),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ("-5", -5),
        ("\u22125", -5),
        ("– 5", -5),
        ("1.234,00", 1234),
        ("0", 0),
        ("007", 7),
        (12, 12),
        (12.0, 12),
        (-12.0, -12),
    ],
)
def test_a_whole_number_is_read(typed: Any, number: int) -> None:
    assert read_integer(typed) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", 12_345_000),
        ("1234,5", 12_345_000),
        ("1234", 12_340_000),
        ("1.234.567", 12_345_670_000),
        ("1.234,5678", 12_345_678),
        ("0,0001", 1),
        ("-0,5", -5000),
        ("1,50000", 15_000),
        ("1,234", 12_340),
        (187.5, 1_875_000),
        (0.1, 1000),
        (1234.5678, 12_345_678),
        (3, 30_000),
    ],
)
def test_decimals_are_read_exactly(typed: Any, number: int) -> None:
    assert read_decimal(typed, 4) == number


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("1.234", "«1.234,0» o «1,234»"),
        ("-1.234", "«-1.234,0» o «-1,234»"),
        ("1234.5", "«1.234,5» o «12.345»"),
        ("1,234.5", "«1.234,5» o «1,2345»"),
        ("12.34", "«12,34» o «1.234»"),
        ("0.5", "«0,5» o «5»"),
        ("0.123", "«0,123»"),
        ("1,234,567", "«1.234.567»"),
        ("(1.234)", "«-1.234»"),
        ("1,23456", "«1,2346»"),
        (1.23456, "«1,2346»"),
        (-1.23456, "«-1,2346»"),
    ],
)
def test_two_readings_are_refused_with_both(typed: Any, proposal: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_decimal(typed, 4)

    assert refused.value.proposal == proposal


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("1234.5", ""),
        ("12.34", ""),
        ("1,234.5", ""),
        ("1,234.567", ""),
        ("0.5", ""),
        ("-12,5", ""),
        (12.5, ""),
        (-12.4, ""),
        ("1,234", "«1.234»"),
        ("-1234.567", "«-1.234.567»"),
        ("1234.0", "«1.234»"),
        ("1,234.00", "«1.234»"),
        ("1234.000", "«1.234» o «1.234.000»"),
    ],
)
def test_of_what_is_whole_nothing_is_proposed_that_was_not_written(
    typed: Any, proposal: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_integer(typed)

    assert refused.value.proposal == proposal


def test_a_point_in_what_is_whole_is_told_kindly() -> None:
    with pytest.raises(Unreadable) as refused:
        read_integer("1234.5")

    assert str(refused.value) == (
        "«1234.5» no se lee como un número entero: aquí van sin decimales, y el punto separa miles."
    )


@pytest.mark.parametrize(
    "typed",
    [
        *("abc", "1e5", "--5", "- -5", "1.23.4", "1.234 567", "1,2,3", "١٢", "½", "1..2", ",5"),
        *("5,", "-", True, float("nan"), float("inf"), -math.inf, 10**18, -(10**18), "9" * 19),
        *("9" * 5000, 1e300),
    ],
)
def test_what_is_no_number_is_refused(typed: Any) -> None:
    with pytest.raises(Unreadable) as refused:
        read_decimal(typed, 0)

    assert refused.value.reason.endswith(".")
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0", None])
def test_an_empty_cell_is_nothing(typed: Any) -> None:
    assert read_decimal(typed, 4) is None


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_what_is_shown_is_read_back(number: int, places: int) -> None:
    """But for one group of thousands alone, where a point could be a decimal one."""
    shown = decimal(number, places, least=min(places, 1))

    assert read_decimal(shown, places) == number


@given(st.integers(-(10**10), 10**10))
def test_a_native_number_is_read_by_what_it_shows(number: int) -> None:
    assert read_decimal(number / 10_000, 4) == number


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_a_native_number_is_read_exactly_or_refused(value: float) -> None:
    try:
        number = read_decimal(value, 4)
    except Unreadable:
        return
    assert number is not None
    assert number / 10_000 == value


@given(st.text(alphabet="0123456789.,-−()$ UF%e", max_size=12))
def test_nothing_typed_breaks_the_reader(typed: str) -> None:
    for read in (read_pesos, read_uf, read_uf_day, read_integer):
        with suppress(Unreadable):
            number = read(typed)
            assert number is None or abs(number) < 10**18


@given(st.integers(-(10**12), 10**12))
def test_amounts_are_read_as_they_are_shown(amount: int) -> None:
    assert read_pesos(pesos(amount)) == amount
    assert read_uf(uf(amount)) == amount


@pytest.mark.parametrize(
    "typed", ["$ 1.234", "$1.234", "$ -1.234", "-$ 1.234", "1.234 pesos", "CLP 1.234"]
)
def test_the_mark_of_pesos_may_stand_beside(typed: str) -> None:
    assert abs(read_pesos(typed) or 0) == 1234


@pytest.mark.parametrize("typed", ["UF 1.234,56", "1.234,56 UF", "uf 1.234,56", "U.F. 1.234,56"])
def test_the_mark_of_the_uf_may_stand_beside(typed: str) -> None:
    assert read_uf(typed) == 12_345_600


@pytest.mark.parametrize(
    ("typed", "word"), [("M$ 12", "miles"), ("MM$12", "millones"), ("US$ 3", "dólares")]
)
def test_other_units_are_told_apart(typed: str, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        read_pesos(typed)


@pytest.mark.parametrize("typed", ["$ 1.234", "1.234 %"])
def test_the_mark_of_something_else_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_uf(typed)


def test_a_proposal_is_rounded_half_up() -> None:
    assert rounded(12, "345", 2) == 1235
    assert rounded(12, "344", 2) == 1234
    assert rounded(12, "", 2) == 1200


def test_thousands_have_points_and_decimals_a_comma() -> None:
    assert whole(-1_234_567) == "−1.234.567"
    assert decimal(12_345_600, 4, least=2) == "1.234,56"
    assert decimal(12_340_000, 4) == "1.234"
    assert decimal(-5, 1, least=1) == "−0,5"
