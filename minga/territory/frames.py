"""The country as it is divided on a day: who is part of whom.

It is read on every page, so each process keeps all versions of all places until one of them
changes: a frame costs one question, whether they did.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Count, F, Max, Sum

from minga.core.asked import once
from minga.core.words import fold
from minga.rules.division import Ints
from minga.territory.models import DIVISION, Kind, TerritoryVersion

Stamp = tuple[Any, ...]


class Division:
    """The versions in force between two changes, by identity, and what is asked of them."""

    def __init__(self, versions: dict[int, TerritoryVersion]) -> None:
        self.versions = versions

    @cached_property
    def parts(self) -> dict[int, list[TerritoryVersion]]:
        found: dict[int, list[TerritoryVersion]] = {}
        for version in self.versions.values():
            if version.parent_id is not None:
                found.setdefault(version.parent_id, []).append(version)
        return found

    @cached_property
    def by_code(self) -> dict[str, TerritoryVersion]:
        """The CUT goes before what a registry of neighbourhoods calls its own."""
        ordered = sorted(self.versions.values(), key=lambda v: v.territory.kind in DIVISION)
        return {version.code: version for version in ordered if version.code}

    @cached_property
    def by_public_id(self) -> dict[str, TerritoryVersion]:
        return {version.territory.public_id: version for version in self.versions.values()}

    @cached_property
    def regions(self) -> list[TerritoryVersion]:
        return sorted(self.of_kind(Kind.REGION), key=lambda version: version.code)

    def of_kind(self, kind: str) -> Iterator[TerritoryVersion]:
        return (version for version in self.versions.values() if version.territory.kind == kind)

    def inside(self, territory_id: int) -> Iterator[TerritoryVersion]:
        """The place and everything that is part of it, at any depth."""
        if version := self.versions.get(territory_id):
            yield version
        for part in self.parts.get(territory_id, ()):
            yield from self.inside(part.territory_id)


@dataclass(frozen=True)
class Frame:
    """The territories in force on a day, by identity."""

    on: date
    division: Division

    @property
    def versions(self) -> dict[int, TerritoryVersion]:
        return self.division.versions

    def chain(self, territory_id: int | None) -> Iterator[TerritoryVersion]:
        """The place itself, its province, its region, the country."""
        while territory_id is not None and (version := self.versions.get(territory_id)):
            yield version
            territory_id = version.parent_id

    def containing(self, territory_id: int) -> frozenset[int]:
        return frozenset(version.territory_id for version in self.chain(territory_id))

    def at(self, kind: str, territory_id: int | None) -> TerritoryVersion | None:
        """The region (or province …) that a place is in."""
        return next((v for v in self.chain(territory_id) if v.territory.kind == kind), None)

    def region_of(self, territory_id: int) -> TerritoryVersion | None:
        return self.at(Kind.REGION, territory_id)

    def communes_in(self, territory_id: int) -> list[TerritoryVersion]:
        """By name; the commune itself when asked for one."""
        inside = self.division.inside(territory_id)
        communes = (version for version in inside if version.territory.kind == Kind.COMMUNE)
        return sorted(communes, key=lambda version: fold(version.name))

    def regions(self) -> list[TerritoryVersion]:
        return self.division.regions

    def by_code(self, code: str) -> TerritoryVersion | None:
        return self.division.by_code.get(code)

    def by_public_id(self, public_id: str) -> TerritoryVersion | None:
        return self.division.by_public_id.get(public_id)

    def name_of(self, territory_id: int) -> str:
        version = self.versions.get(territory_id)
        return version.name if version else "territorio sin vigencia ese día"


@dataclass(frozen=True)
class Atlas:
    """Every version of every place, and the divisions that were asked for."""

    stamp: Stamp
    versions: tuple[TerritoryVersion, ...]
    divisions: dict[int, Division] = field(default_factory=dict, compare=False)
    # What is worked out of these versions and holds as long as they do.
    kept: dict[str, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def days(self) -> list[date]:
        """On each of them something begins or ends."""
        begins = {version.valid_from for version in self.versions}
        return sorted(begins | {v.valid_until for v in self.versions if v.valid_until})

    def on(self, day: date) -> Frame:
        era = sum(first <= day for first in self.days)
        division = self.divisions.get(era)
        if division is None:
            division = self.divisions[era] = Division(
                {v.territory_id: v for v in self.versions if _rules(v, day)}
            )
        return Frame(day, division)

    @cached_property
    def units(self) -> Ints:
        """Every place that ever was, by identity, in order."""
        return np.unique(np.array([v.territory_id for v in self.versions], dtype=np.int64))

    @cached_property
    def outside_the_division(self) -> Ints:
        """Neighbourhoods, urban limits, planning areas."""
        found = [v.territory_id for v in self.versions if v.territory.kind not in DIVISION]
        return np.array(found, dtype=np.int64)

    def name_of(self, territory_id: int, day: date) -> str:
        """As it was called that day; else as it was first called."""
        if version := self.on(day).versions.get(territory_id):
            return version.name
        return next((v.name for v in self.versions if v.territory_id == territory_id), "–")

    @cached_property
    def changes(self) -> dict[date, frozenset[int]]:
        """The days on which a change took effect, with the regions that it touched, by identity."""
        touched: dict[date, set[int]] = {}
        for version in self.versions:
            if version.begun_by_id is not None:
                touched.setdefault(version.valid_from, set()).add(version.territory_id)
        return {
            day: frozenset(self._regions(places, day)) for day, places in sorted(touched.items())
        }

    def changes_of(self, region_id: int) -> list[date]:
        """The days on which something of a region changed, oldest first."""
        return [day for day, regions in self.changes.items() if region_id in regions]

    def _regions(self, places: set[int], day: date) -> Iterator[int]:
        for frame in (self.on(day), self.on(date.fromordinal(day.toordinal() - 1))):
            for place in places:
                if region := frame.region_of(place):
                    yield region.territory_id


_atlas: list[Atlas] = []


def atlas() -> Atlas:
    """Read again when a version was added or ended since: by whom, is in its event."""
    stamp = _stamp()
    if not _atlas or _atlas[0].stamp != stamp:
        _atlas[:] = [read_atlas(stamp)]
    return _atlas[0]


def read_atlas(stamp: Stamp = ()) -> Atlas:
    """From the database, whatever is kept: for who verifies it."""
    versions = TerritoryVersion.objects.select_related("territory").order_by("pk")
    return Atlas(stamp, tuple(versions))


def frame_on(day: date) -> Frame:
    return atlas().on(day)


def _stamp() -> Stamp:
    """Each write of a version gives it another event; their sum tells any two tables apart."""
    return once("territory.versions", _state)


def _state() -> Stamp:
    mixed = Sum(F("event_id") % 2_147_483_629)
    told = TerritoryVersion.objects.aggregate(count=Count("pk"), last=Max("event_id"), mixed=mixed)
    return tuple(told.values())


def _rules(version: TerritoryVersion, day: date) -> bool:
    return version.valid_from <= day and (version.valid_until is None or day < version.valid_until)
