"""A form as a workbook: one sheet per table, real numbers and dates, sums that stay sums."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from minga.core.reports import palette
from minga.core.reports.bulk import sheet_name
from minga.core.reports.canvas import LINE_HEIGHT, ROOM_PER_PIXEL, Box, Canvas, Look
from minga.core.reports.layout import line_count
from minga.core.reports.spec import Cell, Cells, Column, Group, Report, Table
from minga.core.reports.text import Line, lines, one_line, unbroken
from minga.core.reports.widths import TITLE, column_widths, is_across, needs

# Arial and Georgia stand on Windows and on the Mac; elsewhere Arial has a twin of the same widths.
SANS, SERIF = "Arial", "Georgia"
# What a letter page prints at full size.
WIDTH_PIXELS = {False: 710, True: 950}
TALLEST_ROW = 400  # Excel allows 409 points; what is higher takes several rows, merged
LOW_ROW = 8 * LINE_HEIGHT
LETTER = 1
INK, INK_2 = f"#{palette.INK}", f"#{palette.INK_2}"
TABLE_RULE: Look = {"top": 2, "top_color": INK}
GROUP_RULE: Look = {"top": 1, "top_color": f"#{palette.SAND_DARK}"}
ROW_RULE: Look = {"top": 1, "top_color": f"#{palette.SAND}"}


def write_xlsx(report: Report) -> bytes:
    buffer = BytesIO()
    look = {"font_name": SANS, "font_size": 10, "font_color": INK}
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": look,
    }
    book = Workbook(buffer, options)
    book.set_properties(_properties(report))
    taken: set[str] = set()
    for table in _tables(report):
        name = sheet_name(table.title or report.title, taken)
        _Sheet(report, table, book, name).write()
    book.close()
    return buffer.getvalue()


def _properties(report: Report) -> dict[str, object]:
    day = report.issued_on
    return {
        "title": one_line(report.title),
        "subject": one_line(report.subject),
        "author": one_line(report.institution),
        "company": one_line(report.institution),
        "comments": one_line(report.record_line),
        "created": datetime(day.year, day.month, day.day, 12),  # noqa: DTZ001 - XlsxWriter wants it so
    }


def _tables(report: Report) -> Iterator[Table]:
    """Those of the report, and the data of its drawings."""
    yield from report.tables
    yield from (figure.table for figure in report.figures if figure.table)


class _Sheet:
    def __init__(self, report: Report, table: Table, book: Workbook, name: str) -> None:
        # A wide table takes the room it needs, and is printed smaller.
        self.across, wanted = is_across(report), needs(table)
        room = max(WIDTH_PIXELS[self.across] * ROOM_PER_PIXEL, sum(wanted) + 1)
        pixels = [width // ROOM_PER_PIXEL for width in column_widths(table, room, wanted)]
        self.report, self.table = report, table
        self.sheet = book.add_worksheet(name)
        self.canvas = Canvas(book, self.sheet, pixels)
        self.last = len(pixels) - 1
        self.row = 0
        heights = (self._row_height(row) for group in table.groups for row in group.rows)
        # Short rows read best centred, as the paper form has them; long texts begin on one line.
        self.canvas.valign = "vcenter" if max(heights, default=0) < LOW_ROW else "top"

    def write(self) -> None:
        self._letterhead()
        head = self.row
        self._column_titles()
        first = self.row
        for group in self.table.groups:
            self._group(group)
        self._total(first)
        self._notes()
        self._page(head)

    def _letterhead(self) -> None:
        report = self.report
        self._across(report.institution, 17, bold=True, font_name=SERIF, font_size=12)
        place = f"{report.place_line} · emitido el {report.issued_on:%d-%m-%Y}"
        if report.demonstration:
            place += " · datos de demostración"
        self._across(place, 13, font_color=INK_2, bottom=2, bottom_color=INK)
        self._across(report.title, 29, bold=True, font_name=SERIF, font_size=18)
        self._across(report.subject, 16, font_name=SERIF, font_size=11, font_color=INK_2)
        facts = "     ".join(unbroken(f"{label}: {value}") for label, value in report.facts)
        self._across(facts, LINE_HEIGHT)
        self._across(self.table.title, 19, bold=True, font_name=SERIF, font_size=13)
        self._across(self.table.note, 13, font_size=9, font_color=INK_2)
        self._gap()

    def _across(self, text: str, line_height: int, font_size: int = 10, **look: object) -> None:
        """A text over the whole width, as high as it needs."""
        if not (text := one_line(text)):
            return
        # Georgia is an eighth wider than Arial.
        size = font_size * (112 if look.get("font_name") == SERIF else 100) // 10
        count = line_count(text, self.canvas.room(0, self.last) * 100 // size)
        self.sheet.set_row(self.row, count * line_height + 5)
        look |= {"font_size": font_size, "valign": "vcenter"}
        self.canvas.put(Box(self.row, 0, self.row, self.last), (Line(text),), look)
        self.row += 1

    def _gap(self) -> None:
        self.sheet.set_row(self.row, 8)
        self.row += 1

    def _column_titles(self) -> None:
        look = {"bold": True, "font_size": 9, "font_color": INK_2, "valign": "bottom"}
        look |= {**TABLE_RULE, "bottom": 1, "bottom_color": f"#{palette.SAND_DARK}"}
        count = 1
        for index, column in enumerate(self.table.columns):
            title = one_line(column.title)
            room = self.canvas.room(index, index) * 100 // TITLE
            count = max(count, line_count(title, room, bold=True))
            box = Box(self.row, index, self.row, index)
            self.canvas.put(box, (Line(title),), {**look, **self.canvas.aligned(box, column)})
        self.sheet.set_row(self.row, count * 12 + 9)
        self.row += 1

    def _group(self, group: Group) -> None:
        heading = lines(group.shown_heading, self.table.columns[0])
        rows = self.table.rows_of(group)
        heights = [self._row_height(cells) for cells in rows]
        if heading and not self.table.spans:
            self._band(heading)
        elif heading:
            # A heading higher than its rows makes each of them a little higher.
            missing = max(self.canvas.height(heading, 0, 0) - sum(heights), 0)
            heights = [height - (-missing // len(heights)) for height in heights]
        first = self.row
        for number, (cells, height) in enumerate(zip(rows, heights, strict=True)):
            self._row(cells, height, ROW_RULE if number else GROUP_RULE)
        if self.table.spans:
            self.canvas.put(Box(first, 0, self.row - 1, 0), heading, GROUP_RULE)

    def _band(self, heading: tuple[Line, ...]) -> None:
        self.sheet.set_row(self.row, self.canvas.height(heading, 0, self.last))
        look = {**GROUP_RULE, "valign": "vcenter"}
        self.canvas.put(Box(self.row, 0, self.row, self.last), heading, look)
        self.row += 1

    def _row(self, cells: Cells, height: int, rule: Look) -> None:
        parts = -(-height // TALLEST_ROW)
        bottom = self.row + parts - 1
        for row in range(self.row, bottom + 1):
            self.sheet.set_row(row, -(-height // parts))
        for index, column, cell in self._placed(cells):
            self.canvas.put_cell(Box(self.row, index, bottom, index), cell, column, rule)
        self.row = bottom + 1

    def _row_height(self, cells: Cells) -> int:
        placed = self._placed(cells)
        return max(
            self.canvas.height(lines(cell, column), index, index) for index, column, cell in placed
        )

    def _placed(self, cells: Cells) -> Iterator[tuple[int, Column, Cell]]:
        start = len(self.table.columns) - len(self.table.row_columns)
        for index, (column, cell) in enumerate(zip(self.table.row_columns, cells, strict=True)):
            yield start + index, column, cell

    def _total(self, first: int) -> None:
        """The foot: numbers are formulas, with the value they give so that any program shows it."""
        look = {"bold": True, **TABLE_RULE, "bottom": 1, "bottom_color": f"#{palette.SAND_DARK}"}
        for left, right, cell in self.table.total_cells():
            box = Box(self.row, left, self.row, right)
            rows = xl_range(first, left, max(self.row - 1, first), left)
            formula = f"=SUM({rows})" if self.row > first else ""
            self.canvas.put_cell(box, cell, self.table.columns[left], look, formula=formula)
        if self.table.total:
            self.sheet.set_row(self.row, LINE_HEIGHT + 8)
            self.row += 1
        else:
            for column in range(self.last + 1):
                self.sheet.write_blank(self.row, column, None, self.canvas.style(TABLE_RULE))
        self._gap()

    def _notes(self) -> None:
        for note in self.report.notes:
            self._across(note, 12, font_size=9, font_color=INK_2)
        self._across(self.report.record_line, 12, font_size=8, font_color=INK_2)

    def _page(self, head: int) -> None:
        sheet, report = self.sheet, self.report
        sheet.hide_gridlines(2)
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)
        sheet.set_paper(LETTER)
        if self.across:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.55, right=0.55, top=0.7, bottom=0.75)
        sheet.center_horizontally()
        sheet.set_footer(f"&L&7 {_coded(report.record_line)}&R&7 Página &P de &N")
        if report.demonstration:
            sheet.set_header("&R&8 datos de demostración")


def _coded(text: str) -> str:
    """For a page footer, where & begins a code and 255 characters are all there is."""
    text = one_line(text)
    room = 130 - text.count("&")
    return (text[:room] + "…" * (len(text) > room)).replace("&", "&&")
