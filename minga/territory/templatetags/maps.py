"""`{% place_map map %}`: a map with its legend and its data; `{% map_script %}` once on a page that
has one."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from minga.core.charts import NARROW, Area, Map, Mark, Route, table
from minga.core.charts.data import map_rows
from minga.core.charts.map_words import number_of, said_of_area, said_of_thing, steps, things
from minga.core.charts.maps import look_of
from minga.core.charts.svg import interactive, symbol
from minga.core.reports import Table
from minga.core.reports.text import lines
from minga.territory.briefs import Told
from minga.territory.maps import PlaceMap

register = template.Library()
HIGHEST = 460


@register.inclusion_tag("territory/_map.html")
def place_map(map: PlaceMap, open: bool = False) -> dict[str, Any]:  # noqa: A002 (as a template says it)
    """The inside of a `<figure class="fig">`. `open`: its table is not folded away."""
    chart = map.chart
    if chart.is_empty:
        return {"map": map, "chart": chart}
    data = table(chart)
    return {
        "map": map,
        "chart": chart,
        "drawing": SafeString(interactive(chart, NARROW, highest=HIGHEST)),
        "legend": _legend(chart),
        "columns": data.columns,
        "rows": _rows(map, chart, data),
        "open": open,
        "tiles": settings.TILES,
        "credit": settings.TILES_CREDIT,
    }


@register.inclusion_tag("territory/_map_script.html")
def map_script() -> dict[str, Any]:
    return {}


@register.inclusion_tag("territory/_told_table.html")
def told_table(told: Told, title: str) -> dict[str, Any]:
    """The table of a section, as the minuta prints it, each row with what it opens."""
    table = told.table
    assert table is not None
    rows = [
        [
            (column, " ".join(line.text for line in lines(cell, column)))
            for column, cell in zip(table.columns, row, strict=True)
        ]
        for group in table.groups
        for row in group.rows
    ]
    links = [*told.links, *[""] * (len(rows) - len(told.links))]
    paired = list(zip(rows, links, strict=True))
    return {"title": title, "columns": table.columns, "rows": paired, "unsaid": told.unsaid}


def _legend(chart: Map) -> list[tuple[SafeString, str]]:
    found = [(SafeString(symbol(f"land {look}")), text) for look, text in steps(chart)]
    return found + [
        (SafeString(symbol(thing.symbol, thing.tone)), thing.said) for thing in things(chart)
    ]


def _rows(map: PlaceMap, chart: Map, data: Table) -> list[dict[str, Any]]:  # noqa: A002
    """Each row of the table with what a live map draws of it: the table is all that it knows."""
    found = []
    for row, cells in zip(map_rows(chart), data.groups[0].rows, strict=True):
        texts = [
            (column, " ".join(line.text for line in lines(cell, column)))
            for column, cell in zip(data.columns, cells, strict=True)
        ]
        found.append({"thing": row, "cells": texts, "data": _data(map, chart, row)})
    return found


def _data(map: PlaceMap, chart: Map, row: Area | Route | Mark) -> dict[str, str]:  # noqa: A002
    if isinstance(row, Area):
        land = next(land for land in map.ground.lands if land.ident == row.ident)
        return {
            "said": said_of_area(chart, row),
            "look": look_of(chart, row),
            "label": _degrees(land.label),
            "anchor": row.anchor,
        }
    said = {"said": said_of_thing(row), "tone": row.tone}
    if isinstance(row, Route):
        path = map.lines[chart.routes.index(row)].path
        return said | {"line": " ".join(_degrees(place) for place in path)}
    point = map.points[chart.marks.index(row)]
    number = number_of(chart, row)
    shown = {"number": str(number)} if number else {}
    return said | shown | {"point": _degrees(point.at), "symbol": row.symbol}


def _degrees(place: tuple[float, float]) -> str:
    return f"{place[0]:.5f},{place[1]:.5f}"
