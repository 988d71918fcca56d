"""Shapes on a drawing, and where its words find room: no word stands on another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from minga.core.reports.layout import text_width

SIZE = 13
LINE = 16
BOLD_SIZE = 14
# What a letter reaches above and below its baseline.
ASCENT, DESCENT = 11, 3


@dataclass(frozen=True, slots=True)
class Box:
    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Link:
    """What a shape opens and says on a screen; `ident` names the row of the table it belongs to."""

    href: str
    label: str
    ident: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """An element of SVG; `look` are classes of 07-charts.css."""

    tag: str
    attributes: tuple[tuple[str, str | int], ...]
    look: str = ""
    text: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a word: its baseline, and on which side of x it stands."""

    x: int
    y: int
    anchor: str = "start"


@dataclass
class Canvas:
    """`key` names the drawing among others of a page."""

    key: str
    width: int
    height: int = 0
    shapes: list[Shape] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def add(
        self,
        tag: str,
        look: str = "",
        text: str = "",
        *,
        link: Link | None = None,
        **attributes: str | int,
    ) -> None:
        named = tuple((name.replace("_", "-"), value) for name, value in attributes.items())
        self.shapes.append(Shape(tag, named, look, text, link))

    def line(self, x1: int, y1: int, x2: int, y2: int, look: str) -> None:
        self.add("line", look, x1=x1, y1=y1, x2=x2, y2=y2)

    def rect(self, box: Box, look: str) -> None:
        width, height = box.right - box.left, box.bottom - box.top
        self.add("rect", look, x=box.left, y=box.top, width=width, height=height)

    def words(self, spot: Spot, text: str, look: str = "", *, keep: bool = True) -> None:
        """A text that stands where it is told; others keep off it."""
        self.add("text", look, text, x=spot.x, y=spot.y, text_anchor=spot.anchor)
        if keep:
            self.taken.append(around(spot, text, bold="last" in look))

    def place(
        self, spots: Iterable[Spot], text: str, look: str = "", *, must: bool = False
    ) -> Spot | None:
        """A text at the first spot where it is free; what must be said stands at the last."""
        last = None
        for spot in spots:
            last, box = spot, around(spot, text, bold="last" in look)
            if self.is_free(box):
                self.words(spot, text, look)
                return spot
        if not must or last is None:
            return None
        self.words(last, text, look)
        return last

    def is_free(self, box: Box) -> bool:
        inside = box.left >= 0 and box.right <= self.width
        inside = inside and box.top >= 0 and box.bottom <= self.height
        return inside and not any(box.meets(other) for other in self.taken)


def width_of(text: str, *, bold: bool = False) -> int:
    size = BOLD_SIZE if bold else SIZE
    return -(-text_width(text, bold=bold) * size // 1000)


def around(spot: Spot, text: str, *, bold: bool = False) -> Box:
    width = width_of(text, bold=bold)
    left = {"start": spot.x, "middle": spot.x - width // 2, "end": spot.x - width}[spot.anchor]
    return Box(left, spot.y - ASCENT, left + width, spot.y + DESCENT)


def wrapped(text: str, room: int) -> list[str]:
    """The lines of a text in so many pixels; a longer word stands alone."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def beside(x: int, y: int, below: int = 0) -> Iterator[Spot]:
    """To the right of a point, then over and under it, then to its left; if it can be, lower than
    `below`."""
    for shift in sorted(range(-39, 94, 4), key=lambda shift: abs(shift - 5)):
        if y + shift > below:
            yield Spot(x + 10, y + shift)
    for shift in (-10, 20, -24, 34):
        yield Spot(x, y + shift, "end")
    for shift in (-40, 50, -55, 65):
        yield Spot(x, y + shift, "end")
