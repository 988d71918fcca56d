"""What was read of a file, before anybody judges it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from minga.territory.boundaries.remarks import Remark


@dataclass(frozen=True)
class Feature:
    """One feature in the coordinates of the file; `geometry` is None when it has none."""

    number: int
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None


@dataclass(frozen=True)
class Collection:
    """What a file holds. `declared` is its coordinate system in its own words: an authority code,
    a text of a .prj, or nothing."""

    features: tuple[Feature, ...]
    declared: str = ""
    remarks: tuple[Remark, ...] = field(default=())
    # The standard of GeoJSON turns outer rings against the clock; that of shapefiles, with it.
    is_clockwise: bool = False
