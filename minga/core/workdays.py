"""Working days of a region of Chile: Monday to Friday that are no holiday, national or of its own.

Regions by their subdivision in ISO 3166-2:CL («TA», «AP»); without one, the national holidays.
Saturdays and Sundays never work, as Ley 19.880 counts (art. 25).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from minga.core.months import Month

REGIONS = frozenset(
    ("AI", "AN", "AP", "AR", "AT", "BI", "CO", "LI", "LL", "LR", "MA", "ML", "NB", "RM", "TA", "VS")
)
# Region → since when it is one, and which it was part of until then.
SPLITS = {
    "AP": (date(2007, 10, 8), "TA"),  # Ley 20.175
    "LR": (date(2007, 10, 2), "LL"),  # Ley 20.174
    "NB": (date(2018, 9, 6), "BI"),  # Ley 21.033
}
ONE_DAY = timedelta(days=1)
SATURDAY = 5
# What may lie between two working days, generously: longer is a mistake in the table.
LONGEST_PAUSE = 30


@cache
def _holidays(year: int, region: str) -> dict[date, str]:
    # Loaded when a day is first asked for: its tables of every country slow the start.
    from holidays import country_holidays  # noqa: PLC0415

    named = country_holidays("CL", subdiv=region or None, years=year, language="es")
    return {day: name for day, name in named.items() if day.year == year}


def region_on(region: str, day: date) -> str:
    """The region that a place of today's region belonged to on a day."""
    if region and region not in REGIONS:
        msg = f"«{region}» no es una región de Chile: se esperaba, por ejemplo, «TA» o «AP»."
        raise ValueError(msg)
    since, before = SPLITS.get(region, (date.min, region))
    return region if day >= since else before


def holiday(day: date, region: str = "") -> str:
    """Its name in Spanish; empty when it is none."""
    return _holidays(day.year, region_on(region, day)).get(day, "")


def is_working_day(day: date, region: str = "") -> bool:
    return day.weekday() < SATURDAY and not holiday(day, region)


def _working(day: date, step: timedelta, region: str) -> Iterator[date]:
    """The working days from a day on, itself not included, in one direction."""
    rested = 0
    while rested < LONGEST_PAUSE:
        day += step
        if is_working_day(day, region):
            rested = 0
            yield day
        rested += 1
    msg = f"No hay días hábiles cerca del {day:%d-%m-%Y}."
    raise ValueError(msg)


def add_working_days(day: date, count: int, region: str = "") -> date:
    """The day that many working days later, or earlier; the first one counted is the next.

    With 0, the day itself if it works, else the next one that does: where a term ends.
    """
    if count == 0:
        return day if is_working_day(day, region) else add_working_days(day, 1, region)
    days = _working(day, ONE_DAY if count > 0 else -ONE_DAY, region)
    return next(found for place, found in enumerate(days, 1) if place == abs(count))


def nth_working_day(month: Month, number: int, region: str = "") -> date:
    """The fifth working day of a month is number 5; the last one, number -1."""
    days = [day for day in month.days() if is_working_day(day, region)]
    place = number - 1 if number > 0 else number
    if number == 0 or not -len(days) <= place < len(days):
        msg = f"{month.name} no tiene un día hábil número {number}."
        raise ValueError(msg)
    return days[place]


def working_days_between(first: date, last: date, region: str = "") -> int:
    """How many working days from `first` (not counted) to `last` (counted); negative backwards."""
    if last < first:
        return -working_days_between(last, first, region)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, region) for day in days)
