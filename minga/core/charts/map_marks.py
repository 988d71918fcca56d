"""Things on a map: each kind by its shape, each state by its tone, a few by the number of their
row."""

from collections.abc import Callable
from typing import Literal

from minga.core.charts.canvas import Box, Canvas, Link, Spot
from minga.core.charts.map_spec import Map, Place, Symbol
from minga.core.charts.map_words import number_of, said_of_thing
from minga.core.charts.spec import Tone

SMALL, LARGE = 4, 9


def draw_marks(
    canvas: Canvas, chart: Map, at: Callable[[Place], Place], *, links: bool = False
) -> None:
    for route in chart.routes:
        link = Link(route.href, said_of_thing(route), route.ident) if links else None
        d = "M" + "L".join(f"{x} {y}" for x, y in map(at, route.places))
        canvas.add("path", f"route t-{route.tone}", d=d, link=link)
    for mark in chart.marks:
        link = Link(mark.href, said_of_thing(mark), mark.ident) if links else None
        number = number_of(chart, mark)
        x, y = at(mark.place)
        radius = LARGE if number else SMALL
        draw_symbol(canvas, mark.symbol, mark.tone, (x, y), radius, link=link)
        if number:
            look = "number hollow" if mark.tone == "unstarted" else "number"
            canvas.words(Spot(x, y + 4, "middle"), str(number), look, keep=False)
        canvas.taken.append(Box(x - radius, y - radius, x + radius, y + radius))


def draw_symbol(
    canvas: Canvas,
    symbol: Symbol | Literal["line"],
    tone: Tone,
    at: Place,
    radius: int = SMALL,
    *,
    link: Link | None = None,
) -> None:
    x, y = at
    if symbol == "line":
        canvas.add("path", f"route t-{tone}", d=f"M{x - 7} {y}H{x + 7}", link=link)
    elif symbol == "disc":
        canvas.add("circle", f"mark pin t-{tone}", cx=x, cy=y, r=radius, link=link)
    else:
        canvas.add("path", f"mark pin t-{tone}", d=_corners(symbol, x, y, radius), link=link)


def _corners(symbol: Symbol, x: int, y: int, radius: int) -> str:
    """As large to the eye as a disc of that radius."""
    r, low, high = radius, radius * 11 // 10, radius * 13 // 10
    if symbol == "square":
        return f"M{x - r} {y - r}H{x + r}V{y + r}H{x - r}Z"
    if symbol == "triangle":
        return f"M{x} {y - high}L{x + high} {y + low}H{x - high}Z"
    return f"M{x} {y - high}L{x + high} {y}L{x} {y + high}L{x - high} {y}Z"
