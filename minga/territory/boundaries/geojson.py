"""GeoJSON as it comes: in UTF-8 or Latin-1, with its system declared or not, with holes in it."""

import json
from collections.abc import Iterator
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from minga.territory.boundaries.files import Collection, Feature
from minga.territory.boundaries.remarks import FileRefused, Remark, note

GEOMETRIES = {
    *("Point", "MultiPoint", "LineString", "MultiLineString"),
    *("Polygon", "MultiPolygon", "GeometryCollection"),
}


def read_geojson(data: bytes) -> Collection:
    text, remarks = _decoded(data)
    whole = _parsed(text)
    features, problems = [], []
    for number, item in enumerate(_items(whole), 1):
        feature, found = _feature(number, item)
        features.append(feature)
        problems += found
    return Collection(tuple(features), _declared(whole), (*remarks, *problems))


def _decoded(data: bytes) -> tuple[str, list[Remark]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        told = note(None, "", "no viene en UTF-8: se leyó como Latin-1 (Windows).")
        return data.decode("cp1252", errors="replace"), [told]


def _parsed(text: str) -> Any:
    try:
        # NaN and Infinity are no numbers: their feature says so.
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise FileRefused(
            f"El GeoJSON está cortado o mal escrito cerca de la línea {error.lineno}, columna "
            f"{error.colno}. Descárguelo o expórtelo de nuevo."
        ) from error
    except (RecursionError, ValueError) as error:
        raise FileRefused("El GeoJSON no se puede leer: está dañado.") from error


def _items(whole: Any) -> list[Any]:
    if isinstance(whole, dict):
        if whole.get("type") == "FeatureCollection" and isinstance(whole.get("features"), list):
            return list(whole["features"])
        if whole.get("type") == "Feature":
            return [whole]
        if whole.get("type") in GEOMETRIES:
            return [{"type": "Feature", "properties": {}, "geometry": whole}]
    raise FileRefused(
        "El archivo es JSON, pero no GeoJSON: falta la lista de elementos («FeatureCollection»)."
    )


def _declared(whole: Any) -> str:
    """The member `crs` of the older standard, which most programs still write."""
    said = whole.get("crs") if isinstance(whole, dict) else None
    properties = said.get("properties") if isinstance(said, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _feature(number: int, item: Any) -> tuple[Feature, list[Remark]]:
    properties = item.get("properties") if isinstance(item, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    geometry = item.get("geometry") if isinstance(item, dict) else None
    if geometry is None:
        return Feature(number, properties, None), []
    try:
        found = _shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        # Whatever is wrong inside of a geometry, its coordinates are what can't be read.
        told = Remark(
            number,
            "",
            "sus coordenadas no se entienden.",
            "Corrija la geometría o expórtela de nuevo.",
        )
        return Feature(number, properties, shapely.Point()), [told]
    remarks = [] if _closes(geometry) else [note(number, "", "su contorno no cerraba: se cerró.")]
    return Feature(number, properties, found), remarks


def _shape(geometry: Any) -> BaseGeometry:
    if geometry.get("type") not in GEOMETRIES:
        raise ValueError(geometry.get("type"))
    return shape(geometry)


def _closes(geometry: Any) -> bool:
    return all(ring[0] == ring[-1] for ring in _rings(geometry) if len(ring) > 2)


def _rings(geometry: Any) -> Iterator[Any]:
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon
