"""What a drawing says, for who does not see it: the finding, its points, the target."""

from minga.core.charts.figures import figure, place_name
from minga.core.charts.map_spec import Map
from minga.core.charts.map_words import said_of_area, said_of_thing
from minga.core.charts.spec import Chart, Series

SPOKEN = 14


def spoken(chart: Chart | Map) -> str:
    """«El puntaje llegó a 50. 10 el 30-04-2007, 50 el 15-11-2007; meta 100.»"""
    if isinstance(chart, Map):
        return f"{chart.note.rstrip('.')}. {_places(chart)}."
    said = "; ".join(_series(chart, series) for series in chart.series if series.points)
    target = ""
    if chart.target:
        level = figure(chart.target.value, chart.value)
        target = f"; {chart.target.label[:1].lower()}{chart.target.label[1:]} {level}"
    return f"{chart.note.rstrip('.')}. {said or 'Sin puntos'}{target}."


def _places(chart: Map) -> str:
    """Every figure of a map that measures; else where one is. Of things on it, the first ones."""
    said = [
        said_of_area(chart, area)
        for area in chart.areas
        if area.value is not None or (area.is_here and not chart.is_measured)
    ]
    things = [*map(said_of_thing, chart.routes), *map(said_of_thing, chart.marks)]
    if len(things) > SPOKEN:
        rest = len(things) - SPOKEN
        things = [*things[: SPOKEN - 1], f"y {rest + 1} más en la tabla"]
    return "; ".join(filter(None, (", ".join(said), "; ".join(things))))


def _series(chart: Chart, series: Series) -> str:
    points = [
        f"{place_name(point.x)}: {figure(point.y, chart.value)}"
        for point in series.points
        if point.y is not None
    ]
    if len(points) > SPOKEN:
        rest = len(points) - SPOKEN
        points = [*points[: SPOKEN - 1], f"y {rest + 1} más en la tabla"]
    return f"{series.label}: {', '.join(points)}"
