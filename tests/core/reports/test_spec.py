from dataclasses import replace
from datetime import date

import pytest

from minga.core.reports import Column, Group, Status, Table, TotalMismatch, file_name
from minga.core.reports.text import clean, lines, one_line
from tests.core.reports import samples

POINTS = Column("PUNTOS", "integer")


def test_a_foot_that_the_rows_do_not_add_up_to_is_refused():
    groups = (Group(rows=(("a", 10), ("b", 20))),)

    with pytest.raises(TotalMismatch, match="add up to 30, not to 31"):
        Table(columns=(Column("N"), POINTS), groups=groups, total=("TOTAL", 31))


def test_a_row_that_does_not_fit_the_columns_is_refused():
    with pytest.raises(ValueError, match="does not fit its columns"):
        Table(columns=(Column("N"), POINTS), groups=(Group(rows=(("a",),)),))


@pytest.mark.parametrize(
    "columns", [(Column("A"), Column("B", spans=True)), (Column("A", spans=True),)]
)
def test_only_the_first_of_several_columns_spans(columns):
    with pytest.raises(ValueError, match="column"):
        Table(columns=columns, groups=())


def test_the_word_total_reaches_to_the_first_figure_and_no_figure_reaches_further():
    cells = list(samples.work_plan_table().total_cells())

    assert cells == [(0, 1, ("TOTAL",)), (2, 2, 60), (3, 3, None), (4, 4, 30)]


def test_an_objective_without_activities_still_has_its_place():
    table = Table(columns=samples.COLUMNS, groups=(Group(rows=(), heading="Solo"),))

    assert table.rows_of(table.groups[0]) == ((None,) * 4,)


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (1234567, "integer", "1.234.567"),
        (-1234, "integer", "−1.234"),
        (10, "percent", "10\u00a0%"),
        (date(2007, 10, 8), "date", "08-10-2007"),
        (Status("CUMPLE", "done"), "status", "CUMPLE"),
        ("faltan 50 %", "text", "faltan 50\u00a0%"),
    ],
)
def test_figures_and_dates_are_written_as_chile_does(cell, kind, text):
    assert [line.text for line in lines(cell, Column("X", kind))] == [text]


def test_what_a_document_may_not_carry_is_taken_out():
    assert clean("uno\x00\x07\r\ndos\ttres\u202e \ud800") == "uno\ndos tres"
    assert one_line("uno\n \ndos ") == "uno dos"
    assert clean("ma\u006e\u0303ana") == "mañana"


def test_an_empty_paragraph_leaves_no_gap():
    assert [line.text for line in lines(("uno", "", " \n "), Column("X"))] == ["uno"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Programa de trabajo 2007", "programa-de-trabajo-2007-2007-11-30.pdf"),
        ("../../etc/Ñuñoa & «más»", "etc-nunoa-mas-2007-11-30.pdf"),
        ("漢字", "informe-2007-11-30.pdf"),
    ],
)
def test_a_file_is_named_in_plain_letters(title, name):
    assert file_name(replace(samples.work_plan(), title=title), "pdf") == name
