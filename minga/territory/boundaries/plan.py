"""What a file would change, told before anything is written."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from minga.territory.boundaries.remarks import Remark, stopping
from minga.territory.frames import Frame, frame_on
from minga.territory.models import Kind
from minga.territory.shapes import Shapes, outlines_on

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True)
class Order:
    """What a person says of a file. `facility`: its type, where the file does not bring it."""

    kind: str
    on: date
    source: str
    crs: str = ""
    swapped: bool = False
    facility: str = ""


@dataclass(frozen=True)
class Item:
    """A feature as it would be written; `before` and `after` are what a person compares."""

    number: int
    name: str
    code: str
    place: str
    what: str
    geometry: BaseGeometry
    territory_id: int | None = None
    before: str = ""
    after: str = ""
    told: str = ""
    # Of a facility: its columns, and the row that it would follow.
    values: tuple[Any, ...] = ()
    follows: int | None = None
    # Of a new neighbourhood: the commune that it is part of.
    parent_id: int | None = None


@dataclass
class Plan:
    """The difference between a file and what holds on the day."""

    order: Order
    crs: str
    items: list[Item] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    # What holds and does not come in the file: it stays.
    absent: list[str] = field(default_factory=list)

    @cached_property
    def frame(self) -> Frame:
        """The division of the day."""
        return frame_on(self.order.on)

    @cached_property
    def communes(self) -> Shapes:
        """What is drawn of the communes that day, read once."""
        return outlines_on(self.order.on, Kind.COMMUNE)

    @property
    def changes(self) -> list[Item]:
        return [item for item in self.items if item.what != SAME]

    @property
    def same(self) -> int:
        return len(self.items) - len(self.changes)

    @property
    def new(self) -> int:
        return sum(item.what == NEW for item in self.items)

    @property
    def changed(self) -> int:
        return sum(item.what == CHANGED for item in self.items)

    @property
    def stops(self) -> list[Remark]:
        return stopping(self.remarks)

    @property
    def notes(self) -> list[Remark]:
        return [remark for remark in self.remarks if not remark.stops]

    @property
    def mark(self) -> str:
        """The same for the same effect: what was seen is what is applied."""
        digest = hashlib.sha256(repr(self.order).encode())
        for item in self.changes:
            said = (item.name, item.code, item.what, item.territory_id, item.follows, item.values)
            digest.update(repr((*said, item.parent_id)).encode() + shapely.to_wkb(item.geometry))
        return digest.hexdigest()[:16]
