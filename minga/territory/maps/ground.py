"""The land under a map: the shapes of places on a day, and our schematic where none was loaded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import shapely
from shapely.geometry import Polygon, mapping
from shapely.geometry.base import BaseGeometry

from minga.territory import schematic
from minga.territory.frames import Frame
from minga.territory.models import Kind, TerritoryVersion
from minga.territory.shapes import outlines_on

# Some metre: what a screen can show.
DECIMALS = 5
LonLat = tuple[float, float]


@dataclass(frozen=True)
class Land:
    """The shape of a place on a day, where its name stands, and how far it may be trusted."""

    version: TerritoryVersion
    geometry: BaseGeometry
    label: LonLat
    anchor: str
    note: str
    source: str

    @property
    def ident(self) -> str:
        return self.version.territory.public_id


@dataclass(frozen=True)
class Ground:
    """Places that have a shape on a day; `mark` changes with any of their boundaries or names."""

    on: date
    lands: tuple[Land, ...]

    @property
    def source(self) -> str:
        """Each source and warning once, as the foot of a map says them."""
        said = [part for land in self.lands for part in (land.source, land.note) if part]
        return " ".join(
            f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in dict.fromkeys(said)
        )

    @property
    def mark(self) -> str:
        digest = sha256(self.on.isoformat().encode())
        for land in self.lands:
            digest.update(f"{land.ident}{land.version.name}".encode() + land.geometry.wkb)
        return digest.hexdigest()[:16]

    def geojson(self) -> dict[str, Any]:
        """A feature for each place, with its address and its name; five decimals."""
        shapes = shapely.set_precision([land.geometry for land in self.lands], 10**-DECIMALS)
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": land.ident,
                    "properties": {"name": land.version.name, "kind": land.version.territory.kind},
                    "geometry": _rounded(mapping(shape)),
                }
                for land, shape in zip(self.lands, shapes, strict=True)
            ],
        }


def ground_of(
    frame: Frame, versions: Iterable[TerritoryVersion], kind: str = Kind.COMMUNE
) -> Ground:
    """Of these places of one kind, those that have a shape in the frame, by name."""
    known = {shape.territory_id: shape for shape in outlines_on(frame.on, kind, screen=True)}
    places = sorted(versions, key=lambda version: version.name)
    lands = []
    for version in places:
        shape = known.get(version.territory_id)
        if shape is not None and not shape.is_schematic:
            at = shape.geometry.representative_point()
            lands.append(
                Land(version, shape.geometry, (at.x, at.y), "middle", shape.note, shape.source)
            )
        elif shape is not None or version.territory.key in schematic.RINGS:
            alone = len(places) == 1
            lands.append(_schematic(version, shape.geometry if shape else None, alone=alone))
    return Ground(frame.on, tuple(lands))


def _schematic(version: TerritoryVersion, drawn: BaseGeometry | None, *, alone: bool) -> Land:
    """Our own drawing, with its names where we put them: on the coast they stand in the sea, unless
    the commune is `alone`, so large that the sea is far away."""
    key, note = version.territory.key, schematic.NOTE
    shape = drawn or Polygon([_degrees(name) for name in schematic.RINGS[key]])
    if alone or key not in schematic.RINGS:
        at = shape.representative_point()
        return Land(version, shape, (at.x, at.y), "middle", note, "")
    label = schematic.LABELS[key]
    east = label.x / 10 / schematic.NARROWING + schematic.WEST
    at_label = (east / 10, (schematic.NORTH - label.y / 10) / 10)
    return Land(version, shape, at_label, label.anchor, note, "")


def _degrees(point: str) -> LonLat:
    east, north = schematic.POINTS[point]
    return east / 10, north / 10


def _rounded(shape: Any) -> Any:
    """The coordinates without the tail of a binary number."""

    def short(part: Any) -> Any:
        return [short(item) for item in part] if isinstance(part, list | tuple) else round(part, 5)

    return {"type": shape["type"], "coordinates": short(shape["coordinates"])}
