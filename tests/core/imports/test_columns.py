"""Columns by name, by choice, and remembered."""

import pytest

from minga.core.errors import NotAllowed
from minga.core.imports import actions
from minga.core.imports.matching import normal
from minga.core.imports.models import ColumnChoice
from minga.core.imports.refusals import NotNow
from tests.conftest import Somebody
from tests.core.imports.making import imported, preview, read, xlsx

ROW = ("P-001", "Los Molles", 1_500_000)


@pytest.mark.parametrize(
    "headings",
    [
        ("Código", "Nombre", "Monto total ($)"),
        ("CODIGO", " nombre ", "MONTO TOTAL $"),
        ("codigo*", "Nombre:", "monto_total"),
        ("cód.  predio", "NOMBRE", "Monto"),
        ("code", "name", "amount"),
    ],
)
def test_headings_are_known_however_they_are_written(ana: Somebody, headings: tuple[str, ...]):
    upload = imported(xlsx([ROW], headings), ana.access)

    assert upload.mapping == {"code": 0, "name": 1, "amount": 2}


@pytest.mark.parametrize(
    ("said", "same"), [("Código (BIP) *", "codigo bip"), ("Monto\nM$", "monto m")]
)
def test_accents_case_and_signs_do_not_count(said: str, same: str):
    assert normal(said) == same


def test_the_order_of_columns_does_not_matter(ana: Somebody):
    upload = imported(
        xlsx([(5, "Los Molles", "P-1")], ("Viviendas", "Nombre", "Código")), ana.access
    )

    assert (upload.status, upload.mapping) == ("ready", {"code": 2, "name": 1, "dwellings": 0})


def test_what_is_not_read_is_told(ana: Somebody):
    upload = imported(xlsx([(*ROW, "x", "y")], ("Código", "Nombre", "Monto", "Jefe")), ana.access)

    notes = preview(upload)["notes"]
    assert "La columna «Jefe» no se lee." in notes
    assert "La columna E, sin título, no se lee." in notes


def test_a_near_name_is_asked_and_never_guessed(ana: Somebody):
    upload = imported(xlsx([ROW], ("Código", "Nombres", "Monto")), ana.access)

    assert upload.status == "columns"
    assert upload.doubts == ["«Nombres» podría ser «Nombre»."]
    assert upload.mapping == {"code": 0, "name": 1, "amount": 2}


def test_a_column_that_comes_twice_is_asked(ana: Somebody):
    upload = imported(xlsx([(*ROW, 9)], ("Código", "Nombre", "Monto", "Monto")), ana.access)

    assert upload.doubts == ["La columna «Monto total ($)» viene 2 veces, en C y D."]


def test_a_missing_column_is_told(ana: Somebody):
    upload = imported(xlsx([("P-1", 5)], ("Código", "Viviendas")), ana.access)

    assert (upload.status, upload.doubts) == ("columns", ["Falta la columna «Nombre»."])


def test_a_sheet_whose_headings_nobody_knows_is_asked(ana: Somebody):
    upload = imported(xlsx([ROW], ("Uno", "Dos", "Tres")), ana.access)

    assert upload.status == "columns"
    assert [column["sample"] for column in upload.headings] == ["P-001", "Los Molles", "1.500.000"]


def test_the_choice_is_read_and_remembered_for_the_institution(
    ana: Somebody, bruno: Somebody, carla: Somebody
):
    headings = ("Código", "Nombres", "Monto")
    upload = imported(xlsx([ROW], headings), ana.access)

    read(actions.choose_columns(upload, {"code": 0, "name": 1, "amount": None}, by=ana.access))

    assert (imported(xlsx([ROW], headings), bruno.access)).status == "ready"
    assert imported(xlsx([ROW], headings), carla.access).status == "columns"
    assert ColumnChoice.objects.get(heading="monto").name == ""
    upload.refresh_from_db()
    assert dict(preview(upload)["new"][0]["fields"]) == {"Nombre": "Los Molles"}


def test_the_second_of_two_columns_with_one_name_can_be_the_one(ana: Somebody):
    headings = ("Código", "Nombre", "Monto", "Monto")
    upload = imported(xlsx([(*ROW, 9)], headings), ana.access)

    read(actions.choose_columns(upload, {"code": 0, "name": 1, "amount": 3}, by=ana.access))

    again = imported(xlsx([(*ROW, 9)], headings), ana.access)
    assert (again.status, again.mapping["amount"]) == ("ready", 3)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"code": 0, "name": None}, "Elija la columna de «Nombre»"),
        ({"code": 0, "name": 99}, "Elija la columna de «Nombre»"),
        ({"code": 0, "name": 0}, "para dos datos"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(
    ana: Somebody, chosen: dict[str, int | None], said: str
):
    upload = imported(xlsx([ROW], ("Código", "Nombres", "Monto")), ana.access)

    with pytest.raises(actions.ColumnsRefused, match=said):
        actions.choose_columns(upload, chosen, by=ana.access)

    assert not ColumnChoice.objects.exists()


def test_others_do_not_choose(ana: Somebody, carla: Somebody):
    upload = imported(xlsx([ROW], ("Código", "Nombres", "Monto")), ana.access)

    with pytest.raises(NotAllowed):
        actions.choose_columns(upload, {"code": 0, "name": 1}, by=carla.access)


def test_columns_are_chosen_once(ana: Somebody):
    upload = imported(xlsx([ROW], ("Código", "Nombre", "Monto")), ana.access)

    with pytest.raises(NotNow):
        actions.choose_columns(upload, {"code": 0, "name": 1}, by=ana.access)
