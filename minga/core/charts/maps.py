"""A quiet map: areas in one ramp of sand, the figure written in each, things on top."""

from dataclasses import dataclass

from minga.core.charts.canvas import LINE, Box, Canvas, Link, Spot, around, width_of
from minga.core.charts.figures import figure
from minga.core.charts.map_marks import draw_marks, draw_symbol
from minga.core.charts.map_spec import Area, Map, Place
from minga.core.charts.map_words import said_of_area, steps, things

HIGHEST = 520
MARGIN = 4
SWATCH = 14
# How far down or up a name may move to stand where it is free.
SHIFTS = (0, 18, -18, 34, -34)


@dataclass(frozen=True)
class Scale:
    """Units of the caller as pixels of the drawing, in millionths: a unit may be a metre."""

    west: int
    north: int
    millionths: int
    left: int

    def at(self, place: Place) -> Place:
        x, y = place
        return (
            self.left + (x - self.west) * self.millionths // 1_000_000,
            MARGIN + (y - self.north) * self.millionths // 1_000_000,
        )

    def pixels(self, units: int) -> int:
        return units * self.millionths // 1_000_000


def draw_map(
    chart: Map, width: int, *, highest: int = HIGHEST, legend: bool = True, links: bool = False
) -> Canvas:
    """`links`: on a screen what can be opened is opened from the drawing too."""
    canvas = Canvas(f"{chart.key}-{width}", width)
    scale = _scale(chart, width, highest)
    for area in sorted(chart.areas, key=lambda area: area.is_here):
        link = Link(area.href, said_of_area(chart, area), area.ident) if links else None
        d = "".join(_ring(scale, ring) for ring in area.rings)
        canvas.add("path", look_of(chart, area), d=d, link=link)
    corners = [scale.at(place)[1] for area in chart.areas for ring in area.rings for place in ring]
    canvas.height = max(corners, default=0) + MARGIN
    draw_marks(canvas, chart, scale.at, links=links)
    for area in sorted(chart.areas, key=lambda area: not area.is_here):
        _words(canvas, chart, area, scale.at(area.label))
    canvas.height = max([canvas.height, *(box.bottom for box in canvas.taken)])
    if chart.metres:
        _scale_bar(canvas, chart, scale)
    if legend:
        canvas.height = _legend(canvas, chart, canvas.height + 12)
    return canvas


def look_of(chart: Map, area: Area) -> str:
    step = chart.step(area.value)
    if not chart.is_measured:
        ground = "part" if area.is_part else "plain"
    else:
        ground = "none" if step is None else f"r{step}"
    return f"land {ground} here" if area.is_here else f"land {ground}"


def _scale(chart: Map, width: int, highest: int) -> Scale:
    """As large as fits with the names that stand outside of the land."""
    left = right = MARGIN
    scale, edge = _between(chart, left, width - right, highest)
    for _ in range(3):
        boxes = [box for area in chart.areas for box in _boxes(chart, area, scale.at(area.label))]
        left += max(0, MARGIN - min(box.left for box in boxes))
        right = max([MARGIN, *(box.right - edge + MARGIN for box in boxes)])
        scale, edge = _between(chart, left, max(width - right, left + width // 3), highest)
    return scale


def _between(chart: Map, left: int, right: int, highest: int) -> tuple[Scale, int]:
    """The land between two sides and no higher than allowed, and where it ends on the right."""
    places = [place for area in chart.areas for ring in area.rings for place in ring]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    north, south = min(y for _, y in places), max(y for _, y in places)
    across = (right - left) * 1_000_000 // max(east - west, 1)
    scale = Scale(west, north, min(across, highest * 1_000_000 // max(south - north, 1)), left)
    return scale, scale.at((east, south))[0]


def _ring(scale: Scale, ring: tuple[Place, ...]) -> str:
    """Corners that fall on the same pixel are one."""
    corners: list[Place] = []
    for corner in map(scale.at, ring):
        if not corners or corner != corners[-1]:
            corners.append(corner)
    return "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z"


def _lines(chart: Map, area: Area, at: Place) -> list[tuple[Spot, str]]:
    x, y = at
    if not chart.is_measured:
        return [(Spot(x, y, area.anchor), area.name)]
    said = figure(area.value, chart.value) if area.value is not None else "sin dato"
    return [(Spot(x, y, area.anchor), area.name), (Spot(x, y + LINE, area.anchor), said)]


def _boxes(chart: Map, area: Area, at: Place) -> list[Box]:
    return [around(spot, text, bold=True) for spot, text in _lines(chart, area, at)]


def _words(canvas: Canvas, chart: Map, area: Area, at: Place) -> None:
    """The name and its figure where both are free; else the table alone says them."""
    x, y = at
    spots = (_lines(chart, area, (x, y + shift)) for shift in SHIFTS)
    lines = next((lines for lines in spots if _is_free(canvas, lines)), None)
    if lines is None and not area.is_here:
        return
    lines = lines or _lines(chart, area, at)
    (spot, name), *rest = lines
    inside = area.is_here and not chart.is_measured and area.anchor == "middle"
    canvas.words(spot, name, "on" if inside else "")
    for second, value in rest:
        canvas.words(second, value, "value" if area.value is not None else "axis")


def _is_free(canvas: Canvas, lines: list[tuple[Spot, str]]) -> bool:
    return all(canvas.is_free(around(spot, text)) for spot, text in lines)


def _scale_bar(canvas: Canvas, chart: Map, scale: Scale) -> None:
    """A round number of kilometres, at most a quarter of the width."""
    longest = canvas.width // 4 * 1_000_000 // max(scale.millionths, 1) * chart.metres
    rounds = [step * 10**power for power in range(7) for step in (1, 2, 5)]
    metres = max((length for length in rounds if length <= longest), default=0)
    if not metres:
        return
    long = scale.pixels(metres // chart.metres)
    said = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    land = [scale.at(place)[0] for area in chart.areas for ring in area.rings for place in ring]
    right, y = max(*land, long), canvas.height + LINE
    canvas.words(Spot(right - long // 2, y, "middle"), said, keep=False)
    d = f"M{right - long} {y + 4}V{y + 8}H{right}V{y + 4}"
    canvas.add("path", "scale", d=d)
    canvas.height = y + 10


def _legend(canvas: Canvas, chart: Map, top: int) -> int:
    """The steps and the kinds of things in words; as many lines as they take; the height below."""
    x = 0

    def room(text: str) -> None:
        nonlocal x, top
        if x and x + SWATCH + 6 + width_of(text) > canvas.width:
            x, top = 0, top + 20

    for look, text in steps(chart):
        room(text)
        canvas.rect(Box(x, top, x + SWATCH, top + SWATCH), f"land {look}")
        canvas.words(Spot(x + SWATCH + 6, top + 12), text)
        x += SWATCH + 6 + width_of(text) + 16
    for thing in things(chart):
        room(thing.said)
        draw_symbol(canvas, thing.symbol, thing.tone, (x + 7, top + 7))
        canvas.words(Spot(x + SWATCH + 6, top + 12), thing.said)
        x += SWATCH + 6 + width_of(thing.said) + 16
    return top + 20 if x else top
