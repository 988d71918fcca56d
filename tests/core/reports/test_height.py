"""How high a report is: never less than what the PDF takes."""

import re
from dataclasses import replace
from datetime import date

import pytest

from minga.core.kinds import INTEGER, TEXT
from minga.core.reports import Column, Group, Report, Table
from minga.core.reports.height import SHEET, height_of
from minga.core.reports.pdf import write_pdf
from tests.core.reports import samples
from tests.core.reports.pdf_reader import open_pdf

WORDS = "Una frase que ocupa una línea o dos según el ancho que tenga su columna en la hoja. "


def report(rows: int, text: str) -> Report:
    cells = tuple((text, number) for number in range(rows))
    table = Table((Column("Obra", TEXT), Column("Avance", INTEGER)), (Group(cells),), title="Obras")
    return Report(
        title="Minuta",
        subject="Dos hojas",
        institution="SERVIU",
        place_line="Tarapacá",
        tables=(replace(table, note="Se muestran todas."),),
        issued_on=date(2007, 11, 30),
        landscape=False,
    )


@pytest.mark.parametrize("sheets", [1, 2, 3])
@pytest.mark.parametrize("text", ["Obra", WORDS, WORDS * 3])
def test_what_is_reckoned_to_fit_does_fit(sheets: int, text: str) -> None:
    rows = 1
    while height_of(report(rows + 1, text)) <= sheets * SHEET[False]:
        rows += 1

    made = report(rows, text)

    assert len(open_pdf(write_pdf(made)).pages) == sheets


def test_a_table_of_one_sentence_takes_its_title_and_a_line() -> None:
    alone = Table((Column(""),), (), title="Obras", note="Todavía no hay ninguna.")
    empty = replace(report(1, "Obra"), tables=())

    assert 60 < height_of(replace(empty, tables=(alone,))) - height_of(empty) < 90


def test_a_drawing_takes_its_height() -> None:
    plain = report(1, "Obra")
    drawn = replace(plain, figures=(samples.figure(samples.chart()),))

    # 680 pixels of a drawing are the 504 points between the margins.
    found = re.search(r'height="(\d+)"', drawn.figures[0].svg)
    assert found
    assert height_of(drawn) - height_of(plain) > int(found[1]) * 504 // 680 > 100
