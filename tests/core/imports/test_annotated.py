"""Templates that go out and workbooks that come back."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from minga.core.imports import staging
from minga.core.imports.blank import template
from minga.core.imports.models import Import
from tests.conftest import Somebody
from tests.core.imports.making import applied as applied_from
from tests.core.imports.making import (
    book,
    codes,
    fill,
    imported,
    lots,
    problems,
    retouched,
    xlsx,
)

BAD = (
    ("P-001", "Los Molles", "1234,5", 3),
    ("P-002", None, 2_000_000, 1),
    ("P-003", "=1+1", 600_000_000, 1),
)
HEADINGS = ["Código", "Nombre", "Monto total ($)", "Viviendas"]


def annotated(upload: Import) -> bytes:
    assert upload.is_annotated
    return staging.prepared(upload.public_id, staging.ANNOTATED).read_bytes()


def rows(content: bytes, sheet: str) -> list[list[object]]:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as found:
        return list(found.get_sheet_by_name(sheet).to_python(skip_empty_area=False))


def part(content: bytes, name: str) -> str:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(BytesIO(content)) as found:
        return found.read(name).decode()


def mended(content: bytes) -> bytes:
    """The annotated workbook, corrected where it said so."""
    data = rows(content, "Datos")[1:]
    data[0][2], data[1][1], data[2][2] = 1234, "Tamarugal", 1
    return xlsx(data)


def test_the_own_rows_come_back_with_a_remark_at_each_wrong_cell(ana: Somebody):
    content = annotated(imported(xlsx(BAD), ana.access))

    assert rows(content, "Datos")[0] == HEADINGS
    assert rows(content, "Datos")[1] == ["P-001", "Los Molles", "1234,5", 3.0]
    comments = part(content, "xl/comments1.xml")
    for cell in ("C2", "B3", "C4"):
        assert f'ref="{cell}"' in comments
    assert "tiene decimales y se esperaba" in comments


def test_all_of_them_stand_in_a_sheet_of_their_own(ana: Somebody):
    found = rows(annotated(imported(xlsx(BAD), ana.access)), "Observaciones")

    assert found[0] == ["Hoja", "Celda", "Dato", "Qué es", "Qué se observó", "Qué se propone"]
    assert [(row[0], row[1], row[3]) for row in found[1:]] == [
        ("Datos", "C2", "error"),
        ("Datos", "B3", "error"),
        ("Datos", "C4", "advertencia"),
    ]


def test_it_goes_in_once_it_was_mended(ana: Somebody):
    upload = imported(xlsx(BAD), ana.access)

    again = imported(mended(annotated(upload)), ana.access, instead_of=upload)

    assert (again.status, again.errors, again.new) == ("ready", 0, 3)


def test_it_says_the_same_again_when_it_was_not_mended(ana: Somebody):
    upload = imported(xlsx(BAD), ana.access)

    again = imported(annotated(upload), ana.access)

    assert (again.sheet, again.errors, again.warnings) == ("Datos", 2, 1)


def test_titles_above_and_columns_that_are_not_read_come_back_too(ana: Somebody):
    def make(made):
        fill(
            made.add_worksheet("Junio"), [["Predios"], [*HEADINGS, "Jefe"], [*BAD[0], "Rosa"]], None
        )

    content = annotated(imported(book(make), ana.access))

    assert rows(content, "Junio")[0][0] == "Predios"
    assert rows(content, "Junio")[2][4] == "Rosa"
    assert 'ref="C3"' in part(content, "xl/comments1.xml")


@pytest.mark.parametrize("said", ["=1+1", "+56 9", "-cmd|' /C calc'!A0", "@SUM(A1)", "http://a.cl"])
def test_no_text_becomes_a_formula_or_a_link(ana: Somebody, said: str):
    content = annotated(imported(xlsx([("P-1", said, "x", 1), (said, None, 1, 1)]), ana.access))

    for number in (1, 2):
        sheet = part(content, f"xl/worksheets/sheet{number}.xml")
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet


def test_a_csv_comes_back_as_a_workbook(ana: Somebody):
    text = "Código;Nombre;Monto\nP-1;Uno;1234.5\n".encode("latin-1")

    content = annotated(imported(text, ana.access, "predios.csv"))

    assert rows(content, "Datos")[1] == ["P-1", "Uno", "1234.5"]


def test_the_template_has_its_headings_formats_validations_and_instructions():
    content = template(lots())

    assert rows(content, "Datos")[0][:3] == ["Código *", "Nombre *", "Monto total ($)"]
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert sheet.count("<dataValidation ") == 5
    assert '"habitacional,comercial"' in sheet
    assert 'type="date"' in sheet
    said = rows(content, "Instrucciones")
    columns = {row[0]: row for row in said}
    assert columns["Código"][1:4] == ["sí", "texto de hasta 12 caracteres", "P-001"]
    assert columns["Viviendas"][4] == "Cuántas hay hoy."


def test_a_filled_template_makes_the_round_trip(ana: Somebody):
    """Headings and examples as the template says them, sent back."""
    content = template(lots())
    headings = [cell for cell in rows(content, "Datos")[0] if cell]
    examples = {row[0]: row[3] for row in rows(content, "Instrucciones") if len(row) > 3}
    filled = [examples[str(heading).removesuffix(" *")] for heading in headings]

    applied_from(xlsx([filled], [str(heading) for heading in headings]), ana.access)

    assert codes() == ["P-001"]


def test_an_empty_template_is_told(ana: Somebody):
    upload = imported(template(lots()), ana.access)

    assert "no hay ninguna fila" in upload.sentence


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_it_opens_in_libreoffice_with_its_remarks_and_comes_back_from_there(
    ana: Somebody, tmp_path: Path
):
    upload = imported(xlsx(BAD), ana.access)
    source = tmp_path / "anotado.xlsx"
    source.write_bytes(annotated(upload))

    for ending in ("fods", "xlsx"):
        _convert(source, ending, tmp_path / ending)

    flat = (tmp_path / "fods" / "anotado.fods").read_text("utf-8")
    assert flat.count("<office:annotation ") == 3
    assert "Falta «Nombre»." in flat
    saved = (tmp_path / "xlsx" / "anotado.xlsx").read_bytes()
    again = imported(mended(saved), ana.access, instead_of=upload)
    assert (again.status, again.new) == ("ready", 3)
    untouched = imported(saved, ana.access)
    assert (untouched.errors, untouched.warnings) == (2, 1)


def _convert(source: Path, ending: str, target: Path) -> None:
    home = target.with_name("office")
    call = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", ending]
    subprocess.run([*call, "--outdir", str(target), str(source)], check=True, capture_output=True)


@pytest.mark.parametrize(
    "name", ["observaciones", "CAMBIOS", "Lotes: [2007]", "'Lotes'", "History"]
)
def test_a_sheet_with_a_name_that_no_other_may_have_comes_back_too(ana: Somebody, name: str):
    """Excel itself refuses most of these; other programs write them."""
    escaped = name.replace("'", "&apos;").encode()
    content = retouched(
        xlsx([("P-001", "", 1, 1)], sheet="Datos"),
        "xl/workbook.xml",
        lambda data: data.replace(b'name="Datos"', b'name="' + escaped + b'"'),
    )

    upload = imported(content, ana.access)

    assert (upload.status, upload.is_annotated) == ("with_errors", True), upload.sentence
    path = staging.prepared(upload.public_id, staging.ANNOTATED)
    again = imported(path.read_bytes(), ana.access)
    assert problems(again) == problems(upload)
