"""What lives under `MINGA_DATA/importaciones`: the files as they came, and what was read of them.

`originales/ab/ab12….xlsx` are written once, by their SHA-256. `preparadas/<import>/` holds the rows
between the preview and the apply, and can be made again from the original.
"""

import hashlib
import json
import marshal
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from minga.core.datafolder import store, write_whole
from minga.core.imports.refusals import NotNow
from minga.core.months import Month

VERSION = 4  # of marshal: read by every Python from 3.4 on
ROWS, PREVIEW, ANNOTATED = "filas.bin", "revision.json", "anotado.xlsx"


def folder() -> Path:
    return Path(settings.DATA_DIR) / "importaciones"


def original(sha256: str, ending: str) -> Path:
    return folder() / "originales" / sha256[:2] / f"{sha256}.{ending}"


def keep(chunks: Iterable[bytes], ending: str) -> tuple[str, int]:
    """Store what came; answer its SHA-256 and size. The same bytes twice are one file."""
    return store(chunks, folder(), lambda sha256: original(sha256, ending))


def prepared(public_id: str, name: str) -> Path:
    return folder() / "preparadas" / public_id / name


def save(public_id: str, name: str, content: bytes) -> str:
    """Write a prepared file whole or not at all; answer its SHA-256."""
    write_whole(prepared(public_id, name), content)
    return hashlib.sha256(content).hexdigest()


def save_rows(public_id: str, values: Mapping[str, list[Any]], places: list[int]) -> str:
    """The rows in columns, each with the way its values are written."""
    columns = {name: _packed(column) for name, column in values.items()}
    return save(public_id, ROWS, marshal.dumps({"places": places, "columns": columns}, VERSION))


def load_rows(public_id: str, sha256: str) -> tuple[dict[str, list[Any]], list[int]]:
    """What was reviewed and nothing else: a file that was changed since is refused."""
    path = prepared(public_id, ROWS)
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NotNow(
            "Lo que se había leído del archivo ya no está completo en el servidor. Súbalo de nuevo."
        )
    # Our own bytes, by the digest that the database keeps; JSON takes five times as long.
    kept = marshal.loads(content)  # noqa: S302
    return {name: _unpacked(column) for name, column in kept["columns"].items()}, kept["places"]


def _packed(column: list[Any]) -> dict[str, Any]:
    """Numbers and texts as they are; dates and months as numbers, and said so."""
    kinds = set(map(type, column)) - {type(None)}
    if kinds == {date}:
        return {"as": "date", "of": [None if v is None else v.toordinal() for v in column]}
    if kinds == {Month}:
        return {"as": "month", "of": [None if v is None else v.index for v in column]}
    return {"as": "", "of": column}


def _unpacked(packed: dict[str, Any]) -> list[Any]:
    column: list[Any] = packed["of"]
    if packed["as"] == "date":
        return [None if v is None else date.fromordinal(v) for v in column]
    if packed["as"] == "month":
        return [None if v is None else Month(*_year_month(v)) for v in column]
    return column


def _year_month(index: int) -> tuple[int, int]:
    return index // 12, index % 12 + 1


def save_preview(public_id: str, preview: Mapping[str, Any]) -> None:
    save(public_id, PREVIEW, json.dumps(preview, ensure_ascii=False).encode())


def load_preview(public_id: str) -> dict[str, Any]:
    path = prepared(public_id, PREVIEW)
    found: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    return found


def forget(public_id: str) -> None:
    """What was prepared is of no use once the import is over; the original stays."""
    for name in (ROWS,):
        prepared(public_id, name).unlink(missing_ok=True)
