"""A step line drawn on the server as plain SVG: no script, it prints, the content policy holds.

Two drawings, wide and narrow, so that the text never shrinks; the table of the data goes with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

TICKS = (0, 25, 50, 75, 100)
# The middle of each month, in days from 1 January.
MONTH_DAYS = (
    (15, "ene"),
    (45, "feb"),
    (74, "mar"),
    (105, "abr"),
    (135, "may"),
    (166, "jun"),
    (196, "jul"),
    (227, "ago"),
    (258, "sep"),
    (288, "oct"),
    (319, "nov"),
    (349, "dic"),
)


@dataclass(frozen=True)
class Mark:
    """A change of level: day of the year from 0, the level after it, what caused it, and the day as
    shown."""

    x: int
    y: int
    label: str
    day: str


@dataclass(frozen=True)
class Drawing:
    """Pixels of one size: plot box, and everything in it already placed."""

    width: int
    height: int
    left: int
    right: int
    chart: "StepChart"
    every: int

    TOP = 14

    @property
    def bottom(self) -> int:
        return self.height - 26

    def x(self, day: int) -> int:
        return self.left + day * (self.right - self.left) // max(self.chart.length, 1)

    def y(self, level: int) -> int:
        return self.bottom - level * (self.bottom - self.TOP) // self.chart.target

    @property
    def ticks(self) -> Iterator[tuple[int, int, int]]:
        """Level, its height, and the baseline of its figure."""
        return ((level, self.y(level), self.y(level) + 4) for level in TICKS)

    @property
    def months(self) -> Iterator[tuple[int, str]]:
        return ((self.x(day), name) for day, name in MONTH_DAYS[:: self.every])

    @property
    def line(self) -> str:
        """The path of the level: along, then up."""
        steps = (f"H{self.x(mark.x)}V{self.y(mark.y)}" for mark in self.chart.marks)
        return f"M{self.left} {self.y(0)}{''.join(steps)}H{self.x(self.chart.upto)}"

    @property
    def pace(self) -> str:
        return f"M{self.left} {self.y(0)}L{self.right} {self.TOP}"

    @property
    def labels(self) -> Iterator[tuple[int, int, str]]:
        return ((self.x(mark.x) - 3, self.y(mark.y) - 5, mark.label) for mark in self.chart.marks)

    @property
    def end(self) -> tuple[int, int]:
        return self.x(self.chart.upto), self.y(self.chart.level)

    @property
    def end_label(self) -> tuple[int, int, str]:
        """To the right of the last point, or under it when the year is almost over."""
        x, y = self.end
        room = self.width - x > 96
        return (x + 10, y + 5, "start") if room else (x, y + 22, "end")

    @property
    def ground(self) -> int:
        return self.height - 8


@dataclass(frozen=True)
class StepChart:
    """Title with the finding, a note with measure and unit, the changes of level, and up to which
    day."""

    title: str
    note: str
    marks: list[Mark]
    length: int
    upto: int
    target: int
    last_label: str

    @property
    def level(self) -> int:
        return self.marks[-1].y if self.marks else 0

    @property
    def wide(self) -> Drawing:
        return Drawing(680, 212, 34, 588, self, every=1)

    @property
    def narrow(self) -> Drawing:
        return Drawing(358, 220, 34, 266, self, every=2)

    @property
    def spoken(self) -> str:
        """What the picture says, for who does not see it."""
        steps = ", ".join(f"{mark.y} el {mark.day}" for mark in self.marks)
        return f"{self.title}. {steps or 'Sin puntos'}; meta {self.target}."
