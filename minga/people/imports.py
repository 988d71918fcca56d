"""The import of organisations: institutions from a workbook, all or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.clock import today
from minga.core.imports.difference import Difference
from minga.core.imports.spec import Field, ImportSpec, Problem, Rows, register
from minga.core.kinds import DATE, RUT, choice, text
from minga.people.actions import MANAGE
from minga.people.actions.parties import require_manager
from minga.people.models import Organisation, Party
from minga.territory.models import TerritoryVersion

Kind = Organisation.Kind
KINDS = {kind.value: str(kind.label) for kind in Kind if kind not in (Kind.UNIT, Kind.DIVISION)}
FIELDS = (
    Field("key", "Clave", text(40), help="Corta y sin espacios.", example="muni-iquique"),
    Field("name", "Nombre", text(120), required=True, example="Municipalidad de Iquique"),
    Field("short_name", "Nombre corto", text(40), required=True, example="M. Iquique"),
    Field("kind", "Tipo", choice(KINDS), required=True, example="municipality"),
    Field("territory", "Código del territorio", text(10), help="De la comuna o región."),
    Field("rut", "RUT", RUT, unique=True),
    Field("valid_from", "Existe desde", DATE, required=True, example=date(2004, 1, 1)),
)


def declare() -> None:
    register(
        ImportSpec(
            kind="organisations",
            label="organizaciones",
            permission=MANAGE,
            fields=FIELDS,
            key=("key",),
            existing=_existing,
            check=_check,
            apply=_apply,
            help="Una institución por fila. Las unidades se agregan en la página de cada una.",
        )
    )


def _institutions() -> Iterable[Organisation]:
    return Organisation.objects.filter(parent__isnull=True).select_related("party")


def _codes(day: date) -> dict[int, str]:
    versions = TerritoryVersion.objects.on(day)
    return dict(versions.values_list("territory_id", "code"))


def _existing(access: Access) -> Iterator[Mapping[str, Any]]:
    codes = _codes(today())
    for row in _institutions():
        yield {
            "key": row.key,
            "name": row.name,
            "short_name": row.short_name,
            "kind": row.kind,
            "territory": codes.get(row.territory_id) if row.territory_id else None,
            "rut": row.party.rut,
            "valid_from": row.valid_from,
        }


def _check(rows: Rows) -> Iterator[Problem]:
    known = {row.key: row for row in Organisation.objects.select_related("party")}
    owners = dict(Party.objects.filter(rut__isnull=False).values_list("rut", "pk"))
    codes = set(_codes(today()).values())
    for number, row in enumerate(rows):
        own = known.get(row["key"])
        if own and row.get("kind") and own.kind != row["kind"]:
            sentence = f"{own} es {own.get_kind_display()}: el tipo de una organización no cambia."
            yield Problem(number, "kind", sentence, code="kind")
        if own and row.get("valid_from") and own.valid_from != row["valid_from"]:
            sentence = f"{own} existe desde el {own.valid_from:%d-%m-%Y}: esa fecha no cambia."
            yield Problem(number, "valid_from", sentence, code="begins")
        owner = owners.get(row.get("rut"))
        if owner is not None and owner != (own.pk if own else None):
            yield Problem(number, "rut", _taken(owner, known.values()), code="rut")
        code = row.get("territory")
        if code and code not in codes:
            sentence = f"No hay un territorio vigente con el código {code}."
            yield Problem(number, "territory", sentence, code="territory")


def _taken(owner: int, organisations: Iterable[Organisation]) -> str:
    """Of a person it says no more than that there is one."""
    found = next((row for row in organisations if row.pk == owner), None)
    return f"Ese RUT ya es de {found or 'una persona registrada'}: revíselo."


def _apply(difference: Difference, by: Access) -> None:
    territories = {code: pk for pk, code in _codes(today()).items()}
    for values in difference.new_rows():
        row = dict(zip(difference.names, values, strict=True))
        party = Party(kind=Party.Kind.ORGANISATION, rut=row.get("rut"))
        party.save()
        territory = territories.get(row.pop("territory", None) or "")
        row.pop("rut", None)
        Organisation(party=party, territory_id=territory, **row).save()
    for change in difference.changed:
        known = Organisation.objects.get(key=difference.values["key"][change.row])
        # As on its page: what another administrator answers for is not changed by a file either.
        require_manager(by, known)
        _change(known, change.fields, territories)


def _change(
    row: Organisation, fields: Iterable[tuple[str, Any, Any]], territories: Mapping[str, int]
) -> None:
    for name, _, new in fields:
        if name == "rut":
            row.party.rut = new
            row.party.save(update_fields=["rut"])
        elif name == "territory":
            row.territory_id = territories.get(new) if new else None
        else:
            setattr(row, name, new)
    row.save()
