"""Charts from one specification: drawn on the server for the screen and for paper, with the table
of their data."""

from minga.core.charts.data import table
from minga.core.charts.map_spec import Area, Map, Mark, Route
from minga.core.charts.spec import Chart, Point, Series, Target, Tone
from minga.core.charts.svg import MIDDLE, NARROW, WIDE, paper, screen
from minga.core.charts.words import spoken
from minga.core.reports.spec import Figure

__all__ = [
    "MIDDLE",
    "NARROW",
    "WIDE",
    "Area",
    "Chart",
    "Map",
    "Mark",
    "Point",
    "Route",
    "Series",
    "Target",
    "Tone",
    "figure",
    "paper",
    "screen",
    "spoken",
    "table",
]


# A map takes half of the width of a sheet.
MAP = 420


def figure(chart: Chart | Map, *, highest: int = 0) -> Figure:
    """The chart as a report carries it. One without data has no drawing: its sentence stands.
    `highest`: pixels that a map may be high."""
    return Figure(
        title=chart.title,
        note=chart.empty if chart.is_empty else chart.note,
        source=chart.source,
        svg=""
        if chart.is_empty
        else paper(chart, MAP if isinstance(chart, Map) else WIDE, highest=highest),
        alt=f"{chart.title}. {spoken(chart)}",
        table=None if chart.is_empty else table(chart),
    )
