"""The country as it is divided on a day: who is part of whom, in one query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from minga.territory.models import Kind, TerritoryVersion

# Legal basis of the one change that the 2007 case needs: domain facts, section 7.
SPLIT_OF_2007 = date(2007, 10, 8)


@dataclass(frozen=True)
class Frame:
    """The territories in force on a day, by identity."""

    on: date
    versions: dict[int, TerritoryVersion]

    def chain(self, territory_id: int | None) -> Iterator[TerritoryVersion]:
        """The place itself, its province, its region, the country."""
        while territory_id is not None and (version := self.versions.get(territory_id)):
            yield version
            territory_id = version.parent_id

    def containing(self, territory_id: int) -> frozenset[int]:
        return frozenset(version.territory_id for version in self.chain(territory_id))

    def region_of(self, territory_id: int) -> TerritoryVersion | None:
        return next((v for v in self.chain(territory_id) if v.territory.kind == Kind.REGION), None)

    def communes_in(self, territory_id: int) -> list[TerritoryVersion]:
        """By name; the commune itself when asked for one."""
        found = [
            version
            for version in self.versions.values()
            if version.territory.kind == Kind.COMMUNE
            and territory_id in self.containing(version.territory_id)
        ]
        return sorted(found, key=lambda version: version.name)

    def regions(self) -> list[TerritoryVersion]:
        return sorted(
            (v for v in self.versions.values() if v.territory.kind == Kind.REGION),
            key=lambda v: v.code,
        )

    def by_code(self, code: str) -> TerritoryVersion | None:
        return next((version for version in self.versions.values() if version.code == code), None)

    def by_public_id(self, public_id: str) -> TerritoryVersion | None:
        return next((v for v in self.versions.values() if v.territory.public_id == public_id), None)

    def name_of(self, territory_id: int) -> str:
        version = self.versions.get(territory_id)
        return version.name if version else "territorio sin vigencia ese día"


def frame_on(day: date) -> Frame:
    versions = TerritoryVersion.objects.on(day).select_related("territory")
    return Frame(day, {version.territory_id: version for version in versions})
