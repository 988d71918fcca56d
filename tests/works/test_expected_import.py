"""The list that a year expects, from a workbook: whole or nothing, and again changes nothing."""

from typing import Any

import pytest

from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.imports.spec import spec_of
from minga.works.models import ExpectedProject
from tests.conftest import Cast, Somebody
from tests.core.imports import making
from tests.works.factories import expected, programmer

HEADINGS = ("Ejercicio", "BIP", "Nombre iniciativa", "Fuente")


def row(**more: Any) -> tuple[Any, ...]:
    given = {"year": 2007, "bip": "30045678-0", "name": "Plaza Arica", "source": "Decreto 45"}
    return tuple((given | more).values())


def sent(by: Somebody, *rows: tuple[Any, ...]) -> Import:
    spec = spec_of("expected-projects")
    return making.imported(making.xlsx(rows, HEADINGS), by.access, "lista.xlsx", spec=spec)


def test_a_list_is_taken_and_again_changes_nothing(cast: Cast) -> None:
    paula = programmer(cast.serviu)
    expected(cast.other, "30045678-0")
    rows = [row(), row(bip="30045679-0"), row(year=2008)]

    first = sent(paula, *rows)
    assert making.problems(first) == []
    actions.apply_import(first, seen=first.seen, by=paula.access)

    mine = ExpectedProject.objects.filter(service=cast.serviu)
    assert {(one.year, one.bip) for one in mine} == {
        (2007, "30045678-0"), (2007, "30045679-0"), (2008, "30045678-0"),
    }  # fmt: skip
    again = sent(paula, *rows)
    assert (again.new, again.changed, again.same) == (0, 0, 3)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"bip": "30045678"}, "no es un código BIP"),
        ({"bip": "300456780-0"}, ""),
        ({"year": 1989}, "de 1990 a 2100"),
        ({"name": None}, ""),
        ({"source": None}, ""),
    ],
)
def test_what_can_not_be_is_told_with_its_row(
    cast: Cast, more: dict[str, Any], sentence: str
) -> None:
    found = making.problems(sent(programmer(cast.serviu), row(**more)))

    assert any(sentence in str(problem) for problem in found), found
    assert not ExpectedProject.objects.exists()
