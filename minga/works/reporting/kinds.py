"""How a report writes its figures: cells keep pesos and hundredths, a reader sees thousands."""

from minga.core.kinds import Kind
from minga.core.money import read_pesos, thousands_figure
from minga.core.numbers import decimal
from minga.core.words import read_percent


def _percent(value: int | str | None) -> str:
    """The foot of a column says in words what is no sum of it."""
    return f"{decimal(value, 2)} %" if isinstance(value, int) else value or ""


def _points(value: int | str | None) -> str:
    return decimal(value, 2) if isinstance(value, int) else value or ""


# The comma of the format divides by a thousand: sums stay exact to the peso.
THOUSANDS = Kind(
    "thousands",
    "miles de pesos",
    read_pesos,
    lambda value: "" if value is None else thousands_figure(value),
    lambda value: value,
    is_number=True,
    excel="#,##0,",
)
PERCENT = Kind(
    "percent",
    "porcentaje",
    read_percent,
    _percent,
    lambda value: None if value is None else value / 100,
    is_number=True,
    excel='General" %"',
)
POINTS = Kind(
    "points",
    "puntos de porcentaje",
    read_percent,
    _points,
    lambda value: None if value is None else value / 100,
    is_number=True,
    excel="General",
)


def part(of: int, whole: int) -> int | None:
    """Hundredths of a percent to one decimal, half up; nothing where there is nothing to compare
    with."""
    return (2 * of * 1_000 + whole) // (2 * whole) * 10 if whole > 0 else None
