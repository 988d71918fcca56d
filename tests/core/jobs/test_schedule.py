"""When something is due, and that it is begun once: off for days, clocks moved, hours that do not
exist."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core.jobs import schedule
from minga.core.jobs.models import Job, ScheduledRun
from minga.core.jobs.schedule import Cadence, every_day, every_month_on_workday, every_week
from tests.core.jobs.conftest import Declare

CHILE = ZoneInfo("America/Santiago")
Look = Callable[[datetime], int]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHILE)


@pytest.fixture
def look(db: None, declare: Declare, monkeypatch: pytest.MonkeyPatch) -> Look:
    """A daily job at six, alone; `look(now)` answers how many there are after a look."""
    monkeypatch.setattr(schedule, "_schedules", {})
    kind = declare(lambda run: None, label="Cierre")
    schedule.daily(kind, at="06:00")

    def look_at(now: datetime) -> int:
        schedule.ask_due(now)
        return Job.objects.count()

    return look_at


def test_the_first_time_nothing_is_owed(look: Look) -> None:
    assert look(at("2026-03-10T12:00")) == 0
    assert look(at("2026-03-11T05:59")) == 0
    assert look(at("2026-03-11T06:00")) == 1


def test_it_is_begun_once_however_often_one_looks(look: Look) -> None:
    look(at("2026-03-10T12:00"))

    assert [look(at(f"2026-03-11T{hour:02}:00")) for hour in (6, 7, 23)] == [1, 1, 1]
    assert look(at("2026-03-12T06:00")) == 2


def test_after_being_off_the_last_one_is_begun_and_says_for_how_many(look: Look) -> None:
    look(at("2026-03-10T12:00"))

    assert look(at("2026-03-14T09:00")) == 1

    row = ScheduledRun.objects.latest("due_on")
    assert (row.due_on, row.missed) == (date(2026, 3, 14), 3)
    assert row.job is not None
    assert row.job.title == (
        "Cierre, del 14-03-2026 (vale también por otras 3 veces que se saltaron con Minga apagada)"
    )
    assert (row.job.by_operator, row.job.asked_by_label) == (True, "Calendario")


def test_one_that_was_missed_is_told_as_one(look: Look) -> None:
    look(at("2026-03-10T12:00"))
    look(at("2026-03-12T12:00"))

    assert "otra vez que se saltó" in Job.objects.get().title


def test_a_clock_moved_back_begins_nothing_again(look: Look) -> None:
    look(at("2026-03-10T12:00"))
    for day in (11, 12, 13):
        look(at(f"2026-03-{day}T06:30"))

    assert look(at("2026-03-12T08:00")) == 3
    assert look(at("2026-03-11T08:00")) == 3
    assert look(at("2026-03-14T08:00")) == 4


def test_a_clock_that_was_years_ahead_for_a_while_does_not_stop_it(look: Look) -> None:
    look(at("2026-03-10T12:00"))
    look(at("2036-01-01T12:00"))

    assert look(at("2026-03-11T06:00")) == 2


def test_a_kind_that_is_not_known_is_left(db: None) -> None:
    schedule.daily("nobody")
    try:
        schedule.ask_due(at("2026-03-10T12:00"))
        assert not ScheduledRun.objects.filter(kind="nobody").exists()
    finally:
        schedule.forget("nobody")


def test_an_error_while_asking_leaves_the_day_to_be_asked(db: None) -> None:
    def fail(due_on: date, missed: int) -> None:
        raise ZeroDivisionError

    daily = every_day("06:00")
    schedule.once("x", daily, date(2026, 3, 10), fail)
    with pytest.raises(ZeroDivisionError):
        schedule.once("x", daily, date(2026, 3, 11), fail)

    assert schedule.once("x", daily, date(2026, 3, 11), lambda due_on, missed: None)


# On 6-9-2026 the clocks of Chile jump from 00:00 to 01:00; on 5-4-2026 they go from 24:00 to 23:00.
@pytest.mark.parametrize(
    ("hour", "day", "before", "after"),
    [
        ("00:30", date(2026, 9, 6), "2026-09-06T04:29+00:00", "2026-09-06T04:30+00:00"),
        ("23:30", date(2026, 4, 4), "2026-04-05T02:29+00:00", "2026-04-05T02:30+00:00"),
        ("06:00", date(2026, 9, 6), "2026-09-06T08:59+00:00", "2026-09-06T09:00+00:00"),
    ],
)
def test_an_hour_that_the_change_of_clocks_skips_or_repeats_comes_once(
    hour: str, day: date, before: str, after: str
) -> None:
    cadence = every_day(hour)

    assert cadence.last_due(datetime.fromisoformat(before)) == day - timedelta(1)
    assert cadence.last_due(datetime.fromisoformat(after)) == day


def test_the_hour_that_is_repeated_is_due_once() -> None:
    cadence = every_day("23:30")
    start = datetime(2026, 4, 5, 1, 0, tzinfo=UTC)

    found = {cadence.last_due(start + timedelta(minutes=5 * step)) for step in range(36)}

    assert found == {date(2026, 4, 3), date(2026, 4, 4)}


def test_the_fifth_working_day_follows_the_holidays_of_the_region() -> None:
    # 7 June is a holiday of Arica alone, 1 May of everybody.
    arica, anywhere = (every_month_on_workday(5, "06:00", region) for region in ("AP", ""))

    assert arica.last_due(at("2027-06-08T05:59")) == date(2027, 5, 7)
    assert anywhere.last_due(at("2027-06-07T06:00")) == date(2027, 6, 7)
    assert arica.last_due(at("2027-06-07T06:00")) == date(2027, 5, 7)
    assert arica.last_due(at("2027-06-08T06:00")) == date(2027, 6, 8)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
cadences = st.one_of(
    st.just(every_day("06:00")),
    st.integers(0, 6).map(lambda weekday: every_week(weekday, "23:30")),
)


@given(cadences, moments)
def test_what_is_due_agrees_with_looking_at_each_day(cadence: Cadence, now: datetime) -> None:
    today = now.astimezone(CHILE).date()
    days = [today - timedelta(back) for back in range(8)]
    due = [day for day in days if cadence.falls_on(day) and cadence.moment(day) <= now]

    assert cadence.last_due(now) == max(due)


def test_the_days_between_two_are_counted_without_them() -> None:
    monday = every_week(0, "06:00")

    assert monday.between(date(2026, 3, 2), date(2026, 3, 30)) == 3
    assert every_day("06:00").between(date(2026, 3, 2), date(2026, 3, 3)) == 0
