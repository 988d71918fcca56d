"""What Minga measures of itself: each area declares its indicators once, in `ready()`."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from minga.core.access import Access


@dataclass(frozen=True)
class Question:
    """What is asked of an indicator: the day of the figure, up to when what was recorded counts,
    the division of the territory on a day, the place (public id, empty: all), by what it is told
    apart (empty: whole), and for whom."""

    on: date
    known_at: datetime
    frame: date
    place: str
    by: str
    access: Access

    def asked(self) -> dict[str, Any]:
        """As the functions of an indicator take it."""
        return dict(vars(self))


@dataclass(frozen=True)
class Row:
    """One record behind a figure, with what it adds to each side of the fraction.

    `code` is how a kept figure calls it, for ever: a folio or a number, nothing of a person;
    without one, the public id. `groups`: by dimension, the key and the name of where it belongs.
    """

    public_id: str
    label: str
    numerator: int
    denominator: int
    code: str = ""
    url: str = ""
    note: str = ""
    groups: tuple[tuple[str, str, str], ...] = ()

    def group(self, by: str) -> tuple[str, str]:
        found = ((key, name) for dimension, key, name in self.groups if dimension == by)
        return next(found, ("", "Sin clasificar"))


@dataclass(frozen=True)
class Part:
    """The figure of one place or one organisation."""

    label: str
    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Measure:
    """A figure as a fraction of whole numbers: exact, and with what it was made of."""

    numerator: int
    denominator: int
    rows_count: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """None: not measured yet, which is not zero."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @classmethod
    def of(cls, rows: Iterable[Row], by: str = "") -> "Measure":
        found = list(rows)
        return cls(
            numerator=sum(row.numerator for row in found),
            denominator=sum(row.denominator for row in found),
            rows_count=len(found),
            parts=_parts(found, by) if by else (),
        )


def _parts(rows: Iterable[Row], by: str) -> tuple[Part, ...]:
    sums: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        total = sums.setdefault(row.group(by), [0, 0])
        total[0] += row.numerator
        total[1] += row.denominator
    return tuple(Part(name, *sums[key, name]) for key, name in sorted(sums, key=lambda k: k[::-1]))


@dataclass(frozen=True, eq=False)
class Indicator:
    """`rows(on, known_at, frame, place, by, access)` gives what is behind the figure; from it comes
    the figure, unless `measure` (same arguments) computes it faster. `series` takes `days` in place
    of `on` and answers a figure for each. `formula` says in words what the fraction is."""

    key: str
    label: str
    definition: str
    formula: str
    source: str
    rows: Callable[..., Iterable[Row]]
    unit: str = "%"
    measure: Callable[..., Measure] | None = None
    series: Callable[..., Sequence[Measure]] | None = None
    higher_is_better: bool = True
    public: bool = False
    permission: str | None = None
    # Dimension → its name on the page: «service» → «Servicio».
    dimensions: tuple[tuple[str, str], ...] = ()
    # What the rows behind are: «actividad», «actividades».
    row_words: tuple[str, str] = ("registro", "registros")

    @property
    def definition_hash(self) -> str:
        """Of what a person reads as its meaning: when it changes, figures are not comparable."""
        said = "\n".join((self.key, self.definition, self.formula, self.unit, self.source))
        return hashlib.sha256(said.encode()).hexdigest()

    def may_be_read(self, access: Access) -> bool:
        return self.permission is None or access.may(self.permission)

    def ask(self, question: Question) -> Measure:
        if self.measure:
            return self.measure(**question.asked())
        return Measure.of(self.rows(**question.asked()), question.by)

    def rows_behind(self, question: Question) -> list[Row]:
        return list(self.rows(**question.asked()))

    def over(self, days: Sequence[date], question: Question) -> list[Measure]:
        """The figure on each day, with the rest of the question unchanged."""
        if self.series:
            rest = question.asked()
            del rest["on"]
            return list(self.series(days=days, **rest))
        return [self.ask(Question(**question.asked() | {"on": day})) for day in days]


def known(facts: QuerySet[Any], known_at: datetime) -> Any:
    """Of facts that are only added, those that were recorded by then."""
    return facts.filter(event__recorded_at__lte=known_at)


_registered: dict[str, Indicator] = {}


def register(indicator: Indicator) -> None:
    assert indicator.key not in _registered, indicator.key
    _registered[indicator.key] = indicator


def registered(access: Access) -> list[Indicator]:
    """Those that a person may read, in the order of their names."""
    found = (item for item in _registered.values() if item.may_be_read(access))
    return sorted(found, key=lambda item: item.label)


def indicator_of(key: str) -> Indicator | None:
    return _registered.get(key)
