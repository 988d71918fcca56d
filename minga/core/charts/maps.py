"""A quiet map: areas in one ramp of sand, the figure written in each. It knows no territory: who
asks for it brings the outlines."""

from dataclasses import dataclass
from hashlib import sha256

from minga.core.charts.canvas import LINE, Box, Canvas, Spot, around, width_of
from minga.core.charts.figures import figure
from minga.core.kinds import INTEGER, Kind

Place = tuple[int, int]
HIGHEST = 520
MARGIN = 4
SWATCH = 14
# The ramp of the house has four steps.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Area:
    """A place: its rings in units of the caller, y downwards; where its name stands, and on which
    side of that point; what is known of it."""

    name: str
    rings: tuple[tuple[Place, ...], ...]
    label: Place
    value: int | None
    anchor: str = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """`limits` are the highest value of each step but the last: (0, 5, 10) makes four steps."""

    title: str
    note: str
    areas: tuple[Area, ...]
    limits: tuple[int, ...] = ()
    value: Kind = INTEGER
    source: str = ""
    place_title: str = "Lugar"
    value_title: str = "Valor"
    empty: str = "Todavía no hay datos para este mapa."

    def __post_init__(self) -> None:
        if len(self.limits) >= STEPS or list(self.limits) != sorted(set(self.limits)):
            raise ValueError(f"the steps of «{self.title}» are at most four, from low to high")

    @property
    def is_empty(self) -> bool:
        return all(area.value is None for area in self.areas)

    @property
    def key(self) -> str:
        said = repr((self.title, self.note, self.areas, self.limits))
        return f"m{sha256(said.encode()).hexdigest()[:8]}"

    def step(self, value: int | None) -> int | None:
        """Which part of the ramp a value has."""
        return None if value is None else sum(value > limit for limit in self.limits)


@dataclass(frozen=True)
class Scale:
    """Units of the caller as pixels of the drawing, in thousandths."""

    west: int
    north: int
    thousandths: int
    left: int

    def at(self, place: Place) -> Place:
        x, y = place
        return (
            self.left + (x - self.west) * self.thousandths // 1000,
            MARGIN + (y - self.north) * self.thousandths // 1000,
        )


def draw_map(chart: Map, width: int) -> Canvas:
    canvas = Canvas(f"{chart.key}-{width}", width)
    scale = _scale(chart, width)
    for area in chart.areas:
        step = chart.step(area.value)
        d = "".join(_ring(scale, ring) for ring in area.rings)
        canvas.add("path", "land none" if step is None else f"land r{step}", d=d)
    for area in chart.areas:
        _words(canvas, chart, area, scale.at(area.label))
    corners = [scale.at(place)[1] for area in chart.areas for ring in area.rings for place in ring]
    lowest = max([*corners, *(box.bottom for box in canvas.taken)])
    canvas.height = _legend(canvas, chart, lowest + 16)
    return canvas


def _scale(chart: Map, width: int) -> Scale:
    """As large as fits with the names that stand outside of the land."""
    left = right = MARGIN
    scale, edge = _between(chart, left, width - right)
    for _ in range(3):
        boxes = [box for area in chart.areas for box in _boxes(chart, area, scale.at(area.label))]
        left += max(0, MARGIN - min(box.left for box in boxes))
        right = max([MARGIN, *(box.right - edge + MARGIN for box in boxes)])
        scale, edge = _between(chart, left, max(width - right, left + width // 3))
    return scale


def _between(chart: Map, left: int, right: int) -> tuple[Scale, int]:
    """The land between two sides and no higher than allowed, and where it ends on the right."""
    places = [place for area in chart.areas for ring in area.rings for place in ring]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    north, south = min(y for _, y in places), max(y for _, y in places)
    across = (right - left) * 1000 // max(east - west, 1)
    scale = Scale(west, north, min(across, HIGHEST * 1000 // max(south - north, 1)), left)
    return scale, scale.at((east, south))[0]


def _ring(scale: Scale, ring: tuple[Place, ...]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in map(scale.at, ring)) + "Z"


def _lines(chart: Map, area: Area, at: Place) -> list[tuple[Spot, str]]:
    x, y = at
    said = figure(area.value, chart.value) if area.value is not None else "sin dato"
    return [(Spot(x, y, area.anchor), area.name), (Spot(x, y + LINE, area.anchor), said)]


def _boxes(chart: Map, area: Area, at: Place) -> list[Box]:
    return [around(spot, text, bold=True) for spot, text in _lines(chart, area, at)]


def _words(canvas: Canvas, chart: Map, area: Area, at: Place) -> None:
    (first, name), (second, value) = _lines(chart, area, at)
    canvas.words(first, name)
    canvas.words(second, value, "value" if area.value is not None else "axis")


def _legend(canvas: Canvas, chart: Map, top: int) -> int:
    """The steps in words; as many lines as they take; the height below them."""
    x = 0
    for look, text in _steps(chart):
        width = SWATCH + 6 + width_of(text) + 16
        if x and x + width - 16 > canvas.width:
            x, top = 0, top + 20
        canvas.rect(Box(x, top, x + SWATCH, top + SWATCH), f"land {look}")
        canvas.words(Spot(x + SWATCH + 6, top + 12), text)
        x += width
    return top + 20


def _steps(chart: Map) -> list[tuple[str, str]]:
    values = [area.value for area in chart.areas if area.value is not None]
    found = []
    for step in sorted({chart.step(value) or 0 for value in values}):
        inside = [value for value in values if chart.step(value) == step]
        low, high = figure(min(inside), chart.value), figure(max(inside), chart.value)
        found.append((f"r{step}", low if low == high else f"{low} a {high}"))
    if len(values) < len(chart.areas):
        found.append(("none", "sin dato"))
    return found
