"""Workbooks built to do harm end in a sentence, soon and with little memory."""

import re
import resource
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minga.core.imports import actions, archive, limits, sheetxml
from minga.core.imports.models import Import
from minga.core.imports.refusals import WorkbookRefused
from tests.conftest import Somebody
from tests.core.imports.making import imported, lots, retouched, sent, xlsx

ONE = ("P-001", "Los Molles", 1_500_000, 3)
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture(autouse=True)
def soon_and_small() -> Iterator[None]:
    """Each of them within seconds, and without much memory more than before."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    yield
    assert time.perf_counter() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def sheet_of(cells: bytes, extra: bytes = b"") -> bytes:
    return retouched(
        xlsx([ONE]),
        SHEET,
        lambda _: HEAD + b"<worksheet " + MAIN + b">" + extra + b"<sheetData>" + cells
        + b"</sheetData></worksheet>",
    )  # fmt: skip


def cell(row: int, place: str) -> bytes:
    return f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'.encode()


def refused(content: bytes, ana: Somebody, said: str) -> None:
    upload = imported(content, ana.access)
    assert upload.status == "refused", (upload.status, upload.doubts)
    assert said in upload.sentence, upload.sentence


def with_part(name: str, data: bytes, content: bytes | None = None) -> bytes:
    out = BytesIO(content or xlsx([ONE]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
    return out.getvalue()


def test_a_part_that_swells_is_a_bomb(ana: Somebody):
    refused(with_part("xl/media/a.xml", b" " * 40_000_000), ana, "comprimido mucho más")


def test_many_parts_that_swell_together_are_a_bomb(ana: Somebody, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_INFLATED", 1_000_000)
    content = xlsx([ONE])
    for number in range(4):
        content = with_part(f"xl/media/{number}.xml", b"<a>bcdefgh</a>" * 30_000, content)

    refused(content, ana, "descomprimido pesa más de 1 MB")


def test_a_part_larger_than_it_says_is_a_bomb(ana: Somebody):
    """The list of parts may lie: it is not believed."""
    content = bytearray(with_part("xl/media/a.xml", b" <a>" * 100_000))
    at = content.rindex(b"PK\x01\x02")
    assert struct.unpack_from("<I", content, at + 24)[0] == 400_000
    struct.pack_into("<I", content, at + 24, 1_000)

    refused(bytes(content), ana, "más grande de lo que dice ser")


def test_parts_with_the_same_name_are_refused(ana: Somebody):
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = with_part(SHEET, cell(1, "A1"))

    refused(content, ana, "partes repetidas")


def test_too_many_parts_are_refused(ana: Somebody):
    out = BytesIO(xlsx([ONE]))
    with zipfile.ZipFile(out, "a") as made:
        for number in range(limits.MAX_PARTS + 1):
            made.writestr(f"xl/media/{number}", b"")

    refused(out.getvalue(), ana, "más de 2000 partes")


@pytest.mark.parametrize("part", [SHEET, STRINGS, BOOK, "xl/styles.xml"])
def test_entities_are_refused_wherever_they_are(ana: Somebody, part: str):
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    bomb = b'<!DOCTYPE x [<!ENTITY l0 "ja">' + laughs + b"]>"

    content = retouched(xlsx([ONE]), part, lambda xml: xml.replace(b"?>", b"?>" + bomb, 1))

    refused(content, ana, "define entidades")


def test_a_strange_alphabet_is_refused(ana: Somebody):
    def rewritten(xml: bytes) -> bytes:
        return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    refused(retouched(xlsx([ONE]), SHEET, rewritten), ana, "alfabeto")


def test_endless_nesting_is_refused(ana: Somebody):
    refused(sheet_of(b"<x:c/>" + b"<a>" * 200_000), ana, "anidadas sin fin")


def test_one_cell_in_the_last_corner_is_refused(ana: Somebody):
    """It asked for half a terabyte, and the reader of cells ends the process."""
    refused(sheet_of(cell(1, "A1") + cell(1_048_576, "XFD1048576")), ana, "filas o más")


@pytest.mark.parametrize("stated", [b"", b'<dimension ref="A1:B2"/>', b'<dimension ref="A1:D20"/>'])
def test_a_sheet_may_not_lie_about_its_size(ana: Somebody, stated: bytes):
    cells = cell(1, "A1") + cell(1_048_576, "XFD1048576") + cell(2, "A2")

    refused(sheet_of(cells, stated), ana, "filas o más")


@pytest.mark.parametrize(
    "hidden",
    [
        b'<x:row r="9"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        b'<row r="9"><c s="0" r="XFD1048576"><v>1</v></c></row>',
        b'<row r="9"><c\nr="XFD1048576"><v>1</v></c></row>',
        b"<row r='9'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row r="9"><c r="&#88;FD1048576"><v>1</v></c></row>',
    ],
)
def test_nor_hide_a_cell_by_how_it_is_written(ana: Somebody, hidden: bytes):
    stated = b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    content = retouched(
        sheet_of(cell(1, "A1") + hidden, b'<dimension ref="A1:D9"/>'),
        SHEET,
        lambda xml: xml.replace(b"<worksheet ", b"<worksheet " + stated + b" "),
    )

    refused(content, ana, "filas o más")


def test_a_sheet_of_a_million_rows_is_refused_with_the_limit(ana: Somebody):
    rows = b"".join(cell(number, f"A{number}") for number in range(200_900, 201_100))

    refused(sheet_of(rows, b'<dimension ref="A1:A1048576"/>'), ana, "se leen hasta 200.000")


def test_sixteen_thousand_columns_are_refused_with_the_limit(ana: Somebody):
    row = b'<row r="1">' + b"<c><v>1</v></c>" * 16_384 + b"</row>"

    refused(sheet_of(row, b'<dimension ref="A1:XFD1"/>'), ana, "se leen hasta 200")


def test_a_wide_and_long_emptiness_between_cells_is_refused(ana: Somebody):
    refused(sheet_of(cell(1, "A1") + cell(190_000, "GA190000")), ana, "celdas entre A1 y GA190000")


def test_too_many_merged_cells_are_refused(ana: Somebody):
    merged = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 10_100))
    content = retouched(
        xlsx([ONE]),
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>"
        ),
    )

    refused(content, ana, "celdas combinadas")


def test_too_many_texts_are_refused(ana: Somebody, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheetxml, "MAX_CELLS", 1_000)
    words = HEAD + b"<sst " + MAIN + b">" + b"<si><t>x</t></si>" * 2_000 + b"</sst>"

    refused(retouched(xlsx([ONE]), STRINGS, lambda _: words), ana, "textos o más")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:30] + b"\0" * 300 + content[330:],
        lambda content: b"PK\x03\x04" + b"x" * 500,
        lambda content: retouched(content, SHEET, lambda xml: xml[: len(xml) // 2]),
        lambda content: retouched(content, BOOK, lambda xml: xml[: len(xml) // 2]),
        lambda content: retouched(content, "xl/_rels/workbook.xml.rels", lambda xml: b""),
        lambda content: retouched(
            content, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"worksheets/", b"../")
        ),
    ],
)
def test_a_damaged_workbook_ends_in_a_sentence(ana: Somebody, spoil: Callable[[bytes], bytes]):
    assert imported(spoil(xlsx([ONE])), ana.access).status == "refused"


def test_a_workbook_with_a_password_is_told(ana: Somebody):
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )

    refused(locked, ana, "tiene contraseña")


def test_an_old_workbook_under_a_new_name_is_told(ana: Somebody):
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ana, "formato antiguo (.xls)")


def test_another_zip_is_no_workbook(ana: Somebody):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("adentro.zip", b"PK\x03\x04")

    refused(out.getvalue(), ana, "no es un libro de Excel")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("predios.xls", b"x", "se importa (.xls)"),
        ("predios.ods", b"x", "se importa (.ods)"),
        ("predios.pdf", b"x", "no es una planilla"),
        ("sin-extension", b"x", "no es una planilla"),
        ("predios.csv", b"", "está vacío"),
        ("../../predios.csv", b"x", "incluye carpetas"),
    ],
)
def test_what_is_not_taken_is_refused_at_the_door(
    ana: Somebody, name: str, content: bytes, said: str
):
    file = SimpleUploadedFile("x.csv", content)
    file._name = name  # type: ignore[attr-defined]

    with pytest.raises(WorkbookRefused, match=re.escape(said)):
        actions.receive(lots(), file, by=ana.access)

    assert not Import.objects.exists()


def test_a_file_above_the_limit_is_refused_at_the_door(ana: Somebody, settings: Any):
    settings.MAX_FILE_BYTES = 100

    with pytest.raises(WorkbookRefused, match="el máximo es"):
        sent(xlsx([ONE]), ana.access)


def test_an_endless_line_of_text_is_refused(ana: Somebody):
    assert imported(b"a," * 3_000_000, ana.access, "predios.csv").status in ("refused", "columns")
    assert imported(b"Codigo\n" + b"x" * 5_000_000, ana.access, "predios.csv").status == "refused"


def test_a_text_of_too_many_lines_is_refused(ana: Somebody):
    content = b"Codigo,Nombre\n" + b"P-1,Uno\n" * 210_000
    upload = imported(content, ana.access, "predios.csv")

    assert "se leen hasta 200.000" in upload.sentence


def test_a_list_of_parts_that_begin_before_the_file_is_damaged(ana: Somebody):
    content = bytearray(xlsx([ONE]))
    end = content.rindex(b"PK\x05\x06")
    (offset,) = struct.unpack_from("<I", content, end + 16)
    struct.pack_into("<I", content, end + 16, offset + 1_000_000)

    refused(bytes(content), ana, "está dañado")
