"""What counts, read in the division of any day: products and measures down, communes across."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from minga.core.access import Access
from minga.core.numbers import whole
from minga.territory.frames import Frame, atlas
from minga.territory.models import Kind, TerritoryVersion
from minga.territory.reexpress import Reading, figures, reexpress
from minga.workplan.results.models import Result, ResultQuerySet, Unit
from minga.workplan.results.products import Named, names_for


@dataclass(frozen=True)
class Asked:
    """Whose results, of what year, as known on what day, in which division and place. Empty
    `action` and `line`: all."""

    access: Access
    year: int
    day: date
    frame: Frame
    place: TerritoryVersion
    action: str = ""
    line: str = ""


@dataclass
class Row:
    """One measure of a product: by commune, what is known only of the whole place, and the sum."""

    product: Named
    service: str
    measure: str
    unit: str
    by_commune: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    only_whole: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_commune.values()) + self.only_whole

    @property
    def unit_label(self) -> str:
        return str(Unit(self.unit).label)


@dataclass(frozen=True)
class Matrix:
    communes: Sequence[TerritoryVersion]
    rows: Sequence[Row]
    # What has no place in this division, said once each.
    undivided: tuple[str, ...]
    frame: Frame
    place: TerritoryVersion

    @property
    def has_only_whole(self) -> bool:
        return any(row.only_whole for row in self.rows)

    @property
    def products(self) -> int:
        return len({row.product.line_id for row in self.rows})

    @property
    def reached(self) -> int:
        """Communes with something delivered."""
        return len({key for row in self.rows for key, value in row.by_commune.items() if value})


@dataclass(frozen=True)
class _Figure:
    row: tuple[int, str, str, str]
    place: int
    day: date
    value: int


def counted(asked: Asked) -> ResultQuerySet:
    """The figures that count that day, of the year."""
    found = Result.objects.visible_to(asked.access).counted(asked.day).filter(year=asked.year)
    return found.filter(line__public_id=asked.line) if asked.line else found


def matrix(asked: Asked) -> Matrix:
    """A few questions, whatever the number of figures; no figure is divided by guess."""
    columns = ("service_id", "line_id", "service__short_name", "measure", "unit")
    rows = list(counted(asked).values_list(*columns, "territory_id", "ends_on", "value"))
    said = [_Figure(row[1:5], *row[5:]) for row in rows]
    names = names_for({row[0] for row in rows}, asked.day)
    said = [one for one in said if not asked.action or _action(names, one) == asked.action]
    communes = asked.frame.communes_in(asked.place.territory_id)
    placed, undivided = _placed(said, names, communes, asked)
    ordered = sorted(placed.values(), key=lambda row: (row.service, row.product.order, row.measure))
    return Matrix(communes, ordered, undivided, asked.frame, asked.place)


def _action(names: dict[int, Named], one: _Figure) -> str:
    return names[one.row[0]].line_of_action


def _placed(
    said: Sequence[_Figure],
    names: dict[int, Named],
    communes: Sequence[TerritoryVersion],
    asked: Asked,
) -> tuple[dict[tuple[int, str, str, str], Row], tuple[str, ...]]:
    """Each figure in its commune; else in the whole region; else among what has no place."""
    inside = {version.territory_id for version in communes}
    in_communes, in_regions = (
        _read(said, asked.frame, kind) for kind in (Kind.COMMUNE, Kind.REGION)
    )
    sentences = {(u.place_id, u.day, u.amount): u.sentence for u in in_regions.undivided}
    rows: dict[tuple[int, str, str, str], Row] = {}
    told: dict[str, None] = {}
    for one, commune, region in zip(said, in_communes.groups, in_regions.groups, strict=True):
        if int(commune) in inside:
            _row(rows, names, one).by_commune[int(commune)] += one.value
        elif int(commune) < 0 and int(region) == asked.place.territory_id:
            _row(rows, names, one).only_whole += one.value
        elif int(commune) < 0 and _concerns(one, communes):
            why = sentences.get((one.place, one.day, one.value)) or _of_the_region(one, asked)
            told[f"{names[one.row[0]]}, {one.row[2]}: {why}"] = None
    return rows, tuple(told)


def _read(said: Sequence[_Figure], frame: Frame, kind: str) -> Reading:
    given = figures((one.place, one.day, one.value) for one in said)
    return reexpress(given, on=frame.on, kind=kind)


def _row(rows: dict[tuple[int, str, str, str], Row], names: dict[int, Named], one: _Figure) -> Row:
    line, service, measure, unit = one.row
    return rows.setdefault(one.row, Row(names[line], service, measure, unit))


def _of_the_region(one: _Figure, asked: Asked) -> str:
    """One looks at a commune: the figure is told, and is not the commune's."""
    name = asked.frame.name_of(one.place)
    return f"{whole(one.value)} se conoce solo para {name}, sin desglose por comuna."


def _concerns(one: _Figure, communes: Iterable[TerritoryVersion]) -> bool:
    """The figure is of something that these communes were part of that day."""
    then = atlas().on(one.day)
    return any(one.place in then.containing(version.territory_id) for version in communes)
