"""What the pages show: the days of a month, and the months of a year."""

from dataclasses import dataclass
from datetime import date

from minga.core.months import Month
from minga.core.uf.models import IpcMonth, UFDay
from minga.core.uf.parameters import parameters
from minga.core.uf.series import NoUF, Series
from minga.rules.uf import period, priced_by


@dataclass(frozen=True)
class Day:
    """One line: its value, nothing where there is none, and where it comes from."""

    day: date
    value: int | None = None
    origin: str = ""
    is_used: bool = False
    note: str = ""


@dataclass(frozen=True)
class Behind:
    """What a computed value stands on."""

    base: date
    value: int
    month: Month
    change: int


def days_of(month: Month, found: Series) -> list[Day]:
    rows = UFDay.objects.current().filter(day__range=(month.first, month.last))
    stored = {row.day: row for row in rows.select_related("load", "event")}
    return [_day(day, stored.get(day), found) for day in month.days()]


def _day(day: date, row: UFDay | None, found: Series) -> Day:
    if row is not None:
        note = row.event.reason or (row.load.source if row.load else "")
        return Day(day, row.value, row.get_origin_display(), row.is_used, note)
    try:
        known = found.origin(day)
    except NoUF:
        return Day(day)
    return Day(day, known.value, UFDay.Origin(known.origin).label, note=known.source)


def by_formula(day: date, found: Series) -> int | None:
    """What a published or corrected day would be worth if it were computed."""
    try:
        return found.computed(day)
    except NoUF:
        return None


def behind(day: date, found: Series) -> Behind | None:
    """Of a day that is computed, or could be."""
    base = period(day)[0]
    month = Month.of(priced_by(base))
    try:
        value = found.on(base)
    except NoUF:
        return None
    change = found.changes.get(month)
    return None if change is None else Behind(base, value, month, change)


@dataclass(frozen=True)
class Ipc:
    """The IPC of a month, what it adds up to in its year, and the days that it moves."""

    month: Month
    change: int | None
    source: str

    @property
    def moves_from(self) -> date:
        return (self.month + 1).first.replace(day=10)

    @property
    def moves_until(self) -> date:
        return (self.month + 2).first.replace(day=9)


def ipc_of(year: int, found: Series) -> list[Ipc]:
    months = [Month(year, number) for number in range(1, 13)]
    rows = IpcMonth.objects.current().filter(month__range=(months[0].first, months[-1].first))
    sources = {row.month: row.load.source for row in rows.select_related("load")}
    return [
        Ipc(
            month,
            found.changes.get(month),
            sources.get(month) or (parameters().ipc_source if month in found.changes else ""),
        )
        for month in months
    ]


def years_of(found: Series) -> list[int]:
    return sorted({month.year for month in found.changes}, reverse=True)


def accumulated(lines: list[Ipc]) -> int | None:
    """The variations of the year together, in tenths of a percent, half up; nothing if a month is
    missing. The index, which has more decimals, may give a year one or two tenths more or less."""
    product = 1
    for line in lines:
        if line.change is None:
            return None
        product *= 1000 + line.change
    scale: int = 1000 ** len(lines)
    return (2 * 1000 * (product - scale) + scale) // (2 * scale)
