"""In which territory something is on a day: many points at once, lines and areas by their share.

A point on the edge of two belongs to the one that comes first: a boundary before a schematic, then
by the key of the territory, so that every database answers the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from minga.territory.models import Kind
from minga.territory.outlining import ELLIPSOID
from minga.territory.shapes import Shapes, outlines_on

NOWHERE = 0
WHOLE = 10_000  # hundredths of a percent

Numbers = NDArray[np.float64]
Territories = NDArray[np.int64]


@dataclass(frozen=True)
class Shares:
    """How a line or an area is divided among territories, in hundredths of a percent: the parts
    add up to 10.000, or there are none. `outside` is how much of the whole lies in no territory."""

    parts: dict[int, int]
    outside: int

    @property
    def most(self) -> int:
        """The territory with the largest part."""
        return max(self.parts, key=lambda place: self.parts[place], default=NOWHERE)


def locate(points: Any, on: date, kind: str = Kind.COMMUNE) -> Territories:
    """The territory of each point, `NOWHERE` where there is none. `points`: geometries, or pairs of
    longitude and latitude."""
    return locate_in(outlines_on(on, kind), points)


def locate_in(shapes: Shapes, points: Any) -> Territories:
    """The same among shapes at hand."""
    x, y = columns(points)
    # By latitude, as the country lies: each shape then looks only at the points of its own band.
    order = np.argsort(y, kind="stable")
    x, y = x[order], y[order]
    found = np.full(len(x), NOWHERE, dtype=np.int64)
    for shape, (west, south, east, north) in _prepared(shapes):
        band = slice(np.searchsorted(y, south, "left"), np.searchsorted(y, north, "right"))
        xs, free = x[band], found[band] == NOWHERE
        near = np.flatnonzero(free & (xs >= west) & (xs <= east))
        inside = shapely.intersects_xy(shape.geometry, xs[near], y[band][near])
        found[band][near[inside]] = shape.territory_id
    answer = np.empty_like(found)
    answer[order] = found
    return answer


def columns(points: Any) -> tuple[Numbers, Numbers]:
    values = np.asarray(points)
    if values.dtype != object:
        pairs = values.astype(np.float64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]
    if len(values) and isinstance(values.flat[0], BaseGeometry | None):
        return shapely.get_x(values), shapely.get_y(values)
    pairs = values.astype(np.float64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _prepared(shapes: Shapes) -> list[tuple[Any, Any]]:
    geometries = np.array([shape.geometry for shape in shapes], dtype=object)
    shapely.prepare(geometries)  # stays with the shape: the second time costs nothing
    return list(zip(shapes, shapely.bounds(geometries), strict=True))


# -- Lines and areas. --


def shares(geometries: Sequence[BaseGeometry], on: date, kind: str = Kind.COMMUNE) -> list[Shares]:
    """How each one is divided: areas by their ground, lines by their length, on the ellipsoid.
    Several points, by how many there are."""
    return shares_in(outlines_on(on, kind), geometries)


def shares_in(shapes: Shapes, geometries: Sequence[BaseGeometry]) -> list[Shares]:
    """The same among shapes at hand."""
    if not shapes:
        return [Shares({}, WHOLE) for _ in geometries]
    tree = shapely.STRtree([shape.geometry for shape in shapes])
    which, where = tree.query(np.array(geometries, dtype=object), predicate="intersects")
    near: dict[int, list[int]] = {}
    for one, place in zip(which.tolist(), where.tolist(), strict=True):
        near.setdefault(one, []).append(place)
    return [_share(one, shapes, sorted(near.get(i, []))) for i, one in enumerate(geometries)]


def _share(geometry: BaseGeometry, shapes: Shapes, near: list[int]) -> Shares:
    """Each territory takes of what those before it left: where two overlap, nothing counts
    twice."""
    dimension = int(shapely.get_dimensions(geometry))
    whole, left = _size(geometry, dimension), geometry
    sizes: dict[int, float] = {}
    for place in near:
        size = _size(shapely.intersection(left, shapes[place].geometry), dimension)
        if size > 0:
            sizes[shapes[place].territory_id] = size
            left = shapely.difference(left, shapes[place].geometry)
    total = sum(sizes.values())
    outside = round(WHOLE * max(0.0, 1 - total / whole)) if whole > 0 else 0
    return Shares(to_whole(sizes), outside if sizes else WHOLE)


def _size(geometry: BaseGeometry, dimension: int) -> float:
    """Square metres, metres or points; what only touches along an edge has less dimensions and
    comes to nothing."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return sum(_measured(part, dimension) for part in parts)


def _measured(part: BaseGeometry, dimension: int) -> float:
    if shapely.get_dimensions(part) != dimension:
        return 0.0
    if dimension == 2:
        return abs(float(ELLIPSOID.geometry_area_perimeter(shapely.orient_polygons(part))[0]))
    return float(ELLIPSOID.geometry_length(part)) if dimension == 1 else 1.0


def to_whole(sizes: dict[int, float]) -> dict[int, int]:
    """Hundredths of a percent that add up to 10.000 exactly: the largest remainders are rounded up.
    Parts that come to nothing are left out."""
    total = sum(sizes.values())
    if total <= 0:
        return {}
    exact = {place: size * WHOLE / total for place, size in sizes.items()}
    parts = {place: int(value) for place, value in exact.items()}
    order = sorted(exact, key=lambda place: parts[place] - exact[place])
    for place in order[: WHOLE - sum(parts.values())]:
        parts[place] += 1
    return {place: part for place, part in parts.items() if part}
