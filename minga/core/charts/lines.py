"""Step lines and lines: each is named where it ends."""

from itertools import pairwise

from minga.core.charts.canvas import Box, Canvas, Spot, beside, width_of
from minga.core.charts.figures import figure
from minga.core.charts.frame import NARROW, TOP, Axis, Frame, axis, frame, name_below
from minga.core.charts.marks import mark
from minga.core.charts.spec import Chart, Point, Series

HALF = 4  # what a line takes on both sides of itself


def draw_line(chart: Chart, width: int) -> Canvas:
    canvas = Canvas(f"{chart.key}-{width}", width, 236 if width < NARROW else 224)
    aside = max([_aside(chart, series) for series in chart.series] + [_target_width(chart), 12])
    plot = frame(chart, canvas, chart.reach, aside)
    across = axis(chart, plot.left, plot.right)
    plot.draw()
    name_below(canvas, across.names(), canvas.height - 8)
    _target(plot)
    lines = [(series, _corners(plot, across, series)) for series in chart.series]
    for series, corners in lines:
        _path(canvas, series, corners)
    below = 0
    for series, corners in sorted(lines, key=lambda line: _end_of(line[1])[1]):
        below = _ending(plot, series, corners, below)
    for series, _ in lines:
        _labels(plot, across, series)
    return canvas


def _ending_text(chart: Chart, series: Series) -> str:
    if series.ending:
        return series.ending
    last = next((p.y for p in reversed(series.points) if p.y is not None), None)
    known = figure(last, chart.value) if last is not None else "0"
    return known if len(chart.series) == 1 else f"{series.label} {known}"


def _aside(chart: Chart, series: Series) -> int:
    return width_of(_ending_text(chart, series), bold=True) + 16


def _target_width(chart: Chart) -> int:
    return width_of(_target_text(chart)) + 12 if chart.target else 0


def _target_text(chart: Chart) -> str:
    assert chart.target
    return f"{chart.target.label} {figure(chart.target.value, chart.value)}"


def _target(plot: Frame) -> None:
    target = plot.chart.target
    if not target:
        return
    y = plot.y(target.value)
    start = plot.ground if target.pace else y
    plot.canvas.line(plot.left, start, plot.right, y, "plan")
    spots = [Spot(plot.right + 6, y + shift) for shift in (4, 18, -10)]
    plot.canvas.place(spots, _target_text(plot.chart), must=True)


Corners = list[list[tuple[int, int]]]


def _corners(plot: Frame, across: Axis, series: Series) -> Corners:
    """The runs of a line: a gap in the data is a gap in the line."""
    if plot.chart.kind == "step":
        return [_stairs(plot, across, series)]
    runs: Corners = [[]]
    for point in series.points:
        if point.y is None:
            runs.append([])
        else:
            runs[-1].append((across.x(point.x), plot.y(point.y)))
    return [run for run in runs if run]


def _stairs(plot: Frame, across: Axis, series: Series) -> list[tuple[int, int]]:
    """Along, then up, from nothing at the beginning to the level of the last known day."""
    level = plot.ground
    found = [(plot.left, level)]
    for point in series.points:
        x, y = across.x(point.x), plot.y(point.y or 0)
        found += [(x, level), (x, y)]
        level = y
    end = across.x(plot.chart.day) if plot.chart.day else plot.right
    return [*found, (end, level)]


def _path(canvas: Canvas, series: Series, corners: Corners) -> None:
    for run in corners:
        d = "M" + "L".join(f"{x} {y}" for x, y in run)
        canvas.add("path", f"line t-{series.tone}", d=d)
        for one, other in pairwise(run):
            canvas.taken += _boxes(one, other)


def _boxes(one: tuple[int, int], other: tuple[int, int]) -> list[Box]:
    """What a stretch of line takes: words keep off it."""
    (x1, y1), (x2, y2) = one, other
    count = max(1, min(abs(x2 - x1), abs(y2 - y1)) // HALF)
    middles = [(x1 + (x2 - x1) * n // count, y1 + (y2 - y1) * n // count) for n in range(count + 1)]
    return [
        Box(min(a, c) - HALF, min(b, d) - HALF, max(a, c) + HALF, max(b, d) + HALF)
        for (a, b), (c, d) in pairwise(middles)
    ]


def _end_of(corners: Corners) -> tuple[int, int]:
    return corners[-1][-1] if corners else (0, 0)


def _ending(plot: Frame, series: Series, corners: Corners, below: int) -> int:
    """The name of a line where it ends, under that of the line above it; its baseline."""
    if not corners:
        return below
    x, y = _end_of(corners)
    mark(plot.canvas, x, y, series.tone)
    text = _ending_text(plot.chart, series)
    spot = plot.canvas.place(beside(x, y, below), text, f"last t-{series.tone}", must=True)
    return spot.y if spot else below


def _labels(plot: Frame, across: Axis, series: Series) -> None:
    """What caused each point, where it has room; the table says them all."""
    for point in series.points:
        if point.label and point.y is not None:
            _label(plot, across.x(point.x), plot.y(point.y), point)


def _label(plot: Frame, x: int, y: int, point: Point) -> None:
    left = [Spot(x - 5, y - 6, "end"), Spot(x - 5, y + 18, "end")]
    over = [Spot(x, y - 9, "middle"), Spot(x, max(y - 22, TOP), "middle")]
    plot.canvas.place(left if plot.chart.kind == "step" else over, point.label)
