"""When the visits of a rule open and by when they are due: dates only, no database.

Days of a month that has fewer end on its last day, counted from the first date each time: from the
31st of January every month, the 28th of February and then the 31st of March.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from minga.core.workdays import add_working_days
from minga.visits.models.rules import DaysOf, Rhythm, RuleVersion

MONTHS = 12
# More than this of one rule on one case is a mistake of the rule.
MOST = 4_000


@dataclass(frozen=True)
class Opening:
    """One visit that a rule asks for: `occurrence` tells it from the others of the case."""

    occurrence: str
    on: date


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def openings(
    version: RuleVersion, key: str, on: date, until: date | None, day: date
) -> Iterator[Opening]:
    """Those that opened up to a day, for what began on `on` and lasts until `until`."""
    last = min(until, day) if until else day
    if version.rhythm == Rhythm.ONCE:
        opened = on + timedelta(days=version.every)
        if opened <= day:
            yield Opening(key, opened)
        return
    days = {
        Rhythm.DAYS: _by_days,
        Rhythm.MONTHS: _by_months,
        Rhythm.YEARLY: _by_year,
    }.get(Rhythm(version.rhythm))
    for number, opened in enumerate(days(on, version.every) if days else ()):
        if opened > last or number >= MOST:
            return
        yield Opening(f"{key}:{opened.isoformat()}", opened)


def _by_days(on: date, every: int) -> Iterator[date]:
    while True:
        on += timedelta(days=every)
        yield on


def _by_months(on: date, every: int) -> Iterator[date]:
    count = 0
    while True:
        count += every
        yield add_months(on, count)


def _by_year(on: date, times: int) -> Iterator[date]:
    """The year in equal parts, each from its first day; the part in which it began, from then."""
    months = MONTHS // times
    start = date(on.year, (on.month - 1) // months * months + 1, 1)
    while True:
        yield max(start, on)
        start = add_months(start, months)


def due_on(opened: date, version: RuleVersion, region: str) -> date:
    """The legal deadline: the first day that counts is the next one (Ley 19.880, art. 25)."""
    if version.deadline_in == DaysOf.WORKING:
        return add_working_days(opened, version.deadline, region)
    return opened + timedelta(days=version.deadline)


def version_for(versions: Iterable[RuleVersion], day: date) -> RuleVersion | None:
    """Of the approved ones, that which rules a day: the last to begin by then, unless it ended."""
    begun = [v for v in versions if v.approved_on is not None and v.applies_from <= day]
    last = max(begun, key=lambda v: (v.applies_from, v.number), default=None)
    return last if last and last.rules_on(day) else None
