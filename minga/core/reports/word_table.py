"""A table of a Word document: real header rows, merged cells, rows that stay whole."""

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.table import CT_Tc
from docx.shared import Pt, Twips
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from minga.core.reports import palette, word
from minga.core.reports.layout import PADDING, line_count
from minga.core.reports.spec import Cell, Cells, Column, Group, Report, Table
from minga.core.reports.stationery import colour
from minga.core.reports.text import Line, lines, one_line
from minga.core.reports.widths import fitted, is_across

# Thousandths of a 9,5 pt em that the text is wide, upright and across, and one in twips.
ROOM = {False: 53_050, True: 72_000}
TWIPS = 19, 100
TABLE_RULE, GROUP_RULE = (palette.INK, 8), (palette.SAND_DARK, 6)
ROW_RULE = (palette.SAND, 4)
# Rows and groups of up to so many lines stay on one page.
KEEP_LINES = 20
CELL_MARGIN = 108  # twentieths of a point
BODY = 9.5


class FormTable:
    def __init__(self, document: WordDocument, report: Report, table: Table) -> None:
        self.table = table
        self.size, self.rooms = fitted(table, ROOM[is_across(report)])
        self.styles = {style.name: style.style_id for style in document.styles}
        self.word: WordTable = document.add_table(rows=0, cols=len(table.columns))
        self.word.autofit = False
        self.word.alignment = WD_TABLE_ALIGNMENT.LEFT
        for column, room in zip(self.word.columns, self.rooms, strict=True):
            column.width = self._width(room)
        margin = CELL_MARGIN * self.size // 100
        word.describe(self.word, one_line(table.title or report.title), margin)

    def write(self) -> None:
        self._column_titles()
        for group in self.table.groups:
            self._group(group, stays=group is self.table.groups[-1] and bool(self.table.total))
        for tc in self._total() or self.word.rows[-1]._tr.tc_lst:
            word.rule_cell(tc, bottom=GROUP_RULE if self.table.total else TABLE_RULE)

    def _column_titles(self) -> None:
        tcs = self._row(header=True)
        for index, column in enumerate(self.table.columns):
            cell = self._cell(tcs, index, top=TABLE_RULE, bottom=GROUP_RULE)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            paragraph = cell.paragraphs[0]
            self._style(paragraph, "Título de columna")
            self._narrow(paragraph.add_run(one_line(column.title)), 8)
            _align(paragraph, column)

    def _group(self, group: Group, *, stays: bool) -> None:
        """A short group stays on one page; `stays`: its last row goes with the total."""
        if group.heading is not None and not self.table.spans:
            self._band(group.shown_heading)
        rows = self.table.rows_of(group)
        heights = [self._height(cells) for cells in rows]
        together = sum(heights) <= KEEP_LINES
        last = len(heights) - 1
        for number, (cells, height) in enumerate(zip(rows, heights, strict=True)):
            tcs = self._row(may_split=height > KEEP_LINES)
            keep = stays if number == last else together
            rule = ROW_RULE if number else GROUP_RULE
            if self.table.spans:
                self._heading(tcs, group, is_first=number == 0, keep=keep)
            for index, column, value in self._placed(cells):
                self._fill(self._cell(tcs, index, top=rule), value, column, keep=keep)

    def _heading(self, tcs: list[CT_Tc], group: Group, *, is_first: bool, keep: bool) -> None:
        """The heading of a group, merged down over its rows."""
        cell = self._cell(tcs, 0)
        if is_first:
            word.rule_cell(cell._tc, top=GROUP_RULE)
        cell._tc.vMerge = "restart" if is_first else "continue"
        self._fill(
            cell, group.shown_heading if is_first else None, self.table.columns[0], keep=keep
        )

    def _band(self, heading: Cell) -> None:
        cell = self._cell(self._row(), 0, len(self.rooms) - 1, top=GROUP_RULE)
        self._fill(cell, heading, self.table.columns[0], keep=True)

    def _total(self) -> list[CT_Tc]:
        tcs = self._row() if self.table.total else []
        for first, last, value in self.table.total_cells():
            cell = self._cell(tcs, first, last, top=TABLE_RULE)
            self._fill(cell, value, self.table.columns[first], keep=False, bold=True)
        return [tc for tc in tcs if tc.getparent() is not None]

    def _row(self, *, header: bool = False, may_split: bool = False) -> list[CT_Tc]:
        row: WordRow = self.word.add_row()  # type: ignore[no-untyped-call]
        word.mark_row(row, header=header, may_split=may_split)
        return list(row._tr.tc_lst)

    def _cell(
        self, tcs: list[CT_Tc], first: int, last: int | None = None, **edges: tuple[str, int]
    ) -> WordCell:
        last = first if last is None else last
        tc = tcs[first]
        tc.grid_span = last - first + 1
        tc.width = self._width(sum(self.rooms[first : last + 1]))
        for covered in tcs[first + 1 : last + 1]:
            covered.getparent().remove(covered)
        word.rule_cell(tc, **edges)
        word.flush(tc, left=first == 0, right=last == len(self.rooms) - 1)
        return WordCell(tc, self.word)

    def _fill(
        self, cell: WordCell, value: Cell, column: Column, *, keep: bool, bold: bool = False
    ) -> None:
        paragraphs = lines(value, column) or (Line(""),)
        for number, line in enumerate(paragraphs):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self._style(paragraph, "List Bullet" if line.kind == "bullet" else "Celda")
            paragraph.paragraph_format.keep_with_next = keep or None
            _align(paragraph, column)
            run = paragraph.add_run(line.text)
            self._narrow(run)
            if bold or line.kind == "lead" or line.tone:
                run.font.bold = True
            if line.tone:
                run.font.color.rgb = colour(palette.TONES[line.tone])

    def _width(self, room: int) -> Twips:
        return Twips(room * self.size * TWIPS[0] // (TWIPS[1] * 100))

    def _style(self, paragraph: WordParagraph, name: str) -> None:
        """By its id: python-docx looks through all styles for each name."""
        paragraph._p.style = self.styles[name]

    def _narrow(self, run: Run, size: float = BODY) -> None:
        """A wide table is set in narrower type."""
        if self.size < 100:
            run.font.size = Pt(size * self.size / 100)

    def _placed(self, cells: Cells) -> Iterator[tuple[int, Column, Cell]]:
        start = len(self.table.columns) - len(self.table.row_columns)
        for index, (column, value) in enumerate(zip(self.table.row_columns, cells, strict=True)):
            yield start + index, column, value

    def _height(self, cells: Cells) -> int:
        """Lines that a row takes."""
        return max(
            sum(line_count(line.text, self.rooms[index] - PADDING) for line in lines(value, column))
            for index, column, value in self._placed(cells)
        )


def _align(paragraph: WordParagraph, column: Column) -> None:
    if column.is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
