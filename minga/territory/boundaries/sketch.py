"""Shapes as a plain drawing for a page: what a file brings over what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

WIDTH, TALLEST = 600, 560
MARGIN = 8
MOST = 1_000  # shapes; more would be no drawing but a stain
NAMED = 100  # beyond that nobody looks for one by its name here


class Mark(NamedTuple):
    """A shape as a template draws it: `d` of a path, or a point."""

    name: str
    d: str
    x: int
    y: int
    is_here: bool


@dataclass(frozen=True)
class Sketch:
    viewbox: str
    areas: list[Mark]
    points: list[Mark]


def sketch(
    shown: Sequence[tuple[str, BaseGeometry]], around: Iterable[BaseGeometry] = ()
) -> Sketch | None:
    """`shown` stand out, over those of `around` that are near. Nothing for an empty drawing."""
    if not shown or len(shown) > MOST:
        return None
    frame = _Frame.holding([shape for _, shape in shown])
    near = [shape for shape in around if shape.intersects(frame.box)]
    areas = [frame.mark("", shapely.intersection(shape, frame.box), False) for shape in near]
    drawn = [frame.mark(name, shape, True) for name, shape in shown]
    return Sketch(
        f"0 0 {WIDTH} {frame.height}",
        [*areas, *(mark for mark in drawn if mark.d)],
        _points([mark for mark in drawn if not mark.d]),
    )


def _points(marks: list[Mark]) -> list[Mark]:
    """One for each place of the drawing; without names when they are many."""
    apart = list({(mark.x, mark.y): mark for mark in marks}.values())
    return apart if len(marks) <= NAMED else [mark._replace(name="") for mark in apart]


@dataclass(frozen=True)
class _Frame:
    """Degrees as pixels: a degree of longitude is narrower than one of latitude."""

    west: float
    north: float
    across: float
    scale: float
    height: int
    box: BaseGeometry

    @classmethod
    def holding(cls, shapes: Sequence[BaseGeometry]) -> "_Frame":
        west, south, east, north = shapely.total_bounds(shapes)
        room = max(east - west, north - south, 0.002) * 0.08
        west, south, east, north = west - room, south - room, east + room, north + room
        narrow = cos(radians((south + north) / 2))
        scale = min(
            (WIDTH - 2 * MARGIN) / ((east - west) * narrow),
            (TALLEST - 2 * MARGIN) / (north - south),
        )
        # In the middle of the width, with what lies around it.
        spare = (WIDTH / scale / narrow - (east - west)) / 2
        height = round((north - south) * scale) + 2 * MARGIN
        box = shapely.box(west - spare, south, east + spare, north)
        return cls(west - spare, north, narrow * scale, scale, height, box)

    def mark(self, name: str, shape: BaseGeometry, is_here: bool) -> Mark:
        if shape.geom_type == "Point":
            return Mark(name, "", *self._at(shape.x, shape.y), is_here)
        thin = shapely.simplify(shape, 1 / self.scale)
        parts = [part for part in shapely.get_parts(thin) if part.geom_type == "Polygon"]
        d = "".join(self._ring(ring) for part in parts for ring in (part.exterior, *part.interiors))
        return Mark(name, d, 0, 0, is_here)

    def _ring(self, ring: BaseGeometry) -> str:
        points = dict.fromkeys(self._at(x, y) for x, y in ring.coords)
        return "M" + " ".join(f"{x} {y}" for x, y in points) + "z"

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return (
            round((x - self.west) * self.across),
            MARGIN + round((self.north - y) * self.scale),
        )
