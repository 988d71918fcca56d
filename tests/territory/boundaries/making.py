"""Files of boundaries as they come, on plain coordinates of our own."""

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest
import shapefile
import shapely
from pyproj import Transformer
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from minga.territory.boundaries.judge import plan_of
from minga.territory.boundaries.plan import Order, Plan
from minga.territory.boundaries.reading import read_file
from tests.territory.shapes import HOSPICIO, HUARA, IQUIQUE

ON = date(2007, 11, 30)
CODES = {"01101": IQUIQUE, "01107": HOSPICIO, "01404": HUARA}
# Where tests find the real files, beside the project; they are never copied.
REAL = Path(__file__).parents[4] / "shared" / "data"

Row = tuple[Mapping[str, Any], Any]


def three() -> list[Row]:
    """Three communes by their code, rings as the standard turns them."""
    return [({"cut": code}, shapely.orient_polygons(shape)) for code, shape in CODES.items()]


def feature(properties: Mapping[str, Any], geometry: Any) -> dict[str, Any]:
    drawn = mapping(geometry) if isinstance(geometry, BaseGeometry) else geometry
    return {"type": "Feature", "properties": dict(properties), "geometry": drawn}


def geojson(rows: Iterable[Row], crs: str = "", encoding: str = "utf-8") -> bytes:
    whole: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [feature(*row) for row in rows],
    }
    if crs:
        whole["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(whole, ensure_ascii=False).encode(encoding)


def moved(rows: Iterable[Row], epsg: int) -> list[Row]:
    """The same places in another coordinate system."""
    to = Transformer.from_crs(4326, epsg, always_xy=True)

    def move(points: Any) -> Any:
        return np.column_stack(to.transform(points[:, 0], points[:, 1]))

    return [(said, shapely.transform(shape, move)) for said, shape in rows]


def zipped(
    rows: Iterable[Row],
    *,
    without: Iterable[str] = (),
    prj: str = "",
    encoding: str = "utf-8",
    folder: str = "capa/",
) -> bytes:
    """A shapefile in a zip; each property is a column of text."""
    rows = list(rows)
    parts = {name: io.BytesIO() for name in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, encoding=encoding) as writer:  # type: ignore[arg-type]
        for name in rows[0][0]:
            writer.field(name, "C", 60)
        for said, shape in rows:
            writer.shape(mapping(shape)) if shape is not None else writer.null()
            writer.record(**said)
    content = {name: part.getvalue() for name, part in parts.items()}
    content["cpg"] = encoding.encode()
    if prj:
        content["prj"] = prj.encode()
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, data in content.items():
            if name not in without:
                archive.writestr(f"{folder}limites.{name}", data)
    return kept.getvalue()


def order(kind: str = "commune", **more: Any) -> Order:
    return Order(kind, more.pop("on", ON), "pruebas", **more)


def judged(data: bytes, kind: str = "commune", name: str = "limites.geojson", **more: Any) -> Plan:
    return plan_of(read_file(name, data), order(kind, **more))


def stops(plan: Plan) -> list[str]:
    return [str(remark) for remark in plan.stops]


def notes(plan: Plan) -> list[str]:
    return [str(remark) for remark in plan.notes]


def real(name: str) -> bytes:
    """A real file, read where it lies; the test is skipped where it is absent."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    return path.read_bytes()
