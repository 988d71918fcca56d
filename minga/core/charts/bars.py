"""Horizontal bars, whole or divided: each name on the left, or above where it is narrow."""

from dataclasses import dataclass

from minga.core.charts.canvas import LINE, Box, Canvas, Spot, width_of, wrapped
from minga.core.charts.figures import figure, place_name
from minga.core.charts.frame import NARROW
from minga.core.charts.marks import fill, legend
from minga.core.charts.spec import Chart, Place, Point, Series

HEIGHT, GAP = 16, 12


@dataclass(frozen=True)
class Rows:
    """Where the bars of a chart fall."""

    chart: Chart
    canvas: Canvas
    names: list[list[str]]
    named: int
    left: int
    right: int
    low: int
    high: int

    @property
    def is_narrow(self) -> bool:
        return self.canvas.width < NARROW

    def x(self, value: int) -> int:
        return self.left + (value - self.low) * (self.right - self.left) // (self.high - self.low)

    def height(self, index: int) -> int:
        lines = len(self.names[index])
        return lines * LINE + HEIGHT + GAP if self.is_narrow else max(lines * LINE, HEIGHT) + GAP


def draw_bars(chart: Chart, width: int) -> Canvas:
    canvas = Canvas(f"{chart.key}-{width}", width)
    places = chart.places
    planned = [series for series in chart.series if series.tone == "plan"]
    rows = _rows(chart, canvas, places)
    shown = chart.series if len(chart.series) > 1 else ()
    top = legend(canvas, shown, 0, 2) if shown else 2
    top = first = top + (20 if chart.target else 0)
    for index, place in enumerate(places):
        y = _name(rows, index, top)
        _row(rows, place, y)
        if rows.is_narrow:
            _baseline(rows, y - 3, y + HEIGHT + 3)
        for series in planned:
            _planned(rows, _point(series, place), y)
        top += rows.height(index)
    if not rows.is_narrow:
        _baseline(rows, first - 2, top - GAP + 4)
    _target(rows, first, top - GAP + 4)
    canvas.height = top
    return canvas


def _rows(chart: Chart, canvas: Canvas, places: list[Place]) -> Rows:
    names = [place_name(place) for place in places]
    narrow = canvas.width < NARROW
    widest = max(map(width_of, names), default=0)
    left = 0 if narrow else min(widest, canvas.width * 2 // 5)
    lines = [wrapped(name, canvas.width if narrow else left) for name in names]
    ends = [width_of(_end_text(chart, place)) for place in places]
    right = canvas.width - min(max(ends, default=0) + 10, canvas.width // 2)
    low, high = _range(chart, places)
    aside = max(ends, default=0) + 10 if low < 0 else 0
    begin = left + aside + (0 if narrow else 10)
    return Rows(chart, canvas, lines, left, begin, right, low, high)


def _range(chart: Chart, places: list[Place]) -> tuple[int, int]:
    """From zero, or less, to the longest bar."""
    totals = [sum(_values(chart, place)) for place in places]
    planned = [p.y or 0 for s in chart.series if s.tone == "plan" for p in s.points]
    reach = [0, *totals, *planned, *([chart.target.value] if chart.target else [])]
    low, high = min(reach), max(reach)
    return low, max(high, low + 1)


def _values(chart: Chart, place: Place) -> list[int]:
    found = [_point(series, place) for series in chart.series if series.tone != "plan"]
    return [point.y for point in found if point and point.y is not None]


def _point(series: Series, place: Place) -> Point | None:
    return next((point for point in series.points if point.x == place), None)


def _name(rows: Rows, index: int, top: int) -> int:
    """The name of a bar, and the height at which the bar begins."""
    lines = rows.names[index]
    spot, anchor = (0, "start") if rows.is_narrow else (rows.named, "end")
    if rows.is_narrow:
        bar = top + len(lines) * LINE
        first = top + 12
    else:
        bar = top + (max(len(lines) * LINE, HEIGHT) - HEIGHT) // 2
        first = bar + HEIGHT - 3 - (len(lines) - 1) * LINE // 2
    for number, line in enumerate(lines):
        rows.canvas.words(Spot(spot, first + number * LINE, anchor), line)
    return bar


def _row(rows: Rows, place: Place, y: int) -> None:
    """The bar, or its parts one after another, and what it comes to."""
    chart, at = rows.chart, 0
    for series in chart.series:
        point = _point(series, place)
        if series.tone == "plan" or point is None or point.y is None:
            continue
        one, other = sorted((rows.x(at), rows.x(at + point.y)))
        box = Box(one, y, other, y + HEIGHT)
        fill(rows.canvas, box, point.tone or series.tone)
        if chart.kind == "stacked":
            _inside(rows, box, point, series)
        at += point.y
    _end(rows, place, at, y + 13)


def _end(rows: Rows, place: Place, at: int, y: int) -> None:
    """What a bar comes to, beyond it and beyond the mark of what was planned."""
    text = _end_text(rows.chart, place)
    look = "value" if _values(rows.chart, place) else "axis"
    if at < 0:
        rows.canvas.words(Spot(rows.x(at) - 6, y, "end"), text, look)
        return
    x = rows.x(at)
    marks = [rows.x(value) for value in _planned_values(rows.chart, place)]
    near = [mark for mark in marks if x - 6 < mark < x + width_of(text, bold=True) + 12]
    rows.canvas.words(Spot(max([x, *near]) + 6, y), text, look)


def _planned_values(chart: Chart, place: Place) -> list[int]:
    found = [_point(series, place) for series in chart.series if series.tone == "plan"]
    return [point.y for point in found if point and point.y is not None]


def _inside(rows: Rows, box: Box, point: Point, series: Series) -> None:
    """The figure of a part, if it has room there and the ground is quiet."""
    text = figure(point.y or 0, rows.chart.value)
    if series.tone in ("done", "going", "unstarted") and width_of(text) + 6 < box.right - box.left:
        look = "" if series.tone == "unstarted" else "on"
        middle = Spot((box.left + box.right) // 2, box.top + 13, "middle")
        rows.canvas.words(middle, text, look)


def _end_text(chart: Chart, place: Place) -> str:
    values = _values(chart, place)
    if not values:
        return "sin dato"
    labels = [p.label for s in chart.series if (p := _point(s, place)) and p.label]
    return " · ".join([figure(sum(values), chart.value), *labels])


def _planned(rows: Rows, point: Point | None, y: int) -> None:
    if point and point.y is not None:
        x = rows.x(point.y)
        rows.canvas.line(x, y - 4, x, y + HEIGHT + 4, "planned")


def _baseline(rows: Rows, top: int, bottom: int) -> None:
    """Zero, in one stroke where no name stands between the bars."""
    rows.canvas.line(rows.x(0), top, rows.x(0), bottom, "baseline")


def _target(rows: Rows, top: int, bottom: int) -> None:
    target = rows.chart.target
    if not target:
        return
    x = rows.x(target.value)
    text = f"{target.label} {figure(target.value, rows.chart.value)}"
    half = width_of(text) // 2
    middle = max(half, min(x, rows.canvas.width - half))
    rows.canvas.line(x, top - 4, x, bottom, "plan")
    rows.canvas.words(Spot(middle, top - 8, "middle"), text)
