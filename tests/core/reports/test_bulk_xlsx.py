"""A large table as a workbook: what is read back is what was written, and nothing runs."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from minga.core import kinds
from minga.core.months import Month
from minga.core.reports import bulk_xlsx
from minga.core.reports.bulk import CUT, Column, plain, sheet_name, units
from minga.core.reports.bulk_xlsx import TooManyRows, write_rows
from minga.core.reports.text import FORBIDDEN

TEXT = Column("Texto", kinds.TEXT)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RUNS = ("f", "hyperlink", "hyperlinks", "ddeLink", "externalReference", "oleObject")

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "{=1}", "_x0041_",
    "http://a.cl", "mailto:a@b.cl", "internal:A1", "\u202e=1", "\ufeff=1", "\u200f-1", "😀\u200d👧",
)  # fmt: skip
strange = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(HOSTILE)


def written(columns: list[Column], rows: list[tuple[object, ...]], **options: object) -> bytes:
    buffer = BytesIO()
    write_rows(buffer, columns, rows, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def read(data: bytes, sheet: int = 0) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return book.get_sheet_by_index(sheet).to_python()


def xml(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


def elements(data: bytes) -> set[str]:
    """The names of every element of every part."""
    parts = ZipFile(BytesIO(data))
    trees = [etree.fromstring(parts.read(name)) for name in parts.namelist()]
    return {etree.QName(element).localname for tree in trees for element in tree.iter()}


@given(st.lists(strange, min_size=1, max_size=5), strange)
@example(["=1+1"], "=HYPERLINK(1)")
def test_no_text_becomes_a_formula_or_a_link_and_each_reads_as_it_was(
    texts: list[str], label: str
) -> None:
    data = written([Column(label, kinds.TEXT), TEXT], [(text, text) for text in texts])

    assert not elements(data) & set(RUNS)
    cells = etree.fromstring(xml(data).encode()).iter(f"{MAIN}c")
    assert {cell.get("t") for cell in cells} <= {"inlineStr", None}
    shown = [row[1] for row in read(data)[1:]]
    wanted = [FORBIDDEN.sub("", plain(text)) for text in texts]
    assert [text for text in shown if text] == [text for text in wanted if text]


def test_a_number_is_a_number_and_a_day_is_a_day() -> None:
    columns = [
        Column(kind.name, kind)
        for kind in (kinds.PESOS, kinds.UF, kinds.DATE, kinds.MONTH, kinds.RUT, kinds.INTEGER)
    ]
    row = (1_234_567, 12_345_678_912, date(2007, 10, 8), Month(2007, 10), "12345678-5", -3)

    data = written(columns, [row, (None,) * 6])

    assert read(data)[1] == [
        1_234_567, 1234567.8912, date(2007, 10, 8), date(2007, 10, 1), "12.345.678-5", -3,
    ]  # fmt: skip
    assert "<v>1234567.8912</v>" in xml(data)
    for kind in (kinds.PESOS, kinds.UF, kinds.DATE):
        assert kind.excel.replace('"', "&quot;") in xml(data, "xl/styles.xml")


@given(st.integers(-(10**11) + 1, 10**11 - 1))
def test_a_uf_is_exact_to_its_fourth_decimal(amount: int) -> None:
    ((_,), (cell,)) = read(written([Column("UF", kinds.UF)], [(amount,)]))

    assert isinstance(cell, int | float)
    assert round(cell * 10_000) == amount
    assert float(cell) == amount / 10_000


def test_what_excel_cannot_hold_as_it_is_is_text_that_says_the_same() -> None:
    whole = Column("N", kinds.INTEGER)
    day = Column("D", kinds.DATE)

    for number in (10**15, -(10**15)):
        assert read(written([whole], [(number,)]))[1] == [str(number)]
        nearer = number - number // abs(number)
        assert read(written([whole], [(nearer,)]))[1] == [nearer]
    assert read(written([day], [(date(1899, 3, 4),), (date(1900, 1, 1),)]))[1][0] == "04-03-1899"
    assert read(written([day], [(datetime(2007, 1, 2, 3, 4),)]))[1][0] == datetime(2007, 1, 2, 3, 4)


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    fits, faces = "x" * 32_767, "😀" * 20_000

    assert read(written([TEXT], [(fits,)]))[1][0] == fits
    for text in (fits + "x", faces):
        cell = read(written([TEXT], [(text,)]))[1][0]
        assert isinstance(cell, str)
        assert cell.endswith(CUT)
        assert 32_700 < units(cell) <= 32_767
        assert text.startswith(cell.removesuffix(CUT))


def test_the_header_stays_in_sight_filters_and_prints_on_every_page() -> None:
    data = written([TEXT, Column("Monto", kinds.PESOS)], [("a", 1)])

    sheet = xml(data)
    assert 'ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:B2"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "_xlnm.Print_Titles" in xml(data, "xl/workbook.xml")


def test_a_list_without_rows_keeps_its_header() -> None:
    assert read(written([TEXT, Column("Monto", kinds.PESOS)], []))[0] == ["Texto", "Monto"]


def test_columns_that_are_called_the_same_are_told_apart() -> None:
    columns = [Column(label, kinds.TEXT) for label in ("Monto", "monto", "", " ", "Monto\n$")]

    (header, row, *_) = read(written(columns, [("a", "b", "c", "d", "e")]))

    assert header == ["Monto", "monto (2)", "Columna", "Columna (2)", "Monto $"]
    assert row == ["a", "b", "c", "d", "e"]


@pytest.fixture
def small_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_xlsx, "ROWS_PER_SHEET", 3)


@pytest.mark.usefixtures("small_sheets")
def test_more_rows_than_a_sheet_holds_go_on_in_the_next() -> None:
    rows: list[tuple[object, ...]] = [(str(number),) for number in range(7)]

    data = written([TEXT], rows, sheet="Lista/1")

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["Lista 1", "Lista 1 2", "Lista 1 3"]
    found = [row for sheet in range(3) for row in read(data, sheet)[1:]]
    assert found == [[str(number)] for number in range(7)]


@pytest.mark.usefixtures("small_sheets")
def test_a_list_that_grew_is_not_cut_in_silence(tmp_path: Path) -> None:
    rows = ((str(number),) for number in range(4))

    with pytest.raises(TooManyRows, match="Pida la planilla otra vez"):
        write_rows(tmp_path / "lista.xlsx", [TEXT], rows, count=3)


def test_the_name_of_a_sheet_is_as_long_as_excel_counts_it() -> None:
    name = "Lista de familias con sus 😀😀😀😀"

    for title in (name, f"{name}?", "'[]'", ""):
        assert read(written([TEXT], [("a",)], sheet=title))[1] == ["a"]
    taken: set[str] = set()
    names = [sheet_name(name, taken) for _ in range(12)]
    assert max(map(units, names)) <= 31
    assert len(set(names)) == 12


def test_rows_that_do_not_fit_the_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        written([TEXT], [("a", "b")])
