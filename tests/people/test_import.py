"""Organisations from a workbook: all or nothing, twice changes nothing, and no data of a person."""

from datetime import date
from typing import Any

import pytest

from minga.core.errors import NotAllowed
from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.imports.spec import spec_of
from minga.people.actions import add_person
from minga.people.models import Organisation
from tests.conftest import SCRIBE, Cast
from tests.core.imports import making

HEADINGS = (
    "Clave", "Nombre", "Nombre corto", "Tipo", "Código del territorio", "RUT", "Existe desde",
)  # fmt: skip
TOWN = (
    "muni-iquique", "Municipalidad de Iquique", "M. Iquique", "municipalidad", "01101", None,
    date(2000, 1, 1),
)  # fmt: skip


def imported(cast: Cast, *rows: tuple[Any, ...]) -> Import:
    spec = spec_of("organisations")
    return making.imported(
        making.xlsx(rows, HEADINGS), cast.nora.access, "organizaciones.xlsx", spec=spec
    )


def test_a_new_one_is_added_and_the_same_file_again_changes_nothing(cast: Cast) -> None:
    first = imported(cast, TOWN)
    actions.apply_import(first, seen=first.seen, by=cast.nora.access)

    row = Organisation.objects.get(key="muni-iquique")
    assert (row.name, row.kind, row.territory.key) == (TOWN[1], "municipality", "iquique")  # type: ignore[union-attr]
    again = imported(cast, TOWN)
    assert (again.new, again.changed, again.same) == (0, 0, 1)


def test_a_rut_of_somebody_else_a_kind_that_changes_and_no_such_place_are_told(cast: Cast) -> None:
    add_person(given_names="Eva", family_names="Paz", rut="12.345.678-5", by=SCRIBE)
    wrong = (*TOWN[:4], "99999", "12.345.678-5", TOWN[6])
    kind = ("minvu", "MINVU", "MINVU", "banco", None, None, date(2000, 1, 1))

    told = str(making.problems(imported(cast, wrong, kind)))

    assert "Ese RUT ya es de una persona registrada" in told
    assert "Paz" not in told
    assert "el tipo de una organización no cambia" in told
    assert "No hay un territorio vigente con el código 99999" in told
    assert not Organisation.objects.filter(key="muni-iquique").exists()


def test_what_another_administers_is_not_changed_by_a_file(cast: Cast) -> None:
    row = ("serviu-otro", "Otro nombre", "Otro", "serviu", None, None, date(2000, 1, 1))
    asked = imported(cast, row)
    assert asked.changed == 1

    with pytest.raises(NotAllowed):
        actions.apply_import(asked, seen=asked.seen, by=cast.nora.access)

    assert Organisation.objects.get(key="serviu-otro").name == "Otro SERVIU"
