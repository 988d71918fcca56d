"""A month as a value: in order, counted, read as people write it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.errors import Unreadable
from minga.core.months import NAMES, Month, read_month

OCTOBER = Month(2007, 10)
months = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))


@given(months, months)
def test_order_and_distance_are_those_of_their_first_days(one: Month, other: Month) -> None:
    assert (one < other) == (one.first < other.first)
    assert one + (other - one) == other
    assert (one - other > 0) == (one > other)


@given(months, st.integers(-200, 200), st.integers(-200, 200))
def test_adding_months_adds_up(month: Month, some: int, more: int) -> None:
    assert month + some + more == month + (some + more)
    assert month + some - some == month


@given(months)
def test_its_days_are_its_own_and_no_other(month: Month) -> None:
    days = list(month.days())

    assert (days[0], days[-1]) == (month.first, month.last)
    assert all(day in month for day in days)
    assert month.first - timedelta(days=1) not in month
    assert month.last + timedelta(days=1) == (month + 1).first
    assert {Month.of(day) for day in days} == {month}


@given(months, st.integers(0, 40))
def test_going_until_another_month_includes_it(month: Month, count: int) -> None:
    gone = list(month.until(month + count))

    assert (gone[0], gone[-1], len(gone)) == (month, month + count, count + 1)
    assert gone == sorted(gone)


def test_a_year_begins_after_the_twelfth() -> None:
    assert Month(2007, 12) + 1 == Month(2008, 1)
    assert Month(2008, 1) - 1 == Month(2007, 12)
    assert Month(2008, 1) - Month(2007, 1) == 12
    assert list(Month(2008, 2).until(Month(2008, 1))) == []


def test_the_last_month_of_all_ends() -> None:
    assert Month(9999, 12).last == date.max


def test_it_says_its_name_and_its_code() -> None:
    assert str(OCTOBER) == "2007-10"
    assert OCTOBER.name == "octubre de 2007"
    assert Month.parse("2007-10") == OCTOBER


@pytest.mark.parametrize("year_month", [(2007, 0), (2007, 13), (0, 1), (10000, 1)])
def test_a_month_that_does_not_exist_cannot_be_made(year_month: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="No existe el mes"):
        Month(*year_month)


@pytest.mark.parametrize("text", ["2007-1", "10-2007", "2007/10", "octubre"])
def test_an_address_says_it_in_one_way(text: str) -> None:
    with pytest.raises(ValueError, match="aaaa-mm"):
        Month.parse(text)


@pytest.mark.parametrize(
    "typed",
    [
        "2007-10",
        "10-2007",
        "10/2007",
        "octubre 2007",
        "Octubre de 2007",
        "OCTUBRE DEL 2007",
        "oct-07",
        "oct. 2007",
        "oct 07",
        date(2007, 10, 1),
        datetime(2007, 10, 1),
        OCTOBER,
    ],
)
def test_it_is_read_as_people_write_it(typed: Any) -> None:
    assert read_month(typed) == OCTOBER


@given(months)
def test_what_is_shown_is_read_back(month: Month) -> None:
    assert read_month(month.name) == read_month(str(month)) == month


@pytest.mark.parametrize("number", range(1, 13))
def test_every_name_and_its_short_form_is_known(number: int) -> None:
    name = NAMES[number - 1]

    assert read_month(f"{name} 2007") == read_month(f"{name[:3]}-2007") == Month(2007, number)
    assert read_month("sept-2007") == read_month("setiembre 2007") == Month(2007, 9)


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        (date(2007, 10, 2), "«2007-10»"),
        ("200710", "«2007-10»"),
        (200710.0, "«2007-10»"),
        ("oct-97", "«oct 1997» o «oct 2097»"),
        ("13-2007", ""),
        ("07-10", ""),
        ("octubre", ""),
        (7.0, ""),
        (float("nan"), ""),
        (True, ""),
    ],
)
def test_what_is_not_sure_is_refused(typed: Any, proposal: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_month(typed)

    assert refused.value.proposal == proposal
