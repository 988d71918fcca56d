"""The data of a chart as a table: one click away on the page, a sheet in a workbook."""

from minga.core.charts.map_spec import Area, Map, Mark, Route
from minga.core.charts.map_words import number_of
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


def map_rows(chart: Map) -> list[Area | Route | Mark]:
    """What the rows of its table are of, in their order."""
    return [*chart.areas, *chart.routes, *chart.marks]


def _of_map(chart: Map) -> Table:
    """A row for each area and each thing; only the columns that have something to say."""
    things = chart.has_things
    notes = any(row.note for row in map_rows(chart))
    states = any(r.state for r in chart.routes) or any(mark.state for mark in chart.marks)
    columns = [Column(chart.place_title, TEXT)]
    columns += [Column("Qué es", TEXT)] if things else []
    columns += [Column(chart.value_title, chart.value)] if chart.is_measured else []
    columns += [Column("Estado", TEXT)] if states else []
    columns += [Column("Detalle", TEXT)] if notes else []
    asked = (things, chart.is_measured, states, notes)
    rows = tuple(_map_row(chart, row, asked) for row in map_rows(chart))
    return Table(tuple(columns), (Group(rows),), title=chart.title)


def _map_row(chart: Map, row: Area | Route | Mark, asked: tuple[bool, bool, bool, bool]) -> Cells:
    if isinstance(row, Area):
        told: Cells = (chart.area_kind, row.value, None, row.note or None)
        name = row.name
    else:
        number = number_of(chart, row) if isinstance(row, Mark) else 0
        name = f"{number}. {row.name}" if number else row.name
        told = (row.kind, None, row.state or None, row.note or None)
    return (name, *(cell for cell, wanted in zip(told, asked, strict=True) if wanted))


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
