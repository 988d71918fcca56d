"""A chart as SVG: for the screen with classes and no style, for paper with all it needs inside."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape, quoteattr

from minga.core.charts.bars import draw_bars
from minga.core.charts.canvas import Box, Canvas, Link, Shape
from minga.core.charts.lines import draw_line
from minga.core.charts.map_marks import draw_symbol
from minga.core.charts.map_spec import Map, Symbol
from minga.core.charts.maps import draw_map
from minga.core.charts.months import draw_months
from minga.core.charts.spec import Chart, Tone
from minga.core.charts.words import spoken
from minga.core.reports.text import clean
from minga.core.styles import palette

WIDE, MIDDLE, NARROW = 680, 520, 358
FONT = "Source Sans Pro"
STYLES = Path(palette.__file__).with_name("07-charts.css")
# One rule of the drawing: `.chart text { … }`, `.chart .t-done { … }`, `.chart .line.t-wait { … }`.
RULE = re.compile(r"^\.chart ([\w.-]+) \{([^}]*)\}", re.MULTILINE)
# The page has a ground of its own; paper is white.
WHITE = {"paper": "#ffffff"}

DRAW: dict[str, Callable[[Chart, int], Canvas]] = {
    "step": draw_line,
    "line": draw_line,
    "bars": draw_bars,
    "stacked": draw_bars,
    "months": draw_months,
}


def screen(chart: Chart | Map, width: int = WIDE) -> str:
    """For a page: `width` is what the drawing measures at full size, in pixels."""
    canvas = drawn(chart, width)
    name = canvas.key
    body = "".join(_element(shape) for shape in canvas.shapes)
    look = "chart chart--map" if isinstance(chart, Map) else "chart"
    box = f'viewBox="0 0 {canvas.width} {canvas.height}"'
    return (
        f'<svg class="{look}" {box} role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(clean(chart.title))}</title>'
        f'<desc id="{name}-d">{escape(clean(spoken(chart)))}</desc>'
        f"{_hatches(canvas.key, body)}{body}</svg>"
    )


def interactive(chart: Map, width: int, *, highest: int) -> str:
    """A map whose areas and things are links, each with its words; its legend stands outside."""
    canvas = draw_map(chart, width, highest=highest, legend=False, links=True)
    body = "".join(_linked(shape) for shape in canvas.shapes)
    box = f'viewBox="0 0 {canvas.width} {canvas.height}"'
    return (
        f'<svg class="chart chart--map" {box} role="group" aria-labelledby="{canvas.key}-t">'
        f'<title id="{canvas.key}-t">{escape(clean(chart.title))}</title>{body}</svg>'
    )


def symbol(look: str, tone: Tone = "going") -> str:
    """A swatch of a legend outside of its drawing: `land r2`, or the shape of a kind."""
    canvas = Canvas("key", 16, 16)
    if look.startswith("land"):
        canvas.rect(Box(1, 1, 15, 15), look)
    else:
        draw_symbol(canvas, cast(Symbol, look), tone, (8, 8))
    body = "".join(_element(shape) for shape in canvas.shapes)
    return f'<svg class="chart key" viewBox="0 0 16 16" aria-hidden="true">{body}</svg>'


def paper(chart: Chart | Map, width: int = WIDE, *, highest: int = 0) -> str:
    """For a document: colours and faces as attributes, nothing from outside. `highest`: pixels that
    a map may be high."""
    if highest and isinstance(chart, Map):
        canvas = draw_map(chart, width, highest=highest)
    else:
        canvas = drawn(chart, width)
    body = "".join(_element(_plain(shape)) for shape in canvas.shapes)
    size = f'width="{canvas.width}" height="{canvas.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {canvas.width} {canvas.height}" font-family="{FONT}">'
        f"{_hatches(canvas.key, body, on_paper=True)}{body}</svg>"
    )


def drawn(chart: Chart | Map, width: int) -> Canvas:
    return draw_map(chart, width) if isinstance(chart, Map) else DRAW[chart.kind](chart, width)


def _element(shape: Shape) -> str:
    attributes = "".join(f" {name}={quoteattr(str(value))}" for name, value in shape.attributes)
    look = f' class="{shape.look}"' if shape.look else ""
    if shape.tag == "text":
        return f"<text{look}{attributes}>{escape(clean(shape.text))}</text>"
    return f"<{shape.tag}{look}{attributes}/>"


def _linked(shape: Shape) -> str:
    """The shape inside what it opens; words of a drawing are said by their shapes."""
    drawn_shape = _element(shape)
    if shape.tag == "text":
        return drawn_shape.replace("<text", '<text aria-hidden="true"', 1)
    return drawn_shape if shape.link is None else _inside(shape.link, drawn_shape)


def _inside(link: Link, drawn_shape: str) -> str:
    row = f" data-row={quoteattr(link.ident)}" if link.ident else ""
    said = f"aria-label={quoteattr(clean(link.label))}"
    if not link.href:
        return f'<g role="img"{row} {said}>{drawn_shape}</g>'
    return f"<a href={quoteattr(link.href)}{row} {said}>{drawn_shape}</a>"


def _plain(shape: Shape) -> Shape:
    """The same shape with the attributes that its classes stand for."""
    own = dict(shape.attributes)
    classes = set(shape.look.split())
    for selector, attributes in rules():
        tag, _, names = selector.partition(".")
        if tag in ("", shape.tag) and set(filter(None, names.split("."))) <= classes:
            own = {**own, **attributes} if names or tag else own
    return Shape(shape.tag, tuple(own.items()), "", shape.text)


@cache
def rules() -> list[tuple[str, dict[str, str]]]:
    """The look of a drawing, read from the one place that says it."""
    tokens = {**palette.colours(), **WHITE}
    found = []
    for selector, body in RULE.findall(STYLES.read_text(encoding="utf-8")):
        pairs = (line.split(":", 1) for line in body.split(";") if ":" in line)
        look = {name.strip(): _value(value.strip(), tokens) for name, value in pairs}
        found.append((selector, look))
    return found


def _value(value: str, tokens: dict[str, str]) -> str:
    if token := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return tokens[token[1]]
    return value.removesuffix("px")


def _hatches(key: str, body: str, *, on_paper: bool = False) -> str:
    """The hatchings that the drawing uses, named after it: ids are one per page."""
    found = ""
    for tone, d in (("wait", "M0 0V6"), ("stop", "M0 0V6M0 0H6")):
        if f"url(#{key}-{tone})" in body:
            shape = Shape("path", (("d", d),), f"hatch t-{tone}")
            found += (
                f'<pattern id="{key}-{tone}" width="6" height="6" '
                'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
                f"{_element(_plain(shape) if on_paper else shape)}</pattern>"
            )
    return f"<defs>{found}</defs>" if found else ""
