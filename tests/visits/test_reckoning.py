"""When visits open and are due, against days counted by hand on a calendar."""

from datetime import date

import pytest

from minga.visits.models import RuleVersion
from minga.visits.reckoning import due_on, openings


def days(rhythm: str, every: int, on: date, until: date | None, day: date) -> list[date]:
    version = RuleVersion(rhythm=rhythm, every=every)
    return [opening.on for opening in openings(version, "x", on, until, day)]


def test_once_some_days_after_and_not_before():
    assert days("once", 5, date(2007, 6, 28), None, date(2007, 7, 2)) == []
    assert days("once", 5, date(2007, 6, 28), None, date(2007, 7, 3)) == [date(2007, 7, 3)]


def test_each_month_from_the_last_day_of_january():
    found = days("months", 1, date(2007, 1, 31), date(2007, 4, 30), date(2007, 12, 31))
    assert found == [date(2007, 2, 28), date(2007, 3, 31), date(2007, 4, 30)]


def test_each_thirty_days_until_the_case_ends():
    found = days("days", 30, date(2007, 3, 1), date(2007, 5, 1), date(2007, 12, 31))
    assert found == [date(2007, 3, 31), date(2007, 4, 30)]


def test_twice_a_year_the_first_from_when_it_began():
    found = days("yearly", 2, date(2007, 3, 15), date(2008, 1, 10), date(2008, 12, 31))
    assert found == [date(2007, 3, 15), date(2007, 7, 1), date(2008, 1, 1)]


def test_by_hand_the_calendar_makes_none():
    assert days("by_hand", 0, date(2007, 3, 15), None, date(2008, 12, 31)) == []


@pytest.mark.parametrize(
    ("opened", "days", "unit", "due"),
    [
        # From Thursday 13-09-2007: 14; the 17th (Ley 20.215), 18th and 19th are holidays; 20, 21,
        # 24, 25.
        (date(2007, 9, 13), 5, "working", date(2007, 9, 25)),
        (date(2007, 9, 13), 5, "calendar", date(2007, 9, 18)),
        # The last day of the year: the 1st is a holiday.
        (date(2007, 12, 31), 1, "working", date(2008, 1, 2)),
        (date(2007, 10, 31), 1, "working", date(2007, 11, 2)),
    ],
)
def test_the_deadline_counts_working_or_calendar_days(
    opened: date, days: int, unit: str, due: date
):
    assert due_on(opened, RuleVersion(deadline=days, deadline_in=unit), "TA") == due
