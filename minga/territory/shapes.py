"""The shapes in force on a day, read once per process for as long as nothing changes.

    for territory_id, shape in shapes_on(day, Kind.COMMUNE): …

Coordinates are EPSG:4326, longitude first. Where a territory has a boundary, its schematic is not
given. Regions and provinces have no outline of their own: they are their communes put together.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from django.db import connection
from django.db.models import Count, Max, Q, Window
from shapely.geometry.base import BaseGeometry

from minga.territory.frames import Frame, frame_on
from minga.territory.models import Kind, Outline, TerritoryVersion

KEPT = 24
DERIVED = (Kind.COUNTRY, Kind.REGION, Kind.PROVINCE)


@dataclass(frozen=True)
class Shape:
    """The outline of a territory on a day, and how far it may be trusted."""

    territory_id: int
    key: str
    geometry: BaseGeometry
    is_schematic: bool
    source: str
    note: str


Shapes = tuple[Shape, ...]
_kept: "OrderedDict[tuple[Any, ...], Shapes]" = OrderedDict()


def shapes_on(day: date, kind: str, *, screen: bool = False) -> list[tuple[int, BaseGeometry]]:
    """(territory, shape) of every territory of a kind that has one; `screen` for fewer points."""
    return [(found.territory_id, found.geometry) for found in outlines_on(day, kind, screen=screen)]


def outlines_on(day: date, kind: str, *, screen: bool = False) -> Shapes:
    """The same with their source; boundaries first, then by key: the order in which a point on an
    edge is decided."""
    if kind in DERIVED:
        return _keep((_stamp(), _frame_stamp(), day, kind, screen), day, kind, screen)
    return _keep((_stamp(), day, kind, screen), day, kind, screen)


def _keep(key: tuple[Any, ...], day: date, kind: str, screen: bool) -> Shapes:
    key = (connection.alias, *key)
    if key not in _kept:
        _kept[key] = _derived(day, kind, screen) if kind in DERIVED else _read(day, kind, screen)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    return _kept[key]


def _stamp() -> tuple[Any, ...]:
    """Changes with every outline that is added, ended or withdrawn. The event tells apart rows that
    got the same key because an earlier one was rolled back."""
    last = (
        Outline.objects.order_by("-pk")
        .annotate(
            ended=Window(Count("valid_until")),
            withdrawn=Window(Count("pk", filter=Q(is_withdrawn=True))),
        )
        .values_list("pk", "event_id", "ended", "withdrawn")
    )[:1]
    return tuple(last)


def _frame_stamp() -> tuple[Any, ...]:
    versions = TerritoryVersion.objects.aggregate(
        last=Max("pk"), event=Max("event_id"), ended=Count("valid_until")
    )
    return tuple(versions.values())


def _read(day: date, kind: str, screen: bool) -> Shapes:
    column = "simplified" if screen else "geometry"
    rows = (
        Outline.objects.standing()
        .on(day)
        .filter(territory__kind=kind)
        .order_by("source_kind", "territory__key")
        .values_list("territory_id", "territory__key", "source_kind", "source", "note", column)
    )
    found: dict[int, Shape] = {}
    for territory_id, key, source_kind, source, note, wkb in rows:
        shape = shapely.from_wkb(bytes(wkb))
        schematic = source_kind == Outline.SourceKind.SCHEMATIC
        # «boundary» sorts before «schematic»: the first is the one to trust.
        found.setdefault(territory_id, Shape(territory_id, key, shape, schematic, source, note))
    return tuple(found.values())


def _derived(day: date, kind: str, screen: bool) -> Shapes:
    """What the communes make together in the division of the day."""
    frame = frame_on(day)
    parts: dict[int, list[Shape]] = {}
    for commune in outlines_on(day, Kind.COMMUNE, screen=screen):
        for version in frame.chain(commune.territory_id):
            if version.territory.kind == kind:
                parts.setdefault(version.territory_id, []).append(commune)
    together = [_together(frame, whole, communes) for whole, communes in parts.items()]
    return tuple(sorted(together, key=lambda shape: (shape.is_schematic, shape.key)))


def _together(frame: Frame, whole: int, communes: list[Shape]) -> Shape:
    """As schematic as its least sure part."""
    weakest = max(communes, key=lambda shape: shape.is_schematic)
    return Shape(
        whole,
        frame.versions[whole].territory.key,
        shapely.union_all([commune.geometry for commune in communes]),
        weakest.is_schematic,
        weakest.source,
        weakest.note,
    )
