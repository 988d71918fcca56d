"""Where a project is, as a person draws or types it and as it is kept: GeoJSON in degrees."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from minga.core.errors import DomainError
from minga.territory.boundaries.drawing import EXAMPLE, PAIR, NotAPolygon, read_shape
from minga.territory.boundaries.systems import why_outside

POINT, LINE, AREA = "point", "line", "polygon"
SHAPES = ((POINT, "un punto"), (LINE, "un trazado"), (AREA, "un área"))
KINDS = {"Point": POINT, "LineString": LINE, "Polygon": AREA, "MultiPolygon": AREA}
LEAST = {POINT: 1, LINE: 2}
DECIMALS = 6
MOST = 2_000
Pair = tuple[float, float]


class NotALocation(DomainError):
    code = "works.not_a_location"
    field = "corners"


def read_location(kind: str, text: str) -> dict[str, Any] | None:
    """«longitud; latitud» on each line. Nothing for nothing."""
    if not text.strip():
        return None
    if kind == AREA:
        return _area(text)
    points = _points(text)
    if len(set(points)) < LEAST[kind]:
        raise NotALocation(f"Un trazado tiene al menos dos vértices. {EXAMPLE}")
    if kind == POINT and len(points) > 1:
        raise NotALocation("Un punto es una sola línea: borre las demás, o elija «un trazado».")
    if len(points) > MOST:
        raise NotALocation(f"El trazado tiene {len(points)} vértices y se admiten {MOST}.")
    for east, north in points:
        if (wrong := why_outside((east, north, east, north))) is not None:
            raise NotALocation(f"El vértice {wrong[0]} {wrong[1]}")
    if kind == POINT:
        return {"type": "Point", "coordinates": list(points[0])}
    return {"type": "LineString", "coordinates": [list(point) for point in points]}


def _points(text: str) -> list[Pair]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        read = PAIR.fullmatch(line)
        if read is None:
            raise NotALocation(f"Línea {number}: «{line.strip()[:40]}» no es un vértice. {EXAMPLE}")
        east, north = (round(float(part.replace(",", ".")), DECIMALS) for part in read.groups())
        found.append((east, north))
    return found


def _area(text: str) -> dict[str, Any]:
    try:
        shape = read_shape(text)
    except NotAPolygon as error:
        raise NotALocation(str(error)) from error
    drawn: dict[str, Any] = shape.__geo_interface__
    return {"type": drawn["type"], "coordinates": _rounded(drawn["coordinates"])}


def _rounded(part: Any) -> Any:
    if isinstance(part, list | tuple):
        return [_rounded(item) for item in part]
    return round(part, DECIMALS)


def kind_of(location: Mapping[str, Any] | None) -> str:
    return KINDS.get((location or {}).get("type", ""), POINT)


def written(location: Mapping[str, Any] | None) -> str:
    """As it can be typed again."""
    if location is None:
        return ""
    kind = location["type"]
    if kind == "Point":
        return _corner(*location["coordinates"][:2])
    paths = paths_of(location)
    if kind == "MultiPolygon" or (kind == "Polygon" and len(location["coordinates"]) > 1):
        return json.dumps(dict(location))
    points = paths[0][:-1] if kind == "Polygon" else paths[0]
    return "\n".join(_corner(*point) for point in points)


def _corner(east: float, north: float) -> str:
    return f"{east:.{DECIMALS}f}; {north:.{DECIMALS}f}".replace(".", ",")


def paths_of(location: Mapping[str, Any]) -> list[tuple[Pair, ...]]:
    """Its points, line by line; the rings of an area."""
    kind, given = location["type"], location["coordinates"]
    if kind == "Point":
        return [_path([given])]
    if kind == "LineString":
        return [_path(given)]
    polygons = given if kind == "MultiPolygon" else [given]
    return [_path(ring) for polygon in polygons for ring in polygon]


def _path(points: Sequence[Sequence[float]]) -> tuple[Pair, ...]:
    return tuple((point[0], point[1]) for point in points)


def told(location: Mapping[str, Any] | None) -> str:
    """What was drawn, in words."""
    if location is None:
        return "sin ubicación en el mapa"
    kind = kind_of(location)
    if kind == POINT:
        return "un punto en el mapa"
    corners = sum(len(path) for path in paths_of(location))
    return f"un trazado de {corners} vértices" if kind == LINE else "un área en el mapa"
