"""Projects of an OC4IDS 0.9 package, as rows of another office.

Source: Open Contracting for Infrastructure Data Standards 0.9.5, project package schema.
"""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from minga.core.errors import DomainError
from minga.works.intake import cells
from minga.works.intake.saying import Said

# Degrees: the country with its islands.
WEST, SOUTH, EAST, NORTH = -110.0, -56.6, -66.0, -17.4
LARGEST = Decimal(10) ** 15


class PackageRefused(DomainError):
    code = "intake.package_refused"
    field = "file"


def read(path: Path) -> list[Said]:
    """One row for each project; its number is its place in the package."""
    package = _package(path)
    return [_project(at, found) for at, found in enumerate(package["projects"], start=1)]


def _package(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal, parse_constant=_never)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise PackageRefused(
            "El archivo no es JSON que se pueda leer. Descárguelo de nuevo y súbalo."
        ) from error
    if not isinstance(found, dict) or not isinstance(found.get("projects"), list):
        raise PackageRefused(
            "El archivo no es un paquete de proyectos OC4IDS: no trae la lista «projects». Si es "
            "un paquete de contrataciones (OCDS), pida el de proyectos."
        )
    version = found.get("version")
    if version not in ("0.9", "0.9.5"):
        raise PackageRefused(
            f"El paquete dice ser de la versión «{str(version)[:20]}» de OC4IDS y se lee la 0.9. "
            "Pida el archivo en esa versión."
        )
    if not found["projects"]:
        raise PackageRefused("El paquete no trae proyectos.")
    return found


def _never(constant: str) -> NoReturn:
    raise ValueError(constant)


def _project(at: int, found: Any) -> Said:
    said = Said(number=at)
    if not isinstance(found, dict):
        said.faults.append("No es un proyecto de OC4IDS: falta su estructura.")
        return said
    said.code, said.name = _text(found, "id")[:80], _text(found, "title")[:300]
    said.bip = next(filter(None, map(_bip_of, _list(found, "identifiers"))), "")
    for key, label in (("description", "Descripción"), ("status", "Estado"), ("type", "Tipo"),
                       ("purpose", "Propósito"), ("updated", "Actualizado")):  # fmt: skip
        if text := _text(found, key):
            said.texts[label] = text[:2000]
    period = _dict(found, "period")
    said.starts_on, said.ends_on = _day(period, "startDate"), _day(period, "endDate")
    if said.starts_on and said.starts_on[:4].isdigit():
        said.year = int(said.starts_on[:4])
    _budget(said, _dict(found, "budget"))
    _places(said, _list(found, "locations"))
    _contracts(said, _list(found, "contractingProcesses"))
    return said


def _text(of: Any, key: str) -> str:
    value = of.get(key) if isinstance(of, dict) else None
    return cells.said(value) if isinstance(value, (str, int)) else ""


def _dict(of: dict[str, Any], key: str) -> dict[str, Any]:
    value = of.get(key)
    return value if isinstance(value, dict) else {}


def _list(of: dict[str, Any], key: str) -> list[Any]:
    value = of.get(key)
    return value if isinstance(value, list) else []


def _bip_of(identifier: Any) -> str:
    return _text(identifier, "id") if "BIP" in _text(identifier, "scheme").upper() else ""


def _day(period: dict[str, Any], key: str) -> str:
    text = _text(period, key)[:10]
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else ""


def _budget(said: Said, budget: dict[str, Any]) -> None:
    value = _dict(budget, "amount")
    amount, currency = value.get("amount"), _text(value, "currency")
    if amount is None:
        return
    if isinstance(amount, bool) or not isinstance(amount, (int, Decimal)):
        said.faults.append("El presupuesto no es un número.")
    elif abs(amount) > LARGEST:
        said.faults.append("El presupuesto es un monto demasiado grande.")
    elif currency != "CLP":
        said.texts["Presupuesto"] = f"{amount} {currency}".strip()
        said.notes.append(
            f"El presupuesto viene en «{currency or 'moneda sin decir'}» y no en pesos (CLP): "
            "queda como texto y el proyecto sin costo."
        )
    else:
        if amount % 1000:
            said.notes.append("El presupuesto no son miles enteros: se redondeó a M$.")
        said.total = int((amount + 500) // 1000)


def _places(said: Said, places: list[Any]) -> None:
    points = []
    for place in places:
        if not isinstance(place, dict):
            continue
        address = _dict(place, "address")
        if locality := _text(address, "locality"):
            said.communes += [name for name in cells.communes(locality)
                              if name not in said.communes]  # fmt: skip
        points.append(_point(said, _dict(place, "geometry")))
    points = [point for point in points if point]
    if points:
        said.location = {"type": "Point", "coordinates": points[0]}
    if len(points) > 1:
        said.notes.append(f"Trae {len(points)} puntos: se ubica el proyecto en el primero.")


def _point(said: Said, geometry: dict[str, Any]) -> list[float] | None:
    """In GeoJSON longitude goes first; many write latitude first and nothing complains."""
    pair = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(pair, list) or len(pair) < 2:
        return None
    if not all(map(_in_degrees, pair[:2])):
        said.notes.append("Un punto no tiene coordenadas en grados: no se guarda.")
        return None
    x, y = float(pair[0]), float(pair[1])
    if _within(x, y):
        return [x, y]
    shown = f"({x:.4f}; {y:.4f})".replace(".", ",")
    if _within(y, x):
        said.notes.append(
            f"El punto {shown} trae la latitud antes que la longitud: se ubicó al revés, donde cae "
            "en Chile. Revíselo en el mapa."
        )
        return [y, x]
    said.notes.append(f"El punto {shown} cae fuera de Chile, de un modo y del otro: no se guarda.")
    return None


def _in_degrees(number: object) -> bool:
    return isinstance(number, int | Decimal) and -180 <= number <= 180


def _within(x: float, y: float) -> bool:
    return WEST <= x <= EAST and SOUTH <= y <= NORTH


def _contracts(said: Said, processes: list[Any]) -> None:
    told = []
    for process in processes:
        summary = _dict(process, "summary") if isinstance(process, dict) else {}
        value = _dict(summary, "contractValue")
        money = f"{value['amount']} {_text(value, 'currency')}" if "amount" in value else ""
        parts = (_text(process, "id"), _text(summary, "title"), _text(summary, "status"), money)
        told.append(" · ".join(filter(None, parts)))
    if told:
        said.texts["Contrataciones"] = "; ".join(told)[:4000]
        said.notes.append(
            "Sus contrataciones quedan como antecedente: no se crean contratos con ellas."
        )
