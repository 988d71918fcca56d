"""Workbooks as offices keep them."""

from datetime import date
from typing import Any

import pytest
from xlsxwriter import Workbook

from tests.conftest import Somebody
from tests.core.imports.making import (
    HEADINGS,
    book,
    fill,
    imported,
    preview,
    problems,
    retouched,
    xlsx,
)

ONE = ("P-001", "Los Molles", 1_500_000, 3)
SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(ana: Somebody, change: Any) -> Any:
    def make(made: Workbook) -> None:
        sheet = made.add_worksheet("Datos")
        fill(sheet, [ONE, ("P-002", "Tamarugal", 2_000_000, 1)])
        change(made, sheet)

    return imported(book(make), ana.access)


def test_native_cells_are_read_as_they_are(ana: Somebody):
    headings = ("Código", "Nombre", "Recibido el", "Pavimentado", "Viviendas")
    upload = imported(xlsx([("P-1", 12, date(2007, 1, 2), True, 5)], headings), ana.access)

    fields = dict(preview(upload)["new"][0]["fields"])
    assert fields == {
        "Nombre": "12",
        "Recibido el": "02-01-2007",
        "Pavimentado": "sí",
        "Viviendas": "5",
    }


def test_a_date_as_text_is_understood_or_refused(ana: Somebody):
    rows = [("P-1", "Uno", "02-01-2007"), ("P-2", "Dos", "12-31-2007"), ("P-3", "Tres", 39084)]
    upload = imported(xlsx(rows, ("Código", "Nombre", "Recibido el")), ana.access)

    assert [cell for cell, _ in problems(upload)] == ["C3", "C4"]
    assert preview(upload)["errors"][0]["proposal"] == "«31-12-2007»"


def test_merged_cells_among_the_data_are_refused_by_name(ana: Somebody):
    upload = with_sheet(ana, lambda made, sheet: sheet.merge_range("B2:B3", "Los Molles"))

    assert problems(upload) == [("B2", "Las celdas B2:B3 están combinadas.")]
    assert upload.new == 0


def test_merged_headings_are_refused(ana: Somebody):
    upload = with_sheet(ana, lambda made, sheet: sheet.merge_range("C1:D1", "Monto"))

    assert [sentence for _, sentence in problems(upload)] == ["Las celdas C1:D1 están combinadas."]


def test_a_merged_title_above_is_no_error(ana: Somebody):
    def make(made: Workbook) -> None:
        sheet = made.add_worksheet("Datos")
        sheet.merge_range("A1:D1", "Predios de 2007")
        sheet.write_row(2, 0, HEADINGS)
        sheet.write_row(3, 0, ONE)

    upload = imported(book(make), ana.access)

    assert (upload.status, upload.header_row) == ("ready", 3)


def test_a_hidden_sheet_is_not_read_and_it_is_told(ana: Somebody):
    def hide(made: Workbook, sheet: Any) -> None:
        hidden = made.add_worksheet("Vieja")
        fill(hidden, [("P-900", "No", 1, 1)])
        hidden.hide()

    upload = with_sheet(ana, hide)

    assert (upload.rows, upload.status) == (2, "ready")
    assert "No se leyó la hoja oculta «Vieja»." in preview(upload)["notes"]


def test_two_sheets_with_the_same_headings_are_refused(ana: Somebody):
    upload = with_sheet(ana, lambda made, sheet: fill(made.add_worksheet("Otra"), [ONE]))

    assert upload.status == "refused"
    assert "«Datos» y «Otra» tienen los mismos títulos" in upload.sentence


def test_the_sheet_with_the_headings_is_found(ana: Somebody):
    upload = with_sheet(ana, lambda made, sheet: made.add_worksheet("Notas").write(0, 0, "Hola"))

    assert (upload.sheet, upload.status) == ("Datos", "ready")
    assert "Se leyó la hoja «Datos» y no «Notas»." in preview(upload)["notes"]


def test_a_workbook_with_all_its_sheets_hidden_is_refused(ana: Somebody):
    content = retouched(
        xlsx([ONE]),
        "xl/workbook.xml",
        lambda xml: xml.replace(b"<sheet ", b'<sheet state="hidden" '),
    )

    assert "están ocultas" in imported(content, ana.access).sentence


def test_a_calculated_value_is_taken_and_told(ana: Somebody):
    upload = with_sheet(
        ana, lambda made, sheet: sheet.write_formula("C2", "=750000*2", None, 1_500_000)
    )

    [warning] = preview(upload)["warnings"]
    assert (upload.status, upload.unjustified) == ("ready", 1)
    assert "una fórmula en C2" in warning["sentence"]
    assert dict(preview(upload)["new"][0]["fields"])["Monto total ($)"] == "$ 1.500.000"


def test_a_formula_without_its_result_is_an_error_at_its_cell(ana: Somebody):
    content = retouched(
        xlsx([ONE]), SHEET, lambda xml: xml.replace(b"<v>1500000</v>", b"<f>750000*2</f>")
    )

    assert problems(imported(content, ana.access)) == [("C2", "La fórmula no trae su resultado.")]


@pytest.mark.parametrize("said", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_of_calculation_is_told_at_its_cell(ana: Somebody, said: str):
    upload = with_sheet(ana, lambda made, sheet: sheet.write_formula("B2", "=1/0", None, said))

    assert problems(upload) == [("B2", f"La celda tiene el error {said}.")]


def test_rows_and_columns_that_are_only_formatted_do_not_count(ana: Somebody):
    def paint(made: Workbook, sheet: Any) -> None:
        grey = made.add_format({"bg_color": "#EEEEEE"})
        sheet.write_blank(90_000, 300, None, grey)
        sheet.write(40, 2, "   ")

    upload = with_sheet(ana, paint)

    assert (upload.rows, upload.status) == (2, "ready")


def test_a_key_that_comes_twice_is_told_with_its_first_row(ana: Somebody):
    upload = imported(xlsx([ONE, ("P-002", "Dos", 1, 1), ONE]), ana.access)

    assert problems(upload) == [("A4", "«P-001» ya está en la fila 2.")]


def test_text_that_looks_like_a_formula_is_text(ana: Somebody):
    upload = imported(xlsx([("P-1", "=1+1", 1, 1)]), ana.access)

    assert dict(preview(upload)["new"][0]["fields"])["Nombre"] == "=1+1"


def test_a_workbook_written_with_prefixes_is_read(ana: Somebody):
    """Valid, and what some programs write."""

    def prefixed(xml: bytes) -> bytes:
        xml = xml.replace(b'xmlns="', b'xmlns:x="')
        for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v"):
            xml = xml.replace(b"<" + tag + b" ", b"<x:" + tag + b" ")
            xml = xml.replace(b"<" + tag + b">", b"<x:" + tag + b">")
            xml = xml.replace(b"</" + tag + b">", b"</x:" + tag + b">")
        return xml

    upload = imported(retouched(xlsx([ONE]), SHEET, prefixed), ana.access)

    assert upload.status in ("ready", "refused"), upload.sentence


def test_a_sheet_without_its_dimension_is_read(ana: Somebody):
    content = retouched(
        xlsx([ONE]), SHEET, lambda xml: xml.replace(b'<dimension ref="A1:D2"/>', b"")
    )

    assert imported(content, ana.access).status == "ready"
