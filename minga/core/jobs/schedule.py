"""What the calendar starts: declared in code, asked once for each day.

    daily("housekeeping", at="04:30")
    monthly_workday("closing", n=5, at="07:00", region="CL-TA")

The calendar follows the clock of the machine in Chile, also in a demonstration: the day that one
lives in moves back and forth by hand, and would start things twice or never. What a job then reads
and dates is its `run.on`, the demonstration's day.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from minga.core.access import operator
from minga.core.jobs.actions import ask
from minga.core.jobs.models import ScheduledRun
from minga.core.jobs.registry import kind_of
from minga.core.months import Month
from minga.core.workdays import nth_working_day

log = logging.getLogger(__name__)

# How far back what was missed is looked for and counted.
YEAR = 366
LABEL = "Calendario"


@dataclass(frozen=True)
class Cadence:
    """Which days, and from which hour (of Chile) on."""

    falls_on: Callable[[date], bool]
    at: time
    words: str

    def last_due(self, now: datetime) -> date | None:
        """The latest day that is due: its hour has come."""
        return next(self._due(now), None)

    def between(self, after: date, until: date) -> int:
        """Days it fell on, both ends left out."""
        return sum(self.falls_on(day) for day in _days_down(until - timedelta(1)) if day > after)

    def moment(self, day: date) -> datetime:
        """An hour that the change of clocks skips or repeats is one instant all the same."""
        return datetime.combine(day, self.at, timezone.get_default_timezone())

    def _due(self, now: datetime) -> Iterator[date]:
        for day in _days_down(timezone.localdate(now)):
            if self.falls_on(day) and self.moment(day) <= now:
                yield day


def _days_down(last: date) -> Iterator[date]:
    return (last - timedelta(days) for days in range(YEAR))


def every_day(at: str) -> Cadence:
    return Cadence(lambda day: True, time.fromisoformat(at), "cada día")


def every_week(weekday: int, at: str) -> Cadence:
    """Monday is 0."""
    return Cadence(lambda day: day.weekday() == weekday, time.fromisoformat(at), "cada semana")


def every_month_on_workday(n: int, at: str, region: str) -> Cadence:
    """The nth working day of the region."""
    return Cadence(
        lambda day: nth_working_day(Month.of(day), n, region) == day,
        time.fromisoformat(at),
        f"el {n}.º día hábil de cada mes",
    )


@dataclass(frozen=True)
class Schedule:
    """A kind of job and when it is asked for."""

    kind: str
    cadence: Cadence
    params: Mapping[str, Any] = field(default_factory=dict)


_schedules: dict[str, Schedule] = {}


def daily(kind: str, at: str = "06:00", **params: Any) -> None:
    _declare(Schedule(kind, every_day(at), params))


def weekly(kind: str, weekday: int, at: str = "06:00", **params: Any) -> None:
    _declare(Schedule(kind, every_week(weekday, at), params))


def monthly_workday(kind: str, n: int, at: str = "06:00", region: str = "", **params: Any) -> None:
    _declare(Schedule(kind, every_month_on_workday(n, at, region), params))


def _declare(schedule: Schedule) -> None:
    assert schedule.kind not in _schedules, schedule.kind
    _schedules[schedule.kind] = schedule


def declared() -> list[Schedule]:
    return list(_schedules.values())


def forget(kind: str) -> None:
    """For the tests, which declare schedules of their own."""
    _schedules.pop(kind, None)


def ask_due(now: datetime | None = None) -> int:
    """Ask for everything that is due and was not asked for; answer how many jobs."""
    now = now or timezone.now()
    asked = 0
    for schedule in declared():
        due_on = schedule.cadence.last_due(now)
        if due_on is not None and kind_of(schedule.kind) is not None:
            begin = _asker(schedule)
            asked += once(schedule.kind, schedule.cadence, due_on, begin)
    return asked


def _asker(schedule: Schedule) -> Callable[[date, int], Any]:
    def begin(due_on: date, missed: int) -> Any:
        known = kind_of(schedule.kind)
        assert known is not None
        title = f"{known.label}, del {due_on:%d-%m-%Y}{_late(missed)}"
        return ask(schedule.kind, schedule.params, by=operator(LABEL), title=title)

    return begin


def _late(missed: int) -> str:
    if not missed:
        return ""
    times = "otra vez que se saltó" if missed == 1 else f"otras {missed} veces que se saltaron"
    return f" (vale también por {times} con Minga apagada)"


def once(kind: str, cadence: Cadence, due_on: date, begin: Callable[[date, int], Any]) -> bool:
    """Begin what is due on a day, unless it was begun or nothing was owed yet.

    The row is unique, so that of two calendars one begins it. The first time a schedule is seen
    only the row is written: nobody was waiting for the days before. Of several days missed the last
    one is begun, and told how many it stands for.
    """
    runs = ScheduledRun.objects.filter(kind=kind)
    if runs.filter(due_on=due_on).exists():
        return False
    before = runs.filter(due_on__lt=due_on).order_by("-due_on").first()
    missed = cadence.between(before.due_on, due_on) if before else 0
    try:
        with transaction.atomic():
            row = ScheduledRun.objects.create(kind=kind, due_on=due_on, missed=missed)
            if before is None:
                return False
            row.job = begin(due_on, missed)
            row.save(update_fields=["job"])
    except IntegrityError:
        log.info("%s of %s was begun by another process.", kind, due_on)
        return False
    return True
