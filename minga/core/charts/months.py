"""Columns by month, one part over the other; what was planned is a mark across its column."""

from dataclasses import dataclass

from minga.core.charts.canvas import Box, Canvas, Spot, width_of
from minga.core.charts.figures import figure, month_name
from minga.core.charts.frame import NARROW, Frame, frame, name_below
from minga.core.charts.marks import fill, legend
from minga.core.charts.spec import Chart, Place, Series
from minga.core.months import Month


@dataclass(frozen=True)
class Columns:
    """Where the columns of a chart fall in their frame."""

    plot: Frame
    places: list[Place]

    def sides(self, index: int) -> tuple[int, int]:
        width = self.plot.right - self.plot.left
        left = self.plot.left + index * width // len(self.places)
        gap = max(1, width // len(self.places) // 6)
        return left + gap, self.plot.left + (index + 1) * width // len(self.places) - gap


def draw_months(chart: Chart, width: int) -> Canvas:
    canvas = Canvas(f"{chart.key}-{width}", width)
    several = len(chart.series) > 1
    top = legend(canvas, chart.series, 0, 2) + 16 if several else 20
    canvas.height = top + (204 if width < NARROW else 192)
    places = chart.places
    stacks = [_stack(chart, place) for place in places]
    plot = frame(chart, canvas, [*chart.reach, *stacks], _aside(chart), top)
    plot.draw()
    columns = Columns(plot, places)
    for index, place in enumerate(places):
        _column(columns, index, place)
    _names(columns, canvas)
    _planned(columns, chart.series)
    _target(plot)
    _figures(columns, stacks)
    return canvas


def _stack(chart: Chart, place: Place) -> int:
    parts = [_value(series, place) for series in chart.series if series.tone != "plan"]
    return sum(part for part in parts if part)


def _value(series: Series, place: Place) -> int | None:
    return next((point.y for point in series.points if point.x == place), None)


def _aside(chart: Chart) -> int:
    if not chart.target:
        return 8
    return width_of(_target_text(chart)) + 12


def _column(columns: Columns, index: int, place: Place) -> None:
    chart, at = columns.plot.chart, 0
    left, right = columns.sides(index)
    for series in chart.series:
        value = _value(series, place)
        if series.tone == "plan" or not value:
            continue
        top, bottom = sorted((columns.plot.y(at), columns.plot.y(at + value)))
        fill(columns.plot.canvas, Box(left, top, right, bottom), series.tone)
        at += value


def _names(columns: Columns, canvas: Canvas) -> None:
    """The months below; the year under each January when there are several."""
    months = [place for place in columns.places if isinstance(place, Month)]
    several = len({month.year for month in months}) > 1
    names = [
        (sum(columns.sides(index)) // 2, _name(place, several=several))
        for index, place in enumerate(columns.places)
    ]
    name_below(canvas, names, canvas.height - 8)


def _name(place: Place, *, several: bool) -> str:
    if not isinstance(place, Month):
        return str(place)
    name = month_name(place.number)
    return f"{name} {place.year % 100:02}" if several else name


def _planned(columns: Columns, series: tuple[Series, ...]) -> None:
    for one in (one for one in series if one.tone == "plan"):
        for index, place in enumerate(columns.places):
            value = _value(one, place)
            if value is not None:
                left, right = columns.sides(index)
                y = columns.plot.y(value)
                columns.plot.canvas.line(left - 2, y, right + 2, y, "planned")
                columns.plot.canvas.taken.append(Box(left - 2, y - 2, right + 2, y + 2))


def _target_text(chart: Chart) -> str:
    assert chart.target
    return f"{chart.target.label} {figure(chart.target.value, chart.value)}"


def _target(plot: Frame) -> None:
    if not plot.chart.target:
        return
    y = plot.y(plot.chart.target.value)
    plot.canvas.line(plot.left, y, plot.right, y, "plan")
    plot.canvas.words(Spot(plot.right + 6, y + 4), _target_text(plot.chart))


def _figures(columns: Columns, stacks: list[int]) -> None:
    """Over each column its figure, if all of them have room; else the levels and the table."""
    plot = columns.plot
    texts = [figure(stack, plot.chart.value) if stack else "" for stack in stacks]
    room = (plot.right - plot.left) // max(len(stacks), 1)
    if any(width_of(text) + 4 > room for text in texts):
        return
    for index, text in enumerate(texts):
        if text:
            left, right = columns.sides(index)
            y = min(plot.y(stacks[index]), plot.ground) - 5
            spots = [Spot((left + right) // 2, y - shift, "middle") for shift in (0, 8, 14, 20)]
            plot.canvas.place(spots, text)
