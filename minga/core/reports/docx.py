"""A form as a Word document that can be edited: styles, real header rows, merged cells, fields."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.table import CT_Tc
from docx.shared import Emu, Pt, Twips
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from minga.core.reports import palette, word
from minga.core.reports.layout import PADDING, column_widths, line_count
from minga.core.reports.spec import Cell, Cells, Column, Group, Report, Table
from minga.core.reports.stationery import SANS, colour, prepare
from minga.core.reports.text import Line, clean, lines, one_line, unbroken

MARGIN = Pt(54)
LETTER = Pt(612), Pt(792)
# Thousandths of a 9,5 pt em that the text is wide, upright and across, and one in twips.
ROOM = {False: 53_050, True: 72_000}
TWIPS = 19, 100
TABLE_RULE, GROUP_RULE = (palette.INK, 8), (palette.SAND_DARK, 6)
ROW_RULE = (palette.SAND, 4)
# Rows and groups of up to so many lines stay on one page.
KEEP_LINES = 20
CELL_MARGIN = 108  # twentieths of a point


def write_docx(report: Report) -> bytes:
    document = Document()
    prepare(document, report.language)
    _properties(document, report)
    _page(document, report)
    _letterhead(document, report)
    for table in report.tables:
        if title := one_line(table.title):
            document.add_paragraph(title, "Heading 1")
        _FormTable(document, report, table).write()
        # Word glues together two tables with nothing between them, and wants to end in a paragraph.
        document.add_paragraph(style="Cierre")
    for note in report.notes:
        document.add_paragraph(clean(note), "Nota")
    return word.same_bytes(document)


def _properties(document: WordDocument, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.subject = one_line(report.title), one_line(report.subject)
    properties.author = properties.last_modified_by = one_line(report.institution)
    properties.comments = one_line(report.record_line)
    properties.language = report.language
    noon = datetime.combine(report.issued_on, time(12), UTC)
    properties.created = properties.modified = noon


def _page(document: WordDocument, report: Report) -> None:
    section = document.sections[0]
    width, height = LETTER
    if report.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Pt(60)
    section.header_distance, section.footer_distance = Pt(28), Pt(24)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    _right_tab(header, report)
    header.add_run(f"{one_line(report.institution)} · {one_line(report.title)}")
    _mark_demonstration(header, report)
    word.rule_paragraph(header, "bottom", palette.SAND_DARK, 4)
    for footer in (section.footer, section.first_page_footer):
        _footer(footer.paragraphs[0], footer.add_paragraph(), report)


def _footer(record: WordParagraph, page: WordParagraph, report: Report) -> None:
    record.style = page.style = "Footer"
    word.rule_paragraph(record, "top", palette.SAND_DARK, 4)
    record.add_run(one_line(report.record_line))
    page.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page.add_run("Página ")
    word.add_field(page, "PAGE")
    page.add_run(" de ")
    word.add_field(page, "NUMPAGES")


def _right_tab(paragraph: WordParagraph, report: Report) -> None:
    width = LETTER[report.landscape] - 2 * MARGIN
    paragraph.paragraph_format.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT)


def _mark_demonstration(paragraph: WordParagraph, report: Report) -> None:
    if report.demonstration:
        paragraph.add_run("\t")
        word.frame_run(paragraph.add_run("\u00a0datos de demostración\u00a0"))


def _letterhead(document: WordDocument, report: Report) -> None:
    head = document.add_paragraph(style="Membrete")
    _right_tab(head, report)
    head.add_run(one_line(report.institution))
    issued = head.add_run(f"\tEmitido el {report.issued_on:%d-%m-%Y}")
    issued.font.name, issued.font.size, issued.font.bold = SANS, Pt(9), False
    issued.font.color.rgb = colour(palette.INK_2)
    place = document.add_paragraph(one_line(report.place_line), "Lugar")
    _right_tab(place, report)
    _mark_demonstration(place, report)
    word.rule_paragraph(place, "bottom", palette.INK, 8)
    document.add_paragraph(one_line(report.title), "Title")
    document.add_paragraph(one_line(report.subject), "Subtitle")
    if report.facts:
        facts = document.add_paragraph(style="Datos")
        for label, value in report.facts:
            facts.add_run(f"{unbroken(label)}:\u00a0").font.color.rgb = colour(palette.INK_3)
            facts.add_run(unbroken(value)).font.bold = True
            facts.add_run("\u2003 ")


class _FormTable:
    def __init__(self, document: WordDocument, report: Report, table: Table) -> None:
        self.table = table
        self.rooms = column_widths(table, ROOM[report.landscape])
        self.word: WordTable = document.add_table(rows=0, cols=len(table.columns))
        self.word.autofit = False
        self.word.alignment = WD_TABLE_ALIGNMENT.LEFT
        for column, room in zip(self.word.columns, self.rooms, strict=True):
            column.width = Twips(room * TWIPS[0] // TWIPS[1])
        word.describe(self.word, one_line(table.title or report.title), CELL_MARGIN)

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
            paragraph.style = "Título de columna"
            paragraph.add_run(one_line(column.title))
            _align(paragraph, column)

    def _group(self, group: Group, *, stays: bool) -> None:
        """A short group stays on one page; `stays`: its last row goes with the total."""
        if group.heading is not None and not self.table.spans:
            self._band(group.heading)
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
        self._fill(cell, group.heading if is_first else None, self.table.columns[0], keep=keep)

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
        tc.width = Twips(sum(self.rooms[first : last + 1]) * TWIPS[0] // TWIPS[1])
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
            paragraph.style = "List Bullet" if line.kind == "bullet" else "Celda"
            paragraph.paragraph_format.keep_with_next = keep or None
            _align(paragraph, column)
            run = paragraph.add_run(line.text)
            if bold or line.kind == "lead" or line.tone:
                run.font.bold = True
            if line.tone:
                run.font.color.rgb = colour(palette.TONES[line.tone])

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
