"""What a map says in words: of each area, in its legend, of what stands on it."""

from dataclasses import dataclass
from typing import Literal

from minga.core.charts.figures import figure
from minga.core.charts.map_spec import Area, Map, Mark, Route, Symbol
from minga.core.charts.spec import Tone


@dataclass(frozen=True, slots=True)
class Thing:
    """A line of the legend: a kind of thing in one of its states."""

    said: str
    symbol: Symbol | Literal["line"]
    tone: Tone


def said_of_area(chart: Map, area: Area) -> str:
    """«Pica: 3 asuntos»; the place alone where nothing is measured."""
    if not chart.is_measured:
        return area.name
    if area.value is None:
        return f"{area.name}: sin dato"
    return f"{area.name}: {figure(area.value, chart.value)}"


def said_of_thing(thing: Mark | Route) -> str:
    """«Escuela Santa Rosa, escuela, atrasada»."""
    return ", ".join(filter(None, (thing.name, thing.kind, thing.state)))


def steps(chart: Map) -> list[tuple[str, str]]:
    """The look and the words of each step of the ramp that some area has."""
    values = [area.value for area in chart.areas if area.value is not None]
    found = []
    for step in sorted({chart.step(value) or 0 for value in values}):
        inside = [value for value in values if chart.step(value) == step]
        low, high = figure(min(inside), chart.value), figure(max(inside), chart.value)
        found.append((f"r{step}", low if low == high else f"{low} a {high}"))
    if values and len(values) < len(chart.areas):
        found.append(("none", "sin dato"))
    return found


def things(chart: Map) -> list[Thing]:
    """Each kind of thing in each of its states, once, in the order of the map."""
    found: dict[tuple[str, str], Thing] = {}
    for route in chart.routes:
        said = ", ".join(filter(None, (route.kind, route.state)))
        found.setdefault((route.kind, route.state), Thing(said, "line", route.tone))
    for mark in chart.marks:
        said = ", ".join(filter(None, (mark.kind, mark.state)))
        found.setdefault((mark.kind, mark.state), Thing(said, mark.symbol, mark.tone))
    return list(found.values())


def number_of(chart: Map, mark: Mark) -> int:
    """That of its row, from one; nothing where there are too many to number."""
    return chart.marks.index(mark) + 1 if chart.are_numbered else 0
