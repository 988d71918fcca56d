"""A large table as CSV: opened in Chile it says what was written, and nothing runs."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.core import kinds
from minga.core.reports.bulk import Column, plain
from minga.core.reports.bulk_csv import FORMULA_STARTS, write_rows

TEXT = Column("Texto", kinds.TEXT)


def lines(path: Path, columns: list[Column], rows: list[tuple[object, ...]]) -> list[list[str]]:
    write_rows(path, columns, rows)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_figures_and_days_are_written_as_chile_reads_them(tmp_path: Path) -> None:
    columns = [
        Column(kind.label, kind)
        for kind in (kinds.PESOS, kinds.UF, kinds.UF, kinds.DATE, kinds.BOOLEAN)
    ]

    found = lines(tmp_path / "a.csv", columns, [(-1_234_567, 12_345, 1, date(2007, 10, 8), True)])

    assert found[1] == ["-1234567", "1,2345", "0,0001", "08-10-2007", "sí"]


def test_excel_knows_its_letters(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.csv", [Column("Ñuñoa", kinds.TEXT)], [("á",)])

    assert (tmp_path / "a.csv").read_bytes() == "\ufeffÑuñoa\r\ná\r\n".encode()


@pytest.mark.parametrize("start", [*FORMULA_STARTS, " =", "\u00a0="])
def test_a_text_that_begins_like_a_formula_stands_behind_an_apostrophe(
    tmp_path: Path, start: str
) -> None:
    (header, (cell,)) = lines(
        tmp_path / "a.csv", [Column(f"{start}1+1", kinds.TEXT)], [(f"{start}1",)]
    )

    assert cell.startswith("'")
    assert not header[0].lstrip().startswith(FORMULA_STARTS)


@given(st.text(st.characters(codec=None), max_size=30))
def test_no_cell_runs_and_each_reads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "property.csv"

    (_, (cell, last)) = lines(path, [TEXT, TEXT], [(text, "fin")])

    assert not cell.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS)
    assert cell.removeprefix("'") == plain(text).removeprefix("'")
    assert last == "fin"
