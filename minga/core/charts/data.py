"""The data of a chart as a table: one click away on the page, a sheet in a workbook."""

from minga.core.charts.maps import Map
from minga.core.charts.spec import Chart, Place, Point, Series
from minga.core.kinds import DATE, MONTH, TEXT, Kind
from minga.core.months import Month
from minga.core.reports.spec import Cell, Cells, Column, Group, Table


def table(chart: Chart | Map) -> Table:
    """A row for each place, a column for each series; labels in a column of their own."""
    if isinstance(chart, Map):
        return _of_map(chart)
    places = chart.places
    labels = _labelled(chart)
    columns = [Column(_place_title(chart, places), _kind_of(places))]
    if labels:
        columns.append(Column(chart.label_title or "Detalle", TEXT))
    columns += [Column(series.label, chart.value) for series in chart.series]
    rows = tuple(_row(chart, place, labels=labels) for place in places)
    return Table(tuple(columns), (Group(rows),), title=chart.title)


def _of_map(chart: Map) -> Table:
    columns = (Column(chart.place_title, TEXT), Column(chart.value_title, chart.value))
    rows = tuple((area.name, area.value) for area in chart.areas)
    return Table(columns, (Group(rows),), title=chart.title)


def _labelled(chart: Chart) -> bool:
    return any(point.label for series in chart.series for point in series.points)


def _place_title(chart: Chart, places: list[Place]) -> str:
    if chart.place_title:
        return chart.place_title
    first = places[0] if places else ""
    return "Mes" if isinstance(first, Month) else "Categoría" if isinstance(first, str) else "Fecha"


def _kind_of(places: list[Place]) -> Kind:
    if places and all(isinstance(place, Month) for place in places):
        return MONTH
    return TEXT if not places or isinstance(places[0], str) else DATE


def _row(chart: Chart, place: Place, *, labels: bool) -> Cells:
    points = [_point(series, place) for series in chart.series]
    said: list[Cell] = [place]
    if labels:
        said.append(" · ".join(dict.fromkeys(p.label for p in points if p and p.label)))
    return (*said, *(point.y if point else None for point in points))


def _point(series: Series, place: Place) -> Point | None:
    return next((point for point in series.points if point.x == place), None)
