"""What a chart says. It knows neither where it will be shown nor how it looks.

Values are integers in the smallest unit of their kind (`core.kinds`): UF in 1/10.000, percentages
in 1/100. Series are told apart by their tone, and each tone has a shape or a dash besides a colour.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from minga.core.kinds import INTEGER, Kind
from minga.core.months import Month

Shape = Literal["step", "line", "bars", "stacked", "months"]
# Blue is done, navy goes on, ochre waits, red stops, grey has not begun; the plan is dotted.
Tone = Literal["done", "going", "wait", "stop", "unstarted", "plan"]
Place = date | Month | str


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a day, in a month or of a category. Without value it is a gap, never a zero."""

    x: Place
    y: int | None
    # What caused it, or a word on it.
    label: str = ""
    # Where one point differs from its series; the label must then say so too.
    tone: Tone | None = None

    def __post_init__(self) -> None:
        if self.tone and not self.label:
            raise ValueError("a point with a tone of its own says why in its label")


@dataclass(frozen=True, slots=True)
class Series:
    label: str
    points: tuple[Point, ...]
    tone: Tone = "done"
    # What stands at the end of the line, instead of the label and the last value.
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A level to reach. With `pace`, reached evenly from the first day to the last."""

    value: int
    label: str = "Meta"
    pace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`title` states the finding; `note` the measure, its unit and its period.

    - step: levels that change on a day and stay; it goes on to `day`.
    - line: values at days, months or categories.
    - bars: a bar for each category; a second series in the tone «plan» is a mark on the bar.
    - stacked: categories divided among the series.
    - months: columns by month, one over the other; a series in the tone «plan» is a mark.
    """

    kind: Shape
    title: str
    note: str
    series: tuple[Series, ...]
    value: Kind = INTEGER
    target: Target | None = None
    source: str = ""
    # The time shown, for step and line; nothing: that of the points.
    start: date | None = None
    until: date | None = None
    # The last day that is known.
    day: date | None = None
    # Whether the axis begins at zero; only a line may not.
    from_zero: bool = True
    # Titles of the first column and of that of the labels, in the table of the data.
    place_title: str = ""
    label_title: str = ""
    empty: str = "Todavía no hay datos para este gráfico."

    def __post_init__(self) -> None:
        tones = [series.tone for series in self.series]
        if len(set(tones)) < len(tones):
            raise ValueError(f"two series of «{self.title}» would look the same")
        if not self.from_zero and self.kind != "line":
            raise ValueError("bars and steps begin at zero")

    @property
    def values(self) -> list[int]:
        return [p.y for series in self.series for p in series.points if p.y is not None]

    @property
    def reach(self) -> list[int]:
        """What the levels of a drawing have to hold."""
        target = [self.target.value] if self.target else []
        return [*self.values, *target, *([0] if self.from_zero else [])]

    @property
    def is_empty(self) -> bool:
        """Nothing to draw; a step line up to a day has its level of zero."""
        return not self.values and not (self.kind == "step" and self.day)

    @property
    def places(self) -> list[Place]:
        """Every place, once, in the order of the points; days and months in that of time."""
        found = dict.fromkeys(p.x for series in self.series for p in series.points)
        if all(isinstance(place, str) for place in found):
            return list(found)
        return sorted(found, key=str_of_place)

    @property
    def key(self) -> str:
        """Names this drawing among others of a page; the same chart has the same key."""
        said = repr((self.kind, self.title, self.note, self.series, self.target, self.day))
        return f"g{sha256(said.encode()).hexdigest()[:8]}"


def str_of_place(place: Place) -> str:
    """Sorts as time does."""
    if isinstance(place, Month):
        return f"{place.first:%Y-%m-%d}"
    return f"{place:%Y-%m-%d}" if isinstance(place, date) else place
