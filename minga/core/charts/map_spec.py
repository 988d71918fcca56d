"""What a map says: areas with their figure, things that stand in them, and what each one opens. It
knows no territory: who asks for it brings the outlines."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from minga.core.charts.spec import Tone
from minga.core.kinds import INTEGER, Kind

Place = tuple[int, int]
Rings = tuple[tuple[Place, ...], ...]
# Each kind of thing has its own shape, besides the colour of its state.
Symbol = Literal["disc", "square", "triangle", "diamond"]
# The ramp of the house has four steps.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Area:
    """A place: its rings in units of the caller, y downwards; where its name stands, and on which
    side of that point; what is known of it. `ident` is what a table names its row by, `href` what
    it opens."""

    name: str
    rings: Rings
    label: Place
    value: int | None
    anchor: str = "middle"
    ident: str = ""
    href: str = ""
    is_here: bool = False
    note: str = ""
    # It lies inside of another one, over it.
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A thing at a point. `state` is the word of its tone: a colour never stands alone."""

    name: str
    kind: str
    place: Place
    symbol: Symbol = "disc"
    tone: Tone = "going"
    state: str = ""
    ident: str = ""
    href: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.tone != "going" and not self.state:
            raise ValueError(f"«{self.name}» has a tone and no word for it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A thing along a line: a street, a pipe."""

    name: str
    kind: str
    places: tuple[Place, ...]
    tone: Tone = "going"
    state: str = ""
    ident: str = ""
    href: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.tone != "going" and not self.state:
            raise ValueError(f"«{self.name}» has a tone and no word for it")


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
    marks: tuple[Mark, ...] = ()
    routes: tuple[Route, ...] = ()
    # What an area is, beside things that stand in it: «comuna».
    area_kind: str = "lugar"
    # Metres of one unit of the caller; without it there is no scale to draw.
    metres: int = 0

    def __post_init__(self) -> None:
        if len(self.limits) >= STEPS or list(self.limits) != sorted(set(self.limits)):
            raise ValueError(f"the steps of «{self.title}» are at most four, from low to high")

    @property
    def is_measured(self) -> bool:
        """Whether its areas have a figure; else it shows where things are."""
        return any(area.value is not None for area in self.areas)

    @property
    def has_things(self) -> bool:
        return bool(self.marks or self.routes)

    @property
    def is_empty(self) -> bool:
        here = any(area.is_here for area in self.areas)
        return not self.areas or not (self.is_measured or self.has_things or here)

    @property
    def key(self) -> str:
        said = repr((self.title, self.note, self.areas, self.limits, self.marks, self.routes))
        return f"m{sha256(said.encode()).hexdigest()[:8]}"

    def step(self, value: int | None) -> int | None:
        """Which part of the ramp a value has."""
        return None if value is None else sum(value > limit for limit in self.limits)

    @property
    def are_numbered(self) -> bool:
        """A few marks carry the number of their row; many would hide each other."""
        return 0 < len(self.marks) <= 20
