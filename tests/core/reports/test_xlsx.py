import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from minga.core.reports import Column, Group, Report, Table
from minga.core.reports.canvas import CellTooLong
from minga.core.reports.xlsx import write_xlsx
from tests.core.reports import samples

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=2+2", "=HYPERLINK(1)"]


def rows(data: bytes, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(sheet).to_python()


def part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with ZipFile(BytesIO(data)) as file:
        return file.read(name).decode()


def found(data: bytes, first: object) -> list[object]:
    """The row that begins so."""
    return next(row for row in rows(data) if row[0] == first or row[1] == first)


def test_weights_are_numbers_and_dates_are_dates():
    plan = found(
        write_xlsx(samples.work_plan()),
        "2. Exploratorio del presupuesto 2008 con énfasis territorial",
    )
    system = found(write_xlsx(samples.systems()), "Ajustar el módulo de formulación")

    assert plan[2:] == [10.0, "CUMPLE", 10.0]
    assert system[3] == date(2007, 12, 31)


def test_the_total_is_a_sum_that_carries_its_value():
    sheet = part(write_xlsx(samples.work_plan()))

    totals = re.findall(r"<f>(SUM\([^)]*\))</f><v>(\d+)</v>", sheet)

    assert [value for _, value in totals] == ["60", "30"]
    assert found(write_xlsx(samples.work_plan()), "TOTAL")[2::2] == [60.0, 30.0]
    first = re.search(r"SUM\(C(\d+):C(\d+)\)", totals[0][0])
    assert first
    assert int(first[2]) - int(first[1]) == 5


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_that_a_person_types_stays_text(text):
    data = write_xlsx(samples.saying(text))

    assert "<f>" not in part(data)
    assert text.strip() in [row[0] for row in rows(data)]


def test_a_text_like_a_formula_stays_text_when_edited_by_hand():
    assert 'quotePrefix="1"' in part(write_xlsx(samples.saying("=1+1")), "xl/styles.xml")


def test_a_web_address_is_no_link_and_digits_keep_their_zeros():
    data = write_xlsx(samples.saying("https://ejemplo.cl", "00123"))

    assert "hyperlink" not in part(data)
    assert [row[0] for row in rows(data)].count("00123") == 1


def test_a_number_longer_than_fifteen_digits_keeps_them_all():
    table = Table((Column("N", "integer"),), (Group(((12345678901234567,),)),))

    data = write_xlsx(replace(samples.work_plan(), tables=(table,)))

    assert "12.345.678.901.234.567" in [row[0] for row in rows(data)]


def test_characters_that_xml_forbids_do_not_reach_the_file():
    data = write_xlsx(samples.saying("uno\x00\x0b\ud800\ufffe dos"))

    assert "uno dos" in [row[0] for row in rows(data)]


def test_a_text_that_no_cell_can_hold_is_refused():
    with pytest.raises(CellTooLong):
        write_xlsx(samples.saying("x" * 32_768))


def test_the_objective_is_merged_over_its_activities():
    sheet = part(write_xlsx(samples.work_plan()))

    merged = re.findall(r'ref="A(\d+):A(\d+)"', sheet)

    assert [int(last) - int(first) for first, last in merged] == [1, 1, 1]


def heights(data: bytes) -> dict[int, float]:
    found = re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', part(data))
    return {int(row): float(height) for row, height in found}


def test_every_row_is_high_enough_for_its_text_and_none_higher_than_excel_allows():
    data = write_xlsx(samples.saying("corto", samples.LONG * 10, samples.LONG * 200))

    by_text = {str(row[0]): number for number, row in enumerate(rows(data), 1)}
    short, long, huge = (
        by_text[text.strip()] for text in ("corto", samples.LONG * 10, samples.LONG * 200)
    )
    found = heights(data)

    assert found[short] < found[long] < 409
    assert found[huge] <= 409
    assert f'ref="A{huge}:A' in part(data)


def test_the_page_is_ready_to_print():
    sheet = part(write_xlsx(samples.systems()))

    assert 'paperSize="1"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "Página &amp;P de &amp;N" in sheet
    assert 'state="frozen"' in sheet
    assert "_xlnm.Print_Titles" in part(write_xlsx(samples.systems()), "xl/workbook.xml")


def test_an_ampersand_or_a_long_line_does_not_break_the_page_foot():
    report = replace(samples.work_plan(), record_line="8 & 9 " * 60)

    foot = re.search("<oddFooter>(.*?)</oddFooter>", part(write_xlsx(report)))

    assert foot
    text = foot[1].replace("&amp;", "&")
    assert text.startswith("&L&7 8 && 9")
    assert len(text) <= 255


def named(*titles: str) -> Report:
    table = samples.work_plan_table()
    return replace(
        samples.work_plan(), tables=tuple(replace(table, title=title) for title in titles)
    )


def test_sheets_have_names_that_excel_accepts():
    long = "Sistema: un nombre que es demasiado largo para Excel"
    written = write_xlsx(named(long, long, "a/b:c*?[x]", "'History'", ""))
    names = CalamineWorkbook.from_filelike(BytesIO(written)).sheet_names

    assert names[0] == "Sistema un nombre que es demasi"
    assert names[1] == "Sistema un nombre que es dema 2"
    assert names[2:] == ["a b c x", "History 2", "Programa de trabajo 2007"]


def test_the_file_carries_its_author_its_day_and_its_record():
    core = part(write_xlsx(samples.work_plan()), "docProps/core.xml")

    assert "<dc:creator>SERVIU Región de Tarapacá</dc:creator>" in core
    assert "2007-11-30T12:00:00Z" in core
    assert "Registro 7c1f0a9b" in core


def test_the_same_form_gives_the_same_bytes_on_another_day():
    first = write_xlsx(samples.sixty_rows())

    with time_machine.travel(date(2031, 1, 1)):
        assert write_xlsx(samples.sixty_rows()) == first
