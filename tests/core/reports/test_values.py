"""Money, months and RUT in a report: the value of the database as each program wants it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from python_calamine import CalamineWorkbook

from minga.core import kinds
from minga.core.months import Month
from minga.core.reports import Column, Group, Letterhead, Report, Status, Table, TotalMismatch
from minga.core.reports.bulk import Column as ListColumn
from minga.core.reports.docx import write_docx
from minga.core.reports.table import report_of, write_table
from minga.core.reports.xlsx import write_xlsx
from tests.core.reports import samples

HEAD = Letterhead(
    institution="SERVIU Región de Tarapacá",
    place_line="Región de Tarapacá",
    issued_on=samples.DAY,
    record_line="Registro 7c1f",
    demonstration=True,
)
COLUMNS = [
    ListColumn("Proyecto", kinds.TEXT),
    ListColumn("Monto", kinds.PESOS),
    ListColumn("Año", kinds.INTEGER),
]


def sheet(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


def with_cells(*cells: tuple[kinds.Kind, object]) -> Report:
    columns = tuple(Column(kind.label, kind) for kind, _ in cells)
    row = tuple(cell for _, cell in cells)
    return replace(samples.work_plan(), tables=(Table(columns, (Group((row,)),)),))  # type: ignore[arg-type]


def test_a_workbook_holds_the_values_themselves() -> None:
    found = sheet(write_xlsx(samples.money(1)))

    row = next(row for row in found if row[0] == "11.111.112-1")
    assert row[2:] == [1_234_567, 1.2345, 12.51, date(2007, 2, 1), date(2007, 12, 2)]


def test_the_sums_of_money_are_formulas_that_give_the_sum() -> None:
    data = write_xlsx(samples.money(3))

    xml = part(data, "xl/worksheets/sheet1.xml")
    assert xml.count("<f>SUM(") == 2
    assert "<v>7.407</v>" in xml
    total = next(row for row in sheet(data) if row[0] == "TOTAL")
    assert total[2:4] == [7_407_402, 7.407]


def test_paper_shows_what_the_screen_shows() -> None:
    cells = [
        cell.text
        for cell in docx.Document(BytesIO(write_docx(samples.money(1)))).tables[0].rows[2].cells
    ]

    assert cells == [
        "11.111.112-1", "Pavimentación de la calle 1 del sector alto", "$\u00a01.234.567",
        "UF\u00a01,2345", "12,51\u00a0%", "febrero de 2007", "02-12-2007",
    ]  # fmt: skip


def test_headings_and_the_word_total_are_words_whatever_their_column_holds() -> None:
    found = sheet(write_xlsx(samples.money(1)))

    assert [row[0] for row in found if row[0] in ("Comuna 1", "TOTAL")] == ["Comuna 1", "TOTAL"]


def test_a_wrong_sum_of_money_is_refused() -> None:
    table = samples.money(2).tables[0]
    assert table.total is not None

    with pytest.raises(TotalMismatch):
        replace(table, total=(*table.total[:3], 1, *table.total[4:]))


def test_a_day_that_excel_does_not_know_stays_readable() -> None:
    (row,) = [
        r for r in sheet(write_xlsx(with_cells((kinds.DATE, date(1899, 3, 4))))) if "1899" in str(r)
    ]

    assert row == ["04-03-1899"]


def test_a_status_or_a_month_fits_any_column() -> None:
    report = with_cells((kinds.PESOS, Status("SIN MONTO", "wait")), (kinds.MONTH, Month(2007, 10)))

    assert ["SIN MONTO", date(2007, 10, 1)] in sheet(write_xlsx(report))


def test_any_list_becomes_a_report_with_the_sums_of_its_money() -> None:
    rows = [("Borde costero", 1_000, 2007), ("Parque", None, 2008), ("Sede", 500, 2007)]

    report = report_of("Cartera", COLUMNS, rows, HEAD)

    assert report.tables[0].total == ("Total", 1_500, None)
    found = sheet(write_table("Cartera", COLUMNS, rows, HEAD))
    assert found[0][0] == "SERVIU Región de Tarapacá"
    assert ["Total", 1_500, ""] in found


def test_a_list_without_money_or_without_rows_has_no_sums() -> None:
    names = [ListColumn("Nombre", kinds.TEXT), ListColumn("Año", kinds.INTEGER)]

    assert report_of("Lista", names, [("a", 2007)], HEAD).tables[0].total is None
    assert report_of("Lista", COLUMNS, [], HEAD).tables[0].total is None
