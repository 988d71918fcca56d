"""What happens in a place, told by each area once: the page of the place shows it as a panel, and
the minuta territorial prints it.

    register_brief(Section("contacts", "Organizaciones y contactos", 40, build, empty="…"))

`build` is asked with eyes: what the reader may not see is not told, and not counted either.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.reports import Table
from minga.territory.frames import Frame
from minga.territory.models import Territory, TerritoryVersion


@dataclass(frozen=True)
class Question:
    """Of what place, in which division, as of which day, and for whom."""

    territory: Territory
    frame: Frame
    day: date
    access: Access

    @property
    def version(self) -> TerritoryVersion | None:
        return self.frame.versions.get(self.territory.pk)

    @property
    def containing(self) -> frozenset[int]:
        """The place and everything it is part of: what is of the region is of its communes too."""
        return self.frame.containing(self.territory.pk) | {self.territory.pk}

    @property
    def inside(self) -> frozenset[int]:
        """The place and everything that is part of it."""
        inside = self.frame.division.inside(self.territory.pk)
        return frozenset(version.territory_id for version in inside) | {self.territory.pk}


@dataclass(frozen=True)
class Told:
    """`sentence` says it in one line; the rows of the table are from what matters most to what
    matters least, so that it can be cut. `total`: how many there are, when the table has fewer.
    `links`: what each row opens, on a screen."""

    sentence: str = ""
    table: Table | None = None
    total: int = 0
    links: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(len(group.rows) for group in self.table.groups) if self.table else 0

    @property
    def unsaid(self) -> int:
        """«y 12 más»: what is there and not in the table."""
        return max(self.total, self.rows) - self.rows


@dataclass(frozen=True)
class Section:
    """`empty` is its line where there is nothing to tell. `has_panel`: the area shows it on the
    page of the place by a panel of its own."""

    key: str
    title: str
    order: int
    build: Callable[[Question], Told]
    empty: str
    permission: str | None = None
    has_panel: bool = False

    def is_for(self, access: Access) -> bool:
        return self.permission is None or access.may(self.permission)


_registered: list[Section] = []


def register_brief(section: Section) -> None:
    assert all(section.key != known.key for known in _registered), section.key
    _registered.append(section)
    _registered.sort(key=lambda item: (item.order, item.title))


def sections_for(access: Access) -> list[Section]:
    return [section for section in _registered if section.is_for(access)]


def section_of(key: str, access: Access) -> Section | None:
    return next((section for section in sections_for(access) if section.key == key), None)
