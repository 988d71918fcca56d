"""Population of communes from the files of the INE: by code, year by year; a figure that is there
already is superseded, never edited."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from minga.core.access import Access
from minga.core.bulk import bulk_insert
from minga.core.errors import Unreadable
from minga.core.imports.difference import Difference
from minga.core.imports.spec import Field, ImportSpec, Problem, Rows, register
from minga.core.kinds import INTEGER, Kind, text
from minga.core.words import fold
from minga.territory.actions.load import LOAD, START
from minga.territory.frames import Atlas, Frame, atlas
from minga.territory.models import Kind as PlaceKind
from minga.territory.models import OtherCode, Population, TerritoryVersion

EXAMPLE = "01101"
WITHOUT_SOURCE = "archivo importado, sin fuente declarada"


def read_cut(value: object) -> str | None:
    """A code of a commune however a spreadsheet spoiled it: 1101, 1405.0 and «01101»."""
    if value is None or str(value).strip() == "":
        return None
    said = str(value).strip()
    digits = said.removesuffix(".0") if isinstance(value, float) else said
    digits = digits.removesuffix(".0")
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (4, 5):
        raise Unreadable(
            f"«{said[:20]}» no es el código de una comuna.", f"cinco cifras, como {EXAMPLE}"
        )
    return digits.zfill(5)


CUT = Kind(
    "cut", "código único de la comuna, cinco cifras", read_cut, lambda v: v or "", lambda v: v
)


def declare() -> None:
    for kind, label in (
        (Population.Kind.PROJECTION, "población proyectada por comuna"),
        (Population.Kind.CENSUS, "población censal por comuna"),
    ):
        register(_spec(kind, label))


def _spec(kind: str, label: str) -> ImportSpec:
    return ImportSpec(
        kind=f"poblacion-{'censal' if kind == Population.Kind.CENSUS else 'proyectada'}",
        label=label,
        permission=LOAD,
        key=("code", "year"),
        fields=(
            Field(
                "code",
                "Código de la comuna",
                CUT,
                aliases=("cut", "código comuna"),
                example=EXAMPLE,
            ),
            Field("name", "Comuna", text(80), example="Iquique"),
            Field("year", "Año", INTEGER, example=2007),
            Field(
                "value", "Población", INTEGER, required=True, aliases=("habitantes",), example=1000
            ),
            Field("source", "Fuente", text(120), example="INE, proyecciones"),
        ),
        existing=partial(_existing, kind),
        check=_check,
        apply=partial(_apply, kind),
        help="Los códigos son los de la división de hoy. Una cifra distinta de la que ya está la "
        "reemplaza, y la anterior queda en la historia.",
    )


def _present() -> tuple[Atlas, Frame, date]:
    """The division that the files of today are told in, and the day it began."""
    known = atlas()
    began = list(known.changes)[-1] if known.changes else START
    return known, known.on(began), began


def _current(kind: str, began: date) -> Any:
    return Population.objects.current().filter(kind=kind, divided_on=began)


def _existing(kind: str, access: Access) -> Iterator[tuple[Any, ...]]:
    _, frame, began = _present()
    for row in _current(kind, began).order_by("pk"):
        version = frame.versions[row.territory_id]
        yield (version.code, version.name, row.year, row.value, row.source)


def _check(rows: Rows) -> Iterable[Problem]:
    known, frame, _ = _present()
    communes = {v.code: v for v in frame.division.of_kind(PlaceKind.COMMUNE)}
    theirs = {
        code.zfill(5): place
        for code, place in OtherCode.objects.filter(system=OtherCode.System.SII).values_list(
            "code", "territory_id"
        )
    }
    for at, (code, name, year, value) in enumerate(
        zip(rows["code"], rows["name"], rows["year"], rows["value"], strict=True)
    ):
        if code is not None and (said := _wrong_place(code, name, communes, theirs, known, frame)):
            yield Problem(at, "code", said)
        if year is not None and not 1800 <= year <= 2200:
            yield Problem(at, "year", f"El año {year} no es de una población.")
        if value is not None and value < 0:
            yield Problem(at, "value", "Una población no es negativa.")


def _wrong_place(
    code: str,
    name: str | None,
    communes: dict[str, TerritoryVersion],
    theirs: dict[str, int],
    known: Atlas,
    frame: Frame,
) -> str:
    """Why a code is not of the commune that the row names; empty when it is."""
    found = communes.get(code)
    if name and (found is None or fold(found.name) != fold(name)):
        sii = frame.versions.get(theirs.get(code, 0))
        if sii is not None and fold(sii.name) == fold(name):
            return (
                f"{code.lstrip('0')} es {sii.name} en la numeración de Impuestos Internos; su "
                f"código único es {sii.code}."
            )
    if found is None:
        return _no_longer(code, known, frame)
    if name and fold(found.name) != fold(name):
        return f"El código {code} es de {found.name} y la fila dice «{name[:40]}»."
    return ""


def _no_longer(code: str, known: Atlas, frame: Frame) -> str:
    old = next((v for v in known.versions if v.code == code and v.valid_until), None)
    now = old and frame.versions.get(old.territory_id)
    if old and now and old.valid_until:
        return (
            f"{code} fue el código de {old.name} hasta antes del {old.valid_until:%d-%m-%Y}; hoy "
            f"es {now.code}."
        )
    return f"Ninguna comuna tiene hoy el código {code}."


def _apply(kind: str, found: Difference, access: Access) -> None:
    """New figures, and those that take the place of another."""
    _, frame, began = _present()
    before = {(row.territory_id, row.year): row for row in _current(kind, began)}
    rows = []
    for at in [*found.new, *(change.row for change in found.changed)]:
        said = {name: values[at] for name, values in found.values.items()}
        version = frame.division.by_code[said["code"]]
        old = before.get((version.territory_id, said["year"]))
        source = said.get("source") or (old.source if old else WITHOUT_SOURCE)
        if old is None or (old.value, old.source) != (said["value"], source):
            place, before_pk = version.territory_id, old.pk if old else None
            rows.append((place, said["year"], kind, said["value"], began, source, before_pk))
    columns = ("territory", "year", "kind", "value", "divided_on", "source", "supersedes")
    bulk_insert(Population, columns, rows)
