"""A shapefile in a zip: its parts found, inflated with a limit, and read without trusting them."""

import io
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import shapefile
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from minga.core.imports.archive import Archive
from minga.core.imports.limits import MAX_PART
from minga.core.imports.refusals import Damaged, WorkbookRefused
from minga.territory.boundaries.files import Collection, Feature
from minga.territory.boundaries.remarks import FileRefused, Remark, note

PARTS = ("shp", "shx", "dbf", "prj", "cpg")
BROKEN = (
    *(shapefile.ShapefileException, struct.error, ValueError, TypeError),
    *(IndexError, KeyError, EOFError, OverflowError, AttributeError, ShapelyError),
)
DAMAGED = "El shapefile está dañado o incompleto. Expórtelo y comprímalo de nuevo."


def read_zip(data: bytes) -> Collection:
    parts = _parts(data)
    if "shp" not in parts:
        raise FileRefused(
            "El .zip no trae un shapefile: falta el archivo .shp. Comprima juntos los archivos "
            ".shp, .shx, .dbf y .prj."
        )
    if "dbf" not in parts:
        raise FileRefused(
            "Al shapefile le falta su .dbf, donde vienen los códigos y los nombres. Agréguelo al "
            ".zip y cárguelo de nuevo."
        )
    encoding, remarks = _alphabet(parts)
    if "prj" not in parts:
        remarks.append(note(None, "", "no trae .prj, que dice su sistema de coordenadas."))
    features, problems = _read(parts, encoding)
    declared = parts.get("prj", b"").decode("latin-1").strip()
    return Collection(tuple(features), declared, (*remarks, *problems), is_clockwise=True)


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of the one shapefile of the zip, by their ending."""
    with tempfile.NamedTemporaryFile(suffix=".zip") as kept:
        kept.write(data)
        kept.flush()
        try:
            archive = Archive(Path(kept.name))
            named = {name: PurePosixPath(name) for name in archive.parts if _counts(name)}
            layers = sorted(p.stem for p in named.values() if p.suffix.lower() == ".shp")
            if len(layers) > 1:
                raise FileRefused(
                    f"El .zip trae varios shapefiles ({', '.join(layers)}). Deje uno por archivo."
                )
            return {
                path.suffix.lower()[1:]: archive.read(name, MAX_PART)
                for name, path in named.items()
                if path.suffix.lower()[1:] in PARTS and path.stem in layers
            }
        except Damaged as error:
            raise FileRefused("El .zip está dañado o incompleto. Comprímalo de nuevo.") from error
        except WorkbookRefused as error:
            raise FileRefused(
                "El .zip no se abrió: se hincha al descomprimirlo, o está hecho para confundir. "
                "Comprima de nuevo solo los archivos del shapefile."
            ) from error


def _counts(name: str) -> bool:
    return not name.endswith("/") and not name.startswith("__MACOSX/")


def _alphabet(parts: dict[str, bytes]) -> tuple[str, list[Remark]]:
    """That of the .cpg; without it, the one in which the table can be read."""
    said = parts.get("cpg", b"").decode("latin-1").strip().lower()
    for name in filter(None, (said, f"cp{said}" if said.isdecimal() else "")):
        try:
            "".encode(name)
        except LookupError:
            continue
        return name, []
    try:
        parts["dbf"][32:].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", [note(None, "", "no trae .cpg: sus textos se leyeron como Latin-1.")]
    return "utf-8", []


def _read(parts: dict[str, bytes], encoding: str) -> tuple[list[Feature], list[Remark]]:
    named: dict[str, Any] = {
        name: io.BytesIO(parts[name]) for name in ("shp", "shx", "dbf") if name in parts
    }
    try:
        with shapefile.Reader(**named, encoding=encoding, encodingErrors="replace") as reader:
            names = [str(column[0]) for column in reader.fields if column[0] != "DeletionFlag"]
            rows = [dict(zip(names, list(row), strict=True)) for row in reader.records()]
            found = list(_shapes(reader))
    except BROKEN as error:
        raise FileRefused(DAMAGED) from error
    if len(found) != len(rows):
        raise FileRefused(
            f"El shapefile trae {len(found)} formas y {len(rows)} filas de datos: no se sabe cuál "
            "es de cuál. Expórtelo de nuevo."
        )
    pairs = zip(found, rows, strict=True)
    features = [Feature(n, row, geometry) for n, ((geometry, _), row) in enumerate(pairs, 1)]
    wrong = [
        Remark(n, "", "sus coordenadas no se entienden.", "Corrija la geometría.")
        for n, (_, is_read) in enumerate(found, 1)
        if not is_read
    ]
    return features, wrong


def _shapes(reader: Any) -> Iterator[tuple[BaseGeometry | None, bool]]:
    """Each geometry, and whether it could be read."""
    for one in reader.iterShapes():
        if one is None or one.shapeType == shapefile.NULL:
            yield None, True
            continue
        try:
            # What is no number is told by `mending`, not by a warning of numpy.
            with np.errstate(invalid="ignore"):
                found = shape(one.__geo_interface__)
            yield found, True
        except BROKEN:
            yield None, False
