"""The copy of a person's data: the same content for a machine (JSON) and for a reader (PDF)."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from minga.core.reports import FORMATS, Column, Group, Report, Table
from minga.people.citizens.holdings import registered
from minga.people.citizens.models import Citizen, DataRequest

Told = list[tuple[str, list[dict[str, object]]]]


@dataclass(frozen=True)
class Bundle:
    """One file with both, and its SHA-256."""

    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def told(people: Collection[int], *, with_reads: bool) -> Told:
    """Each table that holds something of the person, in order."""
    found = (
        (holding.label, holding.told(people))
        for holding in registered()
        if with_reads or not holding.apart
    )
    return [(label, rows) for label, rows in found if rows]


def bundle(
    request: DataRequest, people: Collection[int], day: date, *, demonstration: bool
) -> Bundle:
    content = told(people, with_reads=request.with_reads)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        files = {
            "datos.json": as_json(request, content, day),
            "datos.pdf": FORMATS["pdf"].write(
                as_report(request, content, day, demonstration=demonstration)
            ),
        }
        for name, data in files.items():
            # A fixed date: the same data is the same file.
            archive.writestr(ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), data)
    return Bundle(packed.getvalue())


def as_json(request: DataRequest, content: Told, day: date) -> bytes:
    said = {
        "solicitud": request.public_id,
        "servicio": request.service.name,
        "fecha": day.isoformat(),
        "datos": [{"tabla": label, "filas": rows} for label, rows in content],
    }
    return json.dumps(said, ensure_ascii=False, indent=2, default=_plain).encode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def as_report(request: DataRequest, content: Told, day: date, *, demonstration: bool) -> Report:
    """One table for each holding: what it is called and what it says, a row at a time."""
    citizen: Citizen = request.person.citizen
    return Report(
        title="Copia de sus datos personales",
        subject="Solicitud de acceso, Ley 19.628 modificada por la Ley 21.719",
        institution=request.service.name,
        place_line=request.service.name,
        facts=(("Persona", citizen.full_name), ("Documento", citizen.identifier)),
        tables=tuple(_table(label, rows) for label, rows in content),
        notes=("Es todo lo que Minga conserva de usted en esta fecha.",),
        issued_on=day,
        demonstration=demonstration,
    )


def _table(label: str, rows: list[dict[str, object]]) -> Table:
    """Long rows are read down, not across: a group for each."""
    groups = tuple(
        Group(
            heading=f"{label.capitalize()}, {number} de {len(rows)}",
            rows=tuple((name, _said(value)) for name, value in row.items() if _said(value)),
        )
        for number, row in enumerate(rows, start=1)
    )
    return Table((Column("Dato", width=30), Column("Valor", width=70)), groups, label.capitalize())


def _said(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return "" if value is None else str(value)
