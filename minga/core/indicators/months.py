"""The figure of an indicator at the end of each month of a year: a line and its table."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from minga.core.charts import Chart, Point, Series
from minga.core.indicators.figures import shown
from minga.core.indicators.registry import Indicator, Measure, Question
from minga.core.kinds import PERCENT


@dataclass(frozen=True)
class MonthEnd:
    """A point of the line: the last day of the month, or the day itself in its own month."""

    on: date
    measure: Measure


def months_of(indicator: Indicator, question: Question) -> list[MonthEnd]:
    days = [_last(question.on, month) for month in range(1, question.on.month + 1)]
    measures = indicator.over(days, question)
    return [MonthEnd(day, measure) for day, measure in zip(days, measures, strict=True)]


def _last(on: date, month: int) -> date:
    return min(on, date(on.year, month, monthrange(on.year, month)[1]))


def chart_of(indicator: Indicator, months: list[MonthEnd]) -> Chart | None:
    """Of a percentage; other figures are read in the table."""
    if indicator.unit != "%":
        return None
    year = months[0].on.year
    return Chart(
        kind="line",
        title=finding(indicator, months),
        note=f"{indicator.label} en {year}, al último día de cada mes",
        series=(Series("Cifra", tuple(Point(month.on, _hundredths(month)) for month in months)),),
        value=PERCENT,
        start=date(year, 1, 1),
        until=date(year, 12, 31),
        place_title="Al",
        empty="No se ha medido en ningún mes del año.",
    )


def _hundredths(month: MonthEnd) -> int | None:
    """Of one percent, rounded half up."""
    value = month.measure.value
    return None if value is None else int((value * 20_000 + 1) // 2)


def finding(indicator: Indicator, months: list[MonthEnd]) -> str:
    """«Subió de 0 % a 50 % en el año»: the first figure, the last and where it went."""
    values = [month.measure.value for month in months if month.measure.value is not None]
    if not values:
        return "No medido todavía en el año"
    first, last = shown(values[0], indicator.unit), shown(values[-1], indicator.unit)
    if values[0] == values[-1]:
        return f"Está en {last}, como en la primera medición del año"
    return f"{'Subió' if values[-1] > values[0] else 'Bajó'} de {first} a {last} en el año"
