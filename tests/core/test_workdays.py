"""Working days of a region of Chile."""

from datetime import date, timedelta

import pytest
from holidays import list_supported_countries
from hypothesis import given
from hypothesis import strategies as st

from minga.core.months import Month
from minga.core.workdays import (
    REGIONS,
    add_working_days,
    holiday,
    is_working_day,
    nth_working_day,
    region_on,
    working_days_between,
)

MORRO = date(2024, 6, 7)  # a Friday: Asalto y Toma del Morro, only in Arica y Parinacota
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def test_saturdays_and_sundays_do_not_work() -> None:
    assert [is_working_day(date(2007, 11, day)) for day in (2, 3, 4, 5)] == [
        True,
        False,
        False,
        True,
    ]


def test_a_holiday_does_not_work_and_says_its_name() -> None:
    assert not is_working_day(date(2007, 12, 25))
    assert holiday(date(2007, 12, 25)) == "Navidad"
    assert holiday(date(2007, 12, 24)) == ""


def test_a_holiday_of_one_region_is_of_no_other() -> None:
    assert not is_working_day(MORRO, "AP")
    assert is_working_day(MORRO, "TA")
    assert is_working_day(MORRO)


def test_before_the_split_a_place_had_the_holidays_of_its_old_region() -> None:
    assert region_on("AP", date(2007, 10, 7)) == "TA"
    assert region_on("AP", date(2007, 10, 8)) == "AP"
    assert region_on("TA", date(2007, 10, 7)) == "TA"
    assert region_on("NB", date(2018, 9, 5)) == "BI"
    assert region_on("LR", date(2007, 10, 1)) == "LL"
    assert region_on("", date(2007, 10, 1)) == ""


def test_the_regions_are_those_of_the_table_of_holidays() -> None:
    assert set(list_supported_countries()["CL"]) == REGIONS


def test_a_region_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no es una región de Chile"):
        is_working_day(MORRO, "XX")


def test_the_fifth_working_day_of_a_month() -> None:
    assert nth_working_day(Month(2008, 1), 5, "TA") == date(2008, 1, 8)
    assert nth_working_day(Month(2007, 9), -1, "TA") == date(2007, 9, 28)


@pytest.mark.parametrize("number", [0, 24, -24])
def test_a_month_has_so_many_working_days_and_no_more(number: int) -> None:
    with pytest.raises(ValueError, match="no tiene un día hábil"):
        nth_working_day(Month(2008, 1), number)


def test_a_term_that_ends_on_a_day_of_rest_ends_on_the_next_that_works() -> None:
    assert add_working_days(date(2007, 12, 29), 0) == date(2007, 12, 31)
    assert add_working_days(date(2007, 12, 31), 0) == date(2007, 12, 31)
    assert add_working_days(date(2007, 12, 31), 1) == date(2008, 1, 2)
    assert add_working_days(date(2008, 1, 2), -1) == date(2007, 12, 31)


@given(days, st.integers(1, 25))
def test_adding_is_going_day_by_day(day: date, count: int) -> None:
    slow = day
    left = count
    while left:
        slow += timedelta(days=1)
        left -= is_working_day(slow, "TA")

    assert add_working_days(day, count, "TA") == slow
    assert working_days_between(day, slow, "TA") == count
    assert working_days_between(slow, day, "TA") == -count


@given(st.integers(2000, 2030), st.integers(1, 12), st.integers(1, 15))
def test_the_nth_has_n_of_its_month_until_it(year: int, number: int, place: int) -> None:
    month = Month(year, number)

    found = nth_working_day(month, place, "AP")

    assert found in month
    assert sum(is_working_day(day, "AP") for day in month.days() if day <= found) == place
