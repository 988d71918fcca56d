"""Figures and names as a drawing shows them: short, es-CL; the table holds them whole."""

from datetime import date

from minga.core.charts.spec import Place
from minga.core.kinds import Kind
from minga.core.months import NAMES, Month
from minga.core.numbers import decimal

# Decimals in the integers of a kind.
PLACES = {"uf": 4, "percent": 2}
MILLION, LONG = 10**6, 10**7
NBSP = "\u00a0"


def figure(value: int, kind: Kind) -> str:
    """«1.234,5», «38,5 %», «1.250 mill.»: the unit stands in the note of the chart."""
    places = PLACES.get(kind.name, 0)
    unit = 10**places
    if abs(value) >= LONG * unit:
        tenths = (abs(value) * 10 + MILLION * unit // 2) // (MILLION * unit)
        return f"{decimal(tenths if value > 0 else -tenths, 1)}{NBSP}mill."
    return f"{decimal(value, places)}{NBSP}%" if kind.name == "percent" else decimal(value, places)


def place_name(place: Place) -> str:
    if isinstance(place, Month):
        return place.name
    return f"{place:%d-%m-%Y}" if isinstance(place, date) else place


def month_name(number: int) -> str:
    return NAMES[number - 1][:3]


def levels(low: int, high: int, about: int = 4) -> list[int]:
    """Round figures, evenly spaced, that hold what lies between."""
    size = 1
    wanted = -(-max(high - low, 1) // about)
    while size * 10 <= wanted:
        size *= 10
    steps = [size, 2 * size, *([5 * size // 2] if size >= 10 else []), 5 * size, 10 * size]
    step = next(step for step in steps if step >= wanted)
    return list(range(low // step * step, -(-max(high, low + 1) // step) * step + 1, step))
