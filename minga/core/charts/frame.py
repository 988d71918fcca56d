"""The frame of a drawing whose values stand upright: levels on the left, time or names below."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from minga.core.charts.canvas import Canvas, Spot, width_of
from minga.core.charts.figures import figure, levels, month_name
from minga.core.charts.spec import Chart, Place
from minga.core.months import Month

TOP = 16
NARROW = 500
DAYS_OF_TWO_YEARS = 740


@dataclass(frozen=True)
class Frame:
    """Where the values of a chart fall on a canvas."""

    chart: Chart
    canvas: Canvas
    ticks: list[int]
    left: int
    right: int
    bottom: int
    top: int

    def y(self, value: int) -> int:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) * (self.bottom - self.top) // max(high - low, 1)

    @property
    def ground(self) -> int:
        """The height of zero, or of the lowest level."""
        return self.y(max(0, self.ticks[0]))

    def draw(self) -> None:
        """Levels with their figures."""
        for level in self.ticks:
            y = self.y(level)
            look = "baseline" if y == self.ground else "gridline"
            self.canvas.line(self.left, y, self.right, y, look)
            spot = Spot(self.left - 6, y + 4, "end")
            self.canvas.words(spot, figure(level, self.chart.value), "axis")


def frame(chart: Chart, canvas: Canvas, reach: list[int], aside: int, top: int = TOP) -> Frame:
    """Levels that hold the values of `reach`; room for their figures on the left and for words on
    the right."""
    ticks = levels(min(reach), max(reach))
    label = max(width_of(figure(tick, chart.value)) for tick in ticks)
    right = canvas.width - min(aside, canvas.width * 2 // 5)
    return Frame(chart, canvas, ticks, max(label + 8, 34), right, canvas.height - 26, top)


@dataclass(frozen=True)
class Axis:
    """Where days, months or categories fall between two sides."""

    places: list[Place]
    start: date | None
    until: date | None
    left: int
    right: int

    def x(self, place: Place) -> int:
        if self.start and self.until and not isinstance(place, str):
            day = place.first + timedelta(days=14) if isinstance(place, Month) else place
            length = max((self.until - self.start).days, 1)
            return self.left + (day - self.start).days * (self.right - self.left) // length
        half = (self.right - self.left) // (2 * len(self.places))
        index = self.places.index(place)
        return self.left + half + index * (self.right - self.left) // len(self.places)

    def names(self) -> list[tuple[int, str]]:
        """The names below, and where."""
        if self.start and self.until:
            return self._of_time(self.start, self.until)
        return [(self.x(place), str(place)) for place in self.places]

    def _of_time(self, start: date, until: date) -> list[tuple[int, str]]:
        if (until - start).days > DAYS_OF_TWO_YEARS:
            years = range(start.year, until.year + 1)
            return [(self.x(max(date(y, 1, 1), start)), str(y)) for y in years]
        months = list(Month.of(start).until(Month.of(until)))
        several = months[0].year != months[-1].year
        inside = [m for m in months if start <= m.first + timedelta(days=14) <= until]
        return [(self.x(month), _named(month, several=several)) for month in inside or months[:1]]


def _named(month: Month, *, several: bool) -> str:
    name = month_name(month.number)
    return f"{name} {month.year % 100:02}" if several else name


def axis(chart: Chart, left: int, right: int) -> Axis:
    """Days and months are placed by time, categories evenly."""
    places = chart.places
    firsts = [p.first if isinstance(p, Month) else p for p in places if not isinstance(p, str)]
    lasts = [p.last if isinstance(p, Month) else p for p in places if not isinstance(p, str)]
    start = chart.start or min(firsts, default=None)
    until = chart.until or max(lasts, default=None)
    return Axis(places, start, until, left, right)


def name_below(canvas: Canvas, names: list[tuple[int, str]], y: int) -> None:
    """As many names as have room, at even distances."""
    every = 1
    while every < len(names) and not _fit(names[::every]):
        every += 1
    for x, name in names[::every]:
        half = width_of(name) // 2
        middle = max(half, min(x, canvas.width - half))
        canvas.words(Spot(middle, y, "middle"), name, "axis")


def _fit(names: list[tuple[int, str]]) -> bool:
    ends = [(x - width_of(name) // 2, x + width_of(name) // 2) for x, name in names]
    return all(before[1] + 8 <= after[0] for before, after in pairwise(ends))
