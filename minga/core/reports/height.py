"""How high a report is, in points: for who has so many sheets and no more.

Typst and Word set their own lines; this holds for both, because it reckons with what the looser of
the two takes. A sheet also loses what does not break over its end: the caller leaves room for it.
"""

import re

from minga.core.reports.layout import PADDING, line_count
from minga.core.reports.spec import Figure, Report, Table
from minga.core.reports.text import lines
from minga.core.reports.typeset import ROOM
from minga.core.reports.widths import fitted, is_across

# What an upright letter sheet holds between its margins; across, it is lower.
SHEET = {False: 670, True: 490}
LINE, ROW, NOTE_LINE = 13, 10, 12
HEADING, FIGURE_HEADING, COLUMN_TITLES, LETTERHEAD, FACTS_ROW = 50, 44, 26, 150, 34
# 680 pixels of a drawing are 504 points.
DRAWING = 504 / 680
FACTS_A_ROW = 3


def height_of(report: Report) -> int:
    """An upper estimate of its letterhead, facts, drawings, tables and notes together."""
    across = is_across(report)
    room = ROOM[across]
    facts = -(-len(report.facts) // FACTS_A_ROW) * FACTS_ROW
    head = LETTERHEAD + _note(report.subject, room * 79 // 100) + facts
    drawings = sum(figure_height(figure) for figure in report.figures)
    tables = sum(table_height(table, across=across) for table in report.tables)
    return head + drawings + tables + sum(_note(note, room) for note in report.notes)


def figure_height(figure: Figure) -> int:
    found = re.search(r'<svg[^>]* height="(\d+)"', figure.svg)
    drawn = round(int(found[1]) * DRAWING) if found else 0
    return (
        FIGURE_HEADING + drawn + _note(figure.note, ROOM[False]) + _note(figure.source, ROOM[False])
    )


def table_height(table: Table, *, across: bool = False) -> int:
    above = HEADING * bool(table.title) + _note(table.note, ROOM[across])
    if table.is_sentence:
        return above
    size, rooms = fitted(table, ROOM[across])
    first = len(table.columns) - len(table.row_columns)
    columns = list(zip(table.columns, rooms, strict=True))[first:]
    rows = 0
    for group in table.groups:
        rows += (LINE + ROW) * bool(group.heading and not table.spans)
        for row in table.rows_of(group):
            high = max(
                sum(line_count(line.text, room - PADDING) for line in lines(cell, column))
                for cell, (column, room) in zip(row, columns, strict=True)
            )
            rows += max(high, 1) * LINE + ROW
    total = (LINE + ROW) * bool(table.total)
    return above + COLUMN_TITLES + (rows + total) * size // 100 + ROW


def _note(text: str, room: int) -> int:
    return line_count(text, room) * NOTE_LINE + 6 if text else 0
