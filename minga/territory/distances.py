"""How far something is from the nearest facility, in metres over the ellipsoid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from minga.territory.locate import Numbers, columns
from minga.territory.models import UNITS, Facility
from minga.territory.outlining import ELLIPSOID

# The least metres that a degree of latitude, and of longitude at the equator, measures.
DEGREE = 110_000.0
NONE = -1


@dataclass(frozen=True)
class Nearest:
    """For each point: which facility (its position, -1 without any) and how many metres away."""

    which: NDArray[np.int64]
    metres: Numbers


def facilities_on(day: date, kind: str) -> list[Facility]:
    """Those that stand on a day, by code."""
    rows = Facility.objects.standing().on(day).filter(kind=kind)
    return list(rows.order_by("code", "pk"))


def places_of(facilities: Iterable[Facility]) -> Numbers:
    pairs = [(facility.longitude / UNITS, facility.latitude / UNITS) for facility in facilities]
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)


def distances(points: Any, facilities: Any) -> Nearest:
    """The nearest of `facilities` to each point; both are geometries, or pairs of longitude and
    latitude. Of two equally near, the first one."""
    x, y = columns(points)
    fx, fy = columns(facilities)
    if not len(fx) or not len(x):
        return Nearest(np.full(len(x), NONE, dtype=np.int64), np.full(len(x), np.inf))
    least = _bound(x, y, fx, fy)
    point, place = _candidates(x, y, fx, fy, least)
    metres = ELLIPSOID.inv(x[point], y[point], fx[place], fy[place])[2]
    # By point, then by distance, then by position: the first row of each point is its answer.
    order = np.lexsort((place, metres, point))
    point, place, metres = point[order], place[order], metres[order]
    _, first = np.unique(point, return_index=True)
    return Nearest(place[first], metres[first])


def _bound(x: Numbers, y: Numbers, fx: Numbers, fy: Numbers) -> Numbers:
    """Metres to a facility that is near on a flat map: the nearest one is not further."""
    flat = np.cos(np.radians(y.mean()))
    tree = shapely.STRtree(shapely.points(fx * flat, fy))
    near = tree.nearest(shapely.points(x * flat, y))
    return np.asarray(ELLIPSOID.inv(x, y, fx[near], fy[near])[2])


def _candidates(
    x: Numbers, y: Numbers, fx: Numbers, fy: Numbers, least: Numbers
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (point, facility) within a box of degrees that holds every place as near as that."""
    tall = least / DEGREE + 1e-9
    widest = np.clip(np.abs(y) + tall, 0, 89)
    wide = tall / np.cos(np.radians(widest))
    boxes = shapely.box(x - wide, y - tall, x + wide, y + tall)
    point, place = shapely.STRtree(shapely.points(fx, fy)).query(boxes, predicate="intersects")
    return point, place
