"""Two divisions side by side: what a measure says of each region (or province) in both."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from minga.core.numbers import whole
from minga.territory import example
from minga.territory.frames import Atlas, Frame
from minga.territory.models import Kind, TerritoryVersion
from minga.territory.populations import Series, best, editions, series
from minga.territory.reexpress import Reading, reexpress

COMMUNES, EXAMPLE = "comunas", "ejemplo"
LEVELS = {"region": "Regiones", "province": "Provincias"}


@dataclass(frozen=True)
class Answer:
    """What a measure says in one division: by identity, and what it could not place."""

    totals: Mapping[int, int]
    undivided: tuple[str, ...] = ()
    source: str = ""
    is_verified: bool = True
    communes: Mapping[int, int] | None = None
    is_example: bool = False


Measure = Callable[[date], Answer]


@dataclass(frozen=True)
class Line:
    """A place in both divisions; no code where it does not stand, no figure where none is known."""

    name: str
    public_id: str
    before: TerritoryVersion | None
    after: TerritoryVersion | None
    was: int | None
    now: int | None

    @property
    def is_same(self) -> bool:
        return (self.was, _face(self.before)) == (self.now, _face(self.after))

    @property
    def old_code(self) -> str:
        return self.before.code if self.before else ""

    @property
    def new_code(self) -> str:
        return self.after.code if self.after else ""

    @property
    def old_is_uncertain(self) -> bool:
        return self.before is not None and not self.before.is_verified

    @property
    def new_is_uncertain(self) -> bool:
        return self.after is not None and not self.after.is_verified


@dataclass(frozen=True)
class Comparison:
    label: str
    before: Frame
    after: Frame
    lines: list[Line]
    communes: list[Line]
    was: Answer
    now: Answer

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if not line.is_same]

    @property
    def total_was(self) -> int:
        return sum(self.was.totals.values())

    @property
    def total_now(self) -> int:
        return sum(self.now.totals.values())

    @property
    def tells_communes(self) -> bool:
        """Whether there is a figure of each commune, beside its code."""
        return self.now.communes is not None

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.was.undivided, *self.now.undivided)))

    @property
    def finding(self) -> str:
        """«Región de Tarapacá pasa de 11 a 7; Región de Arica y Parinacota comienza con 4»."""
        told = [
            _told(line) for line in self.changed if line.was is not None or line.now is not None
        ]
        return "; ".join(told[:3]) + (f"; y otras {len(told) - 3}" if len(told) > 3 else "")


def measures(known: Atlas) -> dict[str, str]:
    """Key and label of what can be compared now."""
    return (
        {COMMUNES: "Número de comunas"}
        | {f"{s.kind}-{s.year}": f"Población, {s.label.lower()}" for s in series()}
        | ({EXAMPLE: "Obras de ejemplo"} if example.works(known) is not None else {})
    )


def compare(
    known: Atlas, measure: str, before: date, after: date, *, kind: str = Kind.REGION
) -> Comparison:
    answer = _reader(measure, kind, known)
    was, now = answer(before), answer(after)
    frames = known.on(before), known.on(after)
    lines = list(_lines(*frames, was.totals, now.totals, set(_of(kind, *frames))))
    return Comparison(
        measures(known)[measure], *frames, lines, _communes(*frames, was, now), was, now
    )


def _reader(measure: str, kind: str, known: Atlas) -> Measure:
    """What a measure answers of a day; its figures are read once."""
    if measure == COMMUNES:
        return lambda on: _counted(known.on(on), kind)
    if measure == EXAMPLE:
        works = example.works(known)
        assert works is not None
        return lambda on: _read(
            *(reexpress(works, on=on, kind=k, known=known) for k in (kind, Kind.COMMUNE)),
            source=example.NOTE,
            is_example=True,
        )
    told, year = measure.split("-")
    published = editions(Series(told, int(year)))

    def answer(on: date) -> Answer:
        wide, narrow = (best(published, on=on, kind=k, known=known) for k in (kind, Kind.COMMUNE))
        assert wide is not None
        assert narrow is not None
        return _read(wide.reading, narrow.reading, source=wide.source, is_verified=wide.is_verified)

    return answer


def _read(
    wide: Reading,
    narrow: Reading,
    *,
    source: str,
    is_verified: bool = True,
    is_example: bool = False,
) -> Answer:
    undivided = tuple(figure.sentence for figure in wide.undivided)
    return Answer(wide.totals, undivided, source, is_verified, narrow.totals, is_example)


def _counted(frame: Frame, kind: str) -> Answer:
    totals = {
        version.territory_id: len(frame.communes_in(version.territory_id))
        for version in frame.division.of_kind(kind)
    }
    return Answer(totals)


def _of(kind: str, *frames: Frame) -> Iterator[int]:
    for frame in frames:
        yield from (version.territory_id for version in frame.division.of_kind(kind))


def _lines(
    before: Frame, after: Frame, was: Mapping[int, int], now: Mapping[int, int], places: set[int]
) -> Iterator[Line]:
    """In the order of the codes of after; what is no more, at its old one."""
    pairs = [(before.versions.get(place), after.versions.get(place)) for place in places]
    for old, new in sorted(pairs, key=lambda pair: (pair[1] or pair[0] or _nobody()).code):
        version = new or old
        assert version is not None
        place = version.territory_id
        yield Line(
            version.name, version.territory.public_id, old, new, was.get(place), now.get(place)
        )


def _nobody() -> TerritoryVersion:
    return TerritoryVersion(code="")


def _communes(before: Frame, after: Frame, was: Answer, now: Answer) -> list[Line]:
    """Those that were recoded or are part of another place; of the example, those with a work."""
    places = set(_of(Kind.COMMUNE, before, after))
    lines = _lines(before, after, was.communes or {}, now.communes or {}, places)
    if was.is_example:
        return [line for line in lines if line.was is not None or line.now is not None]
    return [line for line in lines if _face(line.before) != _face(line.after)]


def _face(version: TerritoryVersion | None) -> tuple[object, ...] | None:
    return (version.code, version.name, version.parent_id) if version else None


def _told(line: Line) -> str:
    if line.before is None:
        return f"{line.name} comienza con {whole(line.now or 0)}"
    if line.after is None:
        return f"{line.name} termina con {whole(line.was or 0)}"
    return f"{line.name} pasa de {whole(line.was or 0)} a {whole(line.now or 0)}"
