import pytest

from minga.core.reports.layout import line_count, text_width
from minga.core.reports.spec import Column, Group, Table
from minga.core.reports.widths import column_widths
from tests.core.reports import samples


def test_widths_are_those_of_arial():
    assert text_width("EN EJECUCION") == 7445
    assert text_width("Años") == text_width("Anos")
    assert text_width("abc", bold=True) > text_width("abc")


def test_a_narrow_column_gets_what_its_longest_word_needs():
    columns = (Column("TEXTO", width=90), Column("PONDERACIÓN", "percent", 1))
    table = Table(columns=columns, groups=(Group(rows=(("algo", 10),)),))

    text, figure = column_widths(table, 50_000)

    assert figure > text_width("PONDERACIÓN") * 88 // 100
    assert text + figure <= 50_000


def test_a_short_title_stands_in_two_lines():
    columns = (Column("TEXTO", width=90), Column("Ponderación por actividad", "percent", 1))
    table = Table(columns=columns, groups=(Group(rows=(("algo", 10),)),))

    _, figure = column_widths(table, 50_000)

    assert line_count("Ponderación por actividad", figure * 100 // 88 - 1700, bold=True) == 2


@pytest.mark.parametrize("room", [500, 8_000, 50_000])
def test_columns_never_take_more_than_there_is(room):
    widths = column_widths(samples.work_plan_table(), room)

    assert sum(widths) <= room
    assert min(widths) > 0


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [
        ("", 1000, 1),
        ("uno", 10_000, 1),
        ("uno dos", text_width("uno dos"), 1),
        ("uno dos", text_width("uno dos") - 1, 2),
        ("x" * 10, text_width("x" * 4), 3),
    ],
)
def test_lines_are_counted_as_they_wrap(text, room, count):
    assert line_count(text, room) == count
