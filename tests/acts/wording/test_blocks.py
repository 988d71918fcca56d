"""Plain text as paragraphs and tables, whatever somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minga.acts.wording.blocks import Paragraph, Table, blocks, row
from minga.acts.wording.templatetags.official import official


def test_a_blank_line_parts_paragraphs_and_a_mark_begins_one() -> None:
    assert blocks("Uno.\nSigue.\n\n1.- Dos.\n2.- Tres.\na) Cuatro") == [
        Paragraph("Uno.\nSigue."),
        Paragraph("Dos.", "1.-"),
        Paragraph("Tres.", "2.-"),
        Paragraph("Cuatro", "a)"),
    ]


def test_lines_with_bars_are_a_table_with_its_titles() -> None:
    found = blocks("Así:\n| Código | Monto |\n| 1.1 | 1.200 |\n| 1.2 |\nFin")

    assert found == [
        Paragraph("Así:"),
        Table(("Código", "Monto"), (("1.1", "1.200"), ("1.2", ""))),
        Paragraph("Fin"),
    ]


def test_figures_are_told_from_codes() -> None:
    table = Table(
        ("Código", "Monto", "Parte", "Vacía"),
        (("1.1", "$ 1.234.567", "12,5 %", ""), ("1.2", "−300", "7 %", "")),
    )

    assert table.figures == {1, 2}


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=12), min_size=1))
def test_a_row_that_we_write_is_read_with_the_same_cells(cells: list[str]) -> None:
    [table] = blocks(row(cells))

    assert isinstance(table, Table)
    assert len(table.columns) == len(cells)


@given(st.text(max_size=200))
def test_any_text_has_a_reading_and_safe_html(text: str) -> None:
    blocks(text)
    assert "<script" not in official(text)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "<b onclick=x>", "&lt;"])
def test_what_is_typed_is_never_html(hostile: str) -> None:
    shown = official(f"{hostile}\n\n1.- {hostile}\n\n| {hostile} |\n| {hostile} |")

    assert hostile not in shown
    assert shown.count("&") >= 4


def test_figures_stand_at_the_right_and_titles_name_their_columns() -> None:
    shown = official("| Código | Monto |\n| A | 1.200 |")

    assert '<th scope="col">Código</th><th scope="col" class="num">Monto</th>' in shown
    assert '<th scope="row">A</th><td class="num">1.200</td>' in shown
