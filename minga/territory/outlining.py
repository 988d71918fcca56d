"""Giving territories a new outline from a day on: what an import, a drawing and the schematic
share. Called inside an action."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from minga.core.bulk import bulk_insert, bulk_update
from minga.territory.models import GeometryLoad, Outline, units

ELLIPSOID = Geod(ellps="GRS80")
# Some forty metres: less than a pixel of a map of a region.
ON_SCREEN = 0.0004
DECIMALS = 7
COLUMNS = (
    *("territory", "source_kind", "valid_from", "valid_until", "replaces"),
    *("west", "south", "east", "north", "area", "source", "note", "load"),
    *("digest", "geometry", "simplified"),
)


@dataclass(frozen=True)
class Drawn:
    """The outline that a territory gets, already valid and in EPSG:4326."""

    territory_id: int
    geometry: BaseGeometry
    source: str
    source_kind: str = Outline.SourceKind.BOUNDARY
    note: str = ""
    load: GeometryLoad | None = None


def same_form(geometry: BaseGeometry) -> BaseGeometry:
    """The same shape always written the same way: rounded to a centimetre, parts and rings in
    one order, outer rings against the clock."""
    rounded = shapely.transform(geometry, lambda points: np.round(points, DECIMALS))
    if not rounded.is_valid:
        rounded = only_areas(shapely.make_valid(rounded))
    return shapely.orient_polygons(shapely.normalize(rounded))


def only_areas(geometry: BaseGeometry) -> BaseGeometry:
    """What encloses ground; points and lines that a repair left over are dropped."""
    parts = [
        part
        for part in shapely.get_parts(geometry, return_index=False)
        if part.geom_type in ("Polygon", "MultiPolygon") and part.area > 0
    ]
    if len(parts) == 1:
        return parts[0]
    return shapely.union_all(parts) if parts else shapely.from_wkt("POLYGON EMPTY")


def digest_of(geometry: BaseGeometry) -> str:
    return sha256(shapely.to_wkb(geometry, byte_order=1)).hexdigest()


def area_of(geometry: BaseGeometry) -> int:
    """Square metres on the ellipsoid."""
    return round(abs(ELLIPSOID.geometry_area_perimeter(shapely.orient_polygons(geometry))[0]))


def for_screen(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """With fewer points, neighbours still meeting where they met; each by itself when they
    overlap."""
    together = np.array(shapes, dtype=object)
    if len(shapes) > 1 and shapely.coverage_is_valid(together):
        return list(shapely.coverage_simplify(together, ON_SCREEN))
    thin = shapely.simplify(together, ON_SCREEN, preserve_topology=True)
    return [
        small if small.is_valid and small.area > 0 else whole
        for small, whole in zip(thin, shapes, strict=True)
    ]


def standing(territories: Iterable[int]) -> dict[tuple[int, str], list[Outline]]:
    """What each territory has, by its class of outline, in the order of time."""
    rows = (
        Outline.objects.standing()
        .filter(territory__in=set(territories))
        .defer("geometry", "simplified")
        .order_by("valid_from")
    )
    found: dict[tuple[int, str], list[Outline]] = {}
    for row in rows:
        found.setdefault((row.territory_id, row.source_kind), []).append(row)
    return found


def holding(rows: Iterable[Outline], on: date) -> Outline | None:
    return next(
        (r for r in rows if r.valid_from <= on and (not r.valid_until or on < r.valid_until)), None
    )


def give(drawn: Sequence[Drawn], *, on: date) -> int:
    """Each of them from `on` until the next one begins. Those that hold on that day end there; one
    that began the same day was wrong: it is withdrawn. What is already so is left."""
    shapes = [same_form(one.geometry) for one in drawn]
    known = standing(one.territory_id for one in drawn)
    fewer = for_screen(shapes)
    ended: list[tuple[int, date | None]] = []
    added: list[tuple[object, ...]] = []
    for one, shape, small in zip(drawn, shapes, fewer, strict=True):
        rows = known.get((one.territory_id, one.source_kind), [])
        now, digest = holding(rows, on), digest_of(shape)
        if now is not None and now.digest == digest:
            continue
        if now is not None:
            ended.append((now.pk, on if now.valid_from < on else None))
        until = now.valid_until if now else _next_start(rows, on)
        added.append(_row(one, shape, small, digest, on, until, now))
    _end(ended)
    return bulk_insert(Outline, COLUMNS, added)


def _next_start(rows: Iterable[Outline], on: date) -> date | None:
    return min((row.valid_from for row in rows if row.valid_from > on), default=None)


def _end(ended: Sequence[tuple[int, date | None]]) -> None:
    """On a day; without one, withdrawn."""
    withdrawn = [(pk, True) for pk, until in ended if until is None]
    closed = [(pk, until) for pk, until in ended if until is not None]
    if withdrawn:
        bulk_update(Outline, "pk", ("is_withdrawn",), withdrawn)
    if closed:
        bulk_update(Outline, "pk", ("valid_until",), closed)


def _row(
    one: Drawn,
    shape: BaseGeometry,
    small: BaseGeometry,
    digest: str,
    on: date,
    until: date | None,
    now: Outline | None,
) -> tuple[object, ...]:
    west, south, east, north = map(units, shape.bounds)
    replaced = now.pk if now is not None and now.valid_from == on else None
    load = one.load.pk if one.load else None
    return (
        *(one.territory_id, str(one.source_kind), on, until, replaced),
        *(west, south, east, north, area_of(shape), one.source, one.note, load),
        *(digest, shapely.to_wkb(shape, byte_order=1), shapely.to_wkb(small, byte_order=1)),
    )
