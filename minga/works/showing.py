"""What the page of a project shows: its money, its communes, its place on the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import cycle

from minga.territory.frames import Frame
from minga.territory.maps import MapArea, MapLine, MapPoint, PlaceMap, ground_of
from minga.territory.models.shares import WHOLE, split
from minga.territory.place_map import address, commune_of, ground_under
from minga.works.locations import POINT, kind_of, paths_of, told
from minga.works.models import CostLine, FundingSource, Project, ProjectShare
from minga.works.models.costs import THOUSAND

TINTS = ("plan", "actual", "soft", "range")


@dataclass(frozen=True)
class Line:
    """A line item, its M$ in each year, and their sum."""

    item: object
    cells: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        return sum(amount for _, amount in self.cells)


@dataclass(frozen=True)
class Payer:
    """Who pays, how much, and which part of the cost in hundredths of a percent."""

    name: str
    amount: int
    part: int
    start: int
    tint: str

    @property
    def thousands(self) -> int:
        return self.amount // THOUSAND

    @property
    def width(self) -> int:
        """With a gap to the next one."""
        return max(self.part - 40, 10)

    @property
    def percent(self) -> str:
        return f"{self.part / 100:.1f}".rstrip("0").rstrip(".").replace(".", ",")


@dataclass(frozen=True)
class Money:
    """What a project costs and who pays for it, as its page tells it."""

    costs: Sequence[CostLine]
    sources: Sequence[FundingSource]

    @classmethod
    def of(cls, project: Project) -> "Money":
        costs = project.costs.select_related("line_item")
        return cls(
            list(costs.order_by("line_item__subtitle", "line_item__item",
                                "line_item__allocation", "year")),
            list(project.sources.select_related("organisation").order_by("pk")),
        )  # fmt: skip

    @cached_property
    def total(self) -> int:
        return sum(row.amount for row in self.costs)

    @property
    def years(self) -> list[int]:
        return sorted({row.year for row in self.costs})

    @property
    def lines(self) -> list[Line]:
        known = {(row.line_item_id, row.year): row.amount for row in self.costs}
        items = {row.line_item_id: row.line_item for row in self.costs}
        return [
            Line(item, tuple((year, known.get((pk, year), 0) // THOUSAND) for year in self.years))
            for pk, item in items.items()
        ]

    @property
    def total_thousands(self) -> int:
        return self.total // THOUSAND

    @property
    def sums(self) -> list[tuple[int, int]]:
        return [(year, self.of_year(year)) for year in self.years]

    def of_year(self, year: int) -> int:
        """M$."""
        return sum(row.amount for row in self.costs if row.year == year) // THOUSAND

    @property
    def payers(self) -> list[Payer]:
        parts = split_by([row.amount for row in self.sources])
        found, start = [], 0
        for row, part, tint in zip(self.sources, parts, cycle(TINTS)):
            name = row.get_kind_display()
            named = f"{name}: {row.organisation.short_name}" if row.organisation else name
            found.append(Payer(named[:1].upper() + named[1:], row.amount, part, start, tint))
            start += part
        return found


def split_by(amounts: Sequence[int]) -> list[int]:
    """Hundredths of a percent that add to 100 %."""
    total = sum(amounts)
    if not total:
        return [0 for _ in amounts]
    parts = [amount * WHOLE // total for amount in amounts]
    rests = sorted(range(len(amounts)), key=lambda n: -(amounts[n] * WHOLE % total))
    for number in rests[: WHOLE - sum(parts)]:
        parts[number] += 1
    return parts


@dataclass(frozen=True)
class Portion:
    """A commune: its share in hundredths of a percent, and its pesos of the cost."""

    name: str
    href: str
    hundredths: int
    amount: int | None

    @property
    def percent(self) -> str:
        return f"{self.hundredths / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def portions(shares: Sequence[ProjectShare], cost: int, frame: Frame) -> list[Portion]:
    """Split to the peso; no amounts while the communes do not add to 100 %."""
    given = [(row.territory_id, row.hundredths) for row in shares]
    whole = sum(hundredths for _, hundredths in given) == WHOLE
    amounts = split(cost, given) if whole and cost else {}
    rows = sorted(shares, key=lambda row: (-row.hundredths, row.pk))
    return [
        Portion(
            frame.name_of(row.territory_id),
            address(row.territory, frame),
            row.hundredths,
            amounts.get(row.territory_id),
        )
        for row in rows
    ]


def map_of(project: Project, shares: Sequence[ProjectShare], frame: Frame) -> PlaceMap | None:
    """Its communes, each with its share, and what was drawn. None without any commune."""
    places = [row for row in shares if row.territory_id in frame.versions]
    if not places:
        return None
    first = max(places, key=lambda row: row.hundredths).territory
    commune = commune_of(first, frame)
    if len(places) == 1 and commune is not None:
        ground = ground_under(first, frame, near=True)
    else:
        region = frame.region_of(first.pk)
        ground = ground_of(frame, frame.communes_in(region.territory_id) if region else [])
    known = {row.territory.public_id: row.hundredths for row in places}
    points, lines = _drawn(project)
    return PlaceMap(
        title=_title(places, frame),
        note=f"Con {told(project.location)}" if project.location else "Sin ubicación dibujada",
        ground=ground,
        areas=tuple(
            MapArea(
                land.ident,
                href=address(land.version.territory, frame),
                note=_note(known, land.ident),
            )
            for land in ground.lands
        ),
        points=points,
        lines=lines,
        place_title="Lugar",
        area_kind="lugar",
        selected="" if len(places) == 1 else first.public_id,
        geometry_url=address(first, frame, "geometry") + ("&cerca=1" if len(places) == 1 else ""),
    )


def _note(known: dict[str, int], ident: str) -> str:
    share = known.get(ident)
    return f"{Portion('', '', share, None).percent} % del proyecto" if share else ""


def _title(places: Sequence[ProjectShare], frame: Frame) -> str:
    names = [frame.name_of(row.territory_id) for row in places]
    if len(names) == 1:
        return f"El proyecto está en {names[0]}"
    return f"El proyecto está en {', '.join(names[:-1])} y {names[-1]}"


def _drawn(project: Project) -> tuple[tuple[MapPoint, ...], tuple[MapLine, ...]]:
    if project.location is None:
        return (), ()
    state = project.get_state_display()
    paths = paths_of(project.location)
    if kind_of(project.location) == POINT:
        at = paths[0][0]
        return (MapPoint(name=project.name, kind="proyecto", at=at, state=state),), ()
    lines = (MapLine(name=project.name, kind="proyecto", path=path, state=state) for path in paths)
    return (), tuple(lines)


def span(project: Project, day: date) -> str:
    """How long it lasts, and where in it one is."""
    if project.starts_on is None or project.ends_on is None:
        return ""
    months = (project.ends_on.year - project.starts_on.year) * 12
    months += project.ends_on.month - project.starts_on.month + 1
    lasts = f"Dura {months} mes{'es' if months > 1 else ''}"
    if day < project.starts_on:
        return f"{lasts}; todavía no comienza."
    if day > project.ends_on:
        return f"{lasts}; su término previsto ya pasó."
    return f"{lasts}; está en curso."
