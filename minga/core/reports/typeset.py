"""A report as the data that report.typ reads: texts are printable, widths and heights known."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from minga.core.reports import palette
from minga.core.reports.fonts import printable, printable_line
from minga.core.reports.layout import PADDING, line_count, text_width
from minga.core.reports.spec import Cell, Cells, Figure, Group, Report, Table
from minga.core.reports.text import Line, clean, lines
from minga.core.reports.widths import fitted, is_across

# The text is 504 pt wide upright and 684 pt across, here in thousandths of a 9,5 pt em of Arial,
# which is a ninth wider than our face.
ROOM = {False: 59_000, True: 80_000}
# Rows and groups of up to so many lines stay on one page: two fifths of its height.
KEEP_LINES = {False: 22, True: 16}
# Shorter words always fit.
LONG_WORD = 9
COLOURS = {
    "ink": palette.INK,
    "ink_2": palette.INK_2,
    "ink_3": palette.INK_3,
    "sand": palette.SAND,
    "sand_dark": palette.SAND_DARK,
    "tones": palette.TONES,
}

Block = dict[str, Any]


def typeset(report: Report) -> dict[str, Any]:
    language, _, region = report.language.partition("-")
    day, across = report.issued_on, is_across(report)
    return {
        "colours": COLOURS,
        "title": printable_line(report.title),
        "subject": printable_line(report.subject),
        "description": printable_line(f"{report.subject}. {report.record_line}"),
        "institution": printable_line(report.institution),
        "place_line": printable_line(report.place_line),
        "facts": [[printable_line(label), printable_line(value)] for label, value in report.facts],
        "figures": [_figure(figure) for figure in report.figures],
        "tables": [_TableData(table, across=across).data() for table in report.tables],
        "notes": [printable(clean(note)) for note in report.notes],
        "record_line": printable_line(report.record_line),
        "demonstration": report.demonstration,
        "landscape": across,
        "language": language,
        "region": region.lower(),
        "issued": f"{day:%d-%m-%Y}",
        "issued_on": {"year": day.year, "month": day.month, "day": day.day},
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "title": printable_line(figure.title),
        "note": printable_line(figure.note),
        "source": printable_line(figure.source),
        "alt": printable_line(figure.alt) or "Gráfico",
        "svg": printable(figure.svg),
        "width": figure.width,
    }


class _TableData:
    """A table with what typst would else measure cell by cell, which took most of its time."""

    def __init__(self, table: Table, *, across: bool) -> None:
        self.table = table
        self.size, self.rooms = fitted(table, ROOM[across])
        self.keep = KEEP_LINES[across] * 100 // self.size
        self.first = len(table.columns) - len(table.row_columns)

    def data(self) -> Block:
        table = self.table
        return {
            "title": printable_line(table.title),
            "note": printable_line(table.note),
            "bare": table.is_sentence,
            "size": self.size,
            "spans": table.spans,
            "columns": [
                {"title": printable_line(column.title), "width": room, "number": column.is_number}
                for column, room in zip(table.columns, self.rooms, strict=True)
            ],
            "groups": [self._group(group) for group in table.groups],
            "total": [
                {"first": first, "last": last, "lines": _blocks(self._lines(cell, first))}
                for first, last, cell in table.total_cells()
            ],
        }

    def _group(self, group: Group) -> Block:
        heading = self._lines(group.shown_heading, 0)
        rows = [self._row(row) for row in self.table.rows_of(group)]
        height = max(sum(row["height"] for row in rows), self._height(heading, 0))
        return {"heading": _blocks(heading), "rows": rows, "breaks": height > self.keep}

    def _row(self, row: Cells) -> Block:
        """Cells, the lines that they take, and whether that is too much for one page."""
        cells = [(index, self._lines(cell, index)) for index, cell in enumerate(row, self.first)]
        height = max(self._height(said, index) for index, said in cells)
        shown = [
            {"lines": _blocks(said), "long": self._is_long(said, index)} for index, said in cells
        ]
        return {"cells": shown, "height": height, "breaks": height > self.keep}

    def _lines(self, cell: Cell, index: int) -> tuple[Line, ...]:
        return lines(cell, self.table.columns[index])

    def _height(self, said: Sequence[Line], index: int) -> int:
        room = self.rooms[index] - PADDING
        return sum(line_count(line.text, room) for line in said)

    def _is_long(self, said: Sequence[Line], index: int) -> bool:
        """Whether some word may have to be parted."""
        room = self.rooms[index] - PADDING
        words = (word for line in said for word in line.text.split())
        return any(len(word) >= LONG_WORD and text_width(word, bold=True) > room for word in words)


def _blocks(said: Sequence[Line]) -> list[Block]:
    """Paragraphs; bullets that follow each other are one list."""
    blocks: list[Block] = []
    for kind, run in groupby(said, key=lambda line: line.kind):
        if kind == "bullet":
            blocks.append({"kind": "list", "items": [printable(line.text) for line in run]})
        else:
            blocks.extend(_block(line) for line in run)
    return blocks


def _block(line: Line) -> Block:
    return {"kind": line.kind, "text": printable(line.text), "tone": line.tone}
