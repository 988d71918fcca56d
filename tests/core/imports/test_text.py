"""CSV as offices write it."""

import pytest

from tests.conftest import Somebody
from tests.core.imports.making import csv, imported, preview, problems
from tests.core.imports.sample.models import Lot

PLAIN = "Código,Nombre,Monto,Viviendas\nP-001,Ñuñoa,1500000,3\nP-002,Camiña,,0\n"


def as_csv(text: str, by: Somebody, encoding: str = "utf-8", name: str = "predios.csv"):
    return imported(csv(text, encoding), by.access, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_it_is_read_in_any_usual_alphabet(ana: Somebody, encoding: str):
    upload = as_csv(PLAIN, ana, encoding)

    assert (upload.status, upload.rows) == ("ready", 2)
    assert preview(upload)["new"][0]["fields"][0] == ["Nombre", "Ñuñoa"]
    told = "El archivo no viene en UTF-8: se leyó como Latin-1 (Windows)."
    assert (told in preview(upload)["notes"]) == (encoding == "latin-1")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_it_is_read_with_any_usual_separator(ana: Somebody, separator: str):
    assert as_csv(PLAIN.replace(",", separator), ana).rows == 2


def test_semicolons_and_decimal_commas_are_understood(ana: Somebody):
    upload = as_csv("Código;Nombre;Avalúo UF\nP-1;Uno;1.234,5\nP-2;Dos;0,25\n", ana)

    assert upload.status == "ready"
    assert preview(upload)["new"][0]["fields"][1] == ["Avalúo UF", "UF 1.234,50"]


@pytest.mark.parametrize("said", ["1234.5", "1.234", "57,0391"])
def test_a_figure_with_two_readings_is_refused_with_proposals(ana: Somebody, said: str):
    upload = as_csv(f"Código;Nombre;Avalúo UF\nP-1;Uno;{said}\n", ana)

    [error] = preview(upload)["errors"] or [{"cell": "", "proposal": "none"}]
    assert (upload.status, error["cell"]) == (
        ("with_errors", "C2") if said != "57,0391" else ("ready", "")
    )
    assert error["proposal"]


def test_thousands_with_commas_are_refused_in_pesos(ana: Somebody):
    upload = as_csv('Código;Nombre;Monto\nP-1;Uno;"57,039"\n', ana)

    [error] = preview(upload)["errors"]
    assert (error["cell"], "57.039" in error["proposal"]) == ("C2", True)


def test_a_comma_without_quotes_is_an_error_of_its_row_alone(ana: Somebody):
    upload = as_csv("Código,Nombre,Monto\nP-1,Los Molles, lote 2,1500\nP-2,Dos,20\n", ana)

    assert [cell for cell, _ in problems(upload)] == ["fila 2"]
    assert "4 celdas y los títulos son 3" in problems(upload)[0][1]
    assert (upload.new, upload.errors) == (1, 1)


def test_a_quoted_text_holds_commas_and_lines(ana: Somebody):
    upload = as_csv('Código,Nombre\nP-1,"Los Molles, lote 2\nfrente a la plaza"\n', ana)

    assert (upload.status, upload.rows) == ("ready", 1)


def test_an_open_quote_is_told_with_its_line(ana: Somebody):
    upload = as_csv('Código,Nombre\nP-1,"Los Molles\nP-2,Dos\n', ana)

    assert upload.status == "refused"
    assert "abre comillas y no las cierra" in upload.sentence


def test_lost_letters_are_told(ana: Somebody):
    upload = as_csv("Código,Nombre\nP-1,Cami\ufffda\n", ana)

    assert problems(upload) == [("B2", "El texto trae letras perdidas (\ufffd): «Cami\ufffda».")]


def test_the_apostrophe_of_a_figure_is_dropped_and_told(ana: Somebody):
    upload = as_csv("Código,Nombre,Monto\n'01101,'Los Molles',500\n", ana)

    [new] = preview(upload)["new"]
    assert (new["key"], new["fields"][0]) == ("01101", ["Nombre", "'Los Molles'"])
    assert "Código: Se quitó el apóstrofo de delante en una celda." in preview(upload)["notes"]


@pytest.mark.parametrize("name", ["predios.csv", "predios.txt", "predios.xlsx"])
def test_a_web_page_is_recognised_under_any_name(ana: Somebody, name: str):
    upload = as_csv("<!DOCTYPE html><html><body>Error 503</body></html>", ana, name=name)

    assert (upload.status, "página web" in upload.sentence) == ("refused", True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4 and so on", "no es una planilla"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "no es una planilla"),
        (b"C\xf3digo,\0Nombre\nP-1,Uno\n", "bytes nulos"),
        (b"\xff\xfeC\x00\x00\xd8x", "mezcla alfabetos"),
        (b"\n\n\n", "no trae datos"),
        ("Código,Nombre\n\n".encode(), "no hay ninguna fila"),
    ],
)
def test_what_is_no_csv_ends_in_a_sentence(ana: Somebody, content: bytes, said: str):
    upload = imported(content, ana.access, "predios.csv")

    assert upload.status == "refused"
    assert said in upload.sentence


def test_titles_above_and_a_blank_line_below_the_headings_are_passed_over(ana: Somebody):
    above = "SERVIU Tarapacá\nPredios 2007,,\n\n"
    upload = as_csv(above + "Código,Nombre,Monto\n\nP-1,Uno,5\n,,\n  , ,\nP-2,Dos,6\n,,\n", ana)

    assert (upload.header_row, upload.rows, upload.status) == (4, 2, "ready")


def test_a_row_keeps_its_number_in_the_sheet(ana: Somebody):
    upload = as_csv("Código,Nombre\n\nP-1,Uno\n\nP-2,\n", ana)

    assert problems(upload) == [("B5", "Falta «Nombre».")]


def test_every_error_is_told_at_once(ana: Somebody):
    text = "Código,Nombre,Monto,Recibido el,RUT dueño\nP-1,,x,31-02-2007,1-1\nP-1,Uno,-5,,\n"
    upload = as_csv(text, ana)

    assert sorted(cell for cell, _ in problems(upload)) == ["A3", "B2", "C2", "C3", "D2", "E2"]
    assert not Lot.objects.exists()


def test_a_number_that_has_no_room_in_the_table_is_told(ana: Somebody):
    upload = as_csv("Código,Nombre,Viviendas\nP-1,Uno,99999\nP-2,Dos,-1\n", ana)

    assert [cell for cell, _ in problems(upload)] == ["C2", "C3"]
