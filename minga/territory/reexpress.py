"""Figures of places, each with its day, read in the division of any day.

read = reexpress(figures([(arica.pk, day, 100), …]), on=date(2007, 10, 8))
read.totals[region.pk]      # what moved or was recoded came along
read.undivided              # what is known only of a whole that was split: never guessed
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from minga.core.errors import DomainError
from minga.core.numbers import whole
from minga.rules.division import ABSENT, UNDIVIDED, Edges, Ints, groups_by_era, totals
from minga.territory.frames import Atlas, Frame, atlas
from minga.territory.models import DIVISION, ChangePart, Kind, TerritoryChange


class Figures(NamedTuple):
    """Columns: the identity of the smallest unit that each figure is known of, its day (as
    `date.toordinal`), its amount in whole units."""

    places: Ints
    days: Ints
    amounts: Ints


def figures(rows: Iterable[tuple[int, date, int]]) -> Figures:
    found = list(rows)
    return Figures(
        np.array([place for place, _, _ in found], dtype=np.int64),
        np.array([day.toordinal() for _, day, _ in found], dtype=np.int64),
        np.array([amount for _, _, amount in found], dtype=np.int64),
    )


@dataclass(frozen=True)
class Undivided:
    """A figure that has no place in the division it is read in, and why, in a sentence."""

    place_id: int
    day: date
    amount: int
    sentence: str


class NotDivided(DomainError):
    """Somebody needs the whole and a part of it has no place."""

    code = "territory.not_divided"

    def __init__(self, undivided: Sequence[Undivided]) -> None:
        more = len(undivided) - 1
        super().__init__(
            undivided[0].sentence + (f" Ocurre con otras {whole(more)} cifras." if more else "")
        )


@dataclass(frozen=True)
class Reading:
    """What figures say in a division: the sum of each place of a kind, and what has no place.

    `groups` tells the place of each figure, `UNDIVIDED` or `ABSENT`.
    """

    frame: Frame
    kind: str
    figures: Figures
    groups: Ints
    known: Atlas

    @cached_property
    def totals(self) -> dict[int, int]:
        """By identity, only of the places that got something."""
        places, position = np.unique(self.groups[self.groups >= 0], return_inverse=True)
        placed = np.full(len(self.groups), UNDIVIDED, dtype=np.int64)
        placed[self.groups >= 0] = position
        found = totals(placed, self.figures.amounts, len(places))
        return dict(zip(places.tolist(), found.tolist(), strict=True))

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    @cached_property
    def undivided(self) -> tuple[Undivided, ...]:
        return tuple(self._undivided(at) for at in np.flatnonzero(self.groups < 0).tolist())

    def whole(self) -> "Reading":
        """Itself, when every figure has a place; refuses when one has not."""
        if self.undivided:
            raise NotDivided(self.undivided)
        return self

    def _undivided(self, at: int) -> Undivided:
        place, day = int(self.figures.places[at]), date.fromordinal(int(self.figures.days[at]))
        name, amount = self.known.name_of(place, day), int(self.figures.amounts[at])
        then, now = f"{day:%d-%m-%Y}", f"{self.frame.on:%d-%m-%Y}"
        sentence = (
            f"«{name}» no existía el {then}, fecha de una cifra de {whole(amount)}: corrija la "
            "fecha o el lugar."
            if place not in self.known.on(day).versions
            else f"Sin desglose: {whole(amount)} se conoce solo para {name} como era el {then}, y "
            f"en la división vigente al {now} no cabe en un solo lugar. No se reparte por "
            "estimación; use las cifras de sus partes."
        )
        return Undivided(place, day, amount, sentence)


def reexpress(
    given: Figures, *, on: date, kind: str = Kind.REGION, known: Atlas | None = None
) -> Reading:
    """Each figure in the place of a kind (region, province, commune) that it is in on a day."""
    known = known or atlas()
    frame = known.on(on)
    units = known.units
    places, nowhere = _divided_places(given, known)
    position = np.searchsorted(units, places)
    if len(units) == 0 or not np.array_equal(units[np.minimum(position, len(units) - 1)], places):
        msg = "A figure is of a place that nobody knows."
        raise ValueError(msg)
    days, edges = _steps(known)
    table = groups_by_era(_groups(frame, kind, units), edges, _era(days, on))
    eras = np.searchsorted(np.array([day.toordinal() for day in days]), given.days, side="right")
    groups = table[eras, position]
    groups[nowhere] = ABSENT
    return Reading(frame, kind, given, groups, known)


def _divided_places(given: Figures, known: Atlas) -> tuple[Ints, list[int]]:
    """A neighbourhood is read as its commune of the day: no law says what became of it. Also the
    positions of those that did not stand that day."""
    places, nowhere = given.places.copy(), []
    outside = np.isin(places, known.outside_the_division)
    for at in np.flatnonzero(outside).tolist():
        chain = list(known.on(date.fromordinal(int(given.days[at]))).chain(int(places[at])))
        if not chain:
            nowhere.append(at)
        places[at] = next(
            (v.territory_id for v in chain if v.territory.kind in DIVISION), places[at]
        )
    return places, nowhere


def _groups(frame: Frame, kind: str, units: Ints) -> Ints:
    """By identity of the place of a kind that holds each unit."""
    found = np.full(len(units), ABSENT, dtype=np.int64)
    for at, unit in enumerate(units.tolist()):
        if unit in frame.versions:
            holder = frame.at(kind, unit)
            found[at] = holder.territory_id if holder else UNDIVIDED
    return found


def _steps(known: Atlas) -> tuple[list[date], list[Edges]]:
    """The days of the changes, and who gave to whom on each; read once for each atlas."""
    if "steps" not in known.kept:
        parts = ChangePart.objects.filter(
            change__status=TerritoryChange.Status.APPROVED,
            origin__isnull=False,
            target__isnull=False,
        ).values_list("change__takes_effect_on", "origin_id", "target_id")
        by_day: dict[date, list[tuple[int, int]]] = {}
        for day, origin, target in parts:
            by_day.setdefault(day, []).append((origin, target))
        days = sorted(by_day)
        known.kept["steps"] = (days, [_edges(by_day[day], known.units) for day in days])
    found: tuple[list[date], list[Edges]] = known.kept["steps"]
    return found


def _edges(pairs: list[tuple[int, int]], units: Ints) -> Edges:
    origins, targets = np.array(pairs, dtype=np.int64).T
    return Edges(np.searchsorted(units, origins), np.searchsorted(units, targets))


def _era(days: Sequence[date], on: date) -> int:
    return sum(day <= on for day in days)
