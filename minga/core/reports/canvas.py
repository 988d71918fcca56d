"""A worksheet to write a form on: cells with their look, merged ranges, heights that suffice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from minga.core.errors import DomainError
from minga.core.kinds import Cell as ValueCell
from minga.core.kinds import Kind as ValueKind
from minga.core.months import Month
from minga.core.reports.bulk import LONGEST_TEXT, safe, units
from minga.core.reports.layout import line_count
from minga.core.reports.palette import TONES
from minga.core.reports.spec import Cell, Column, Status
from minga.core.reports.text import Line, lines

NUMBER_FORMATS = {
    "integer": "#,##0",
    "percent": '#,##0"\u00a0%"',
    "date": "dd-mm-yyyy",
    "month": "yyyy-mm",
}
# Edited by hand, a text that begins so would become a formula, unless it is marked as text.
FORMULA_STARTS = ("=", "+", "-", "@")
ROOM_PER_PIXEL = 75  # a 10 pt em is 13,3 pixels
MARGIN = 400
INDENT = 700
LINE_HEIGHT, ROW_PADDING = 13, 8

Look = Mapping[str, object]


class CellTooLong(DomainError):
    code = "report.cell_too_long"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"El texto que comienza con «{text[:60]}…» pasa de los 32.767 caracteres que admite "
            "una celda de Excel. Descargue el informe en PDF o en Word."
        )


@dataclass(frozen=True, slots=True)
class Box:
    """A cell, or a range to merge."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_range(self) -> bool:
        return (self.top, self.left) != (self.bottom, self.right)


@dataclass
class Canvas:
    book: Workbook
    sheet: Worksheet
    pixels: list[int]
    valign: str = "vcenter"
    formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column, pixels in enumerate(self.pixels):
            self.sheet.set_column_pixels(column, column, pixels)

    def aligned(self, box: Box, column: Column | None = None) -> Look:
        """Columns keep apart: text from what stands on its left, a number from its right."""
        if column and column.is_number:
            return {"align": "right", "indent": int(box.right + 1 < len(self.pixels))}
        return {"align": "left", "indent": int(box.left > 0)}

    def style(self, look: Look) -> Format:
        full = {"valign": self.valign, "text_wrap": True, **look}
        key = tuple(sorted(full.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(full)
        return self.formats[key]

    def room(self, first: int, last: int) -> int:
        """What text may fill: less the cell's margins and a little for other machines' fonts."""
        pixels = sum(self.pixels[first : last + 1])
        return (pixels * ROOM_PER_PIXEL - MARGIN - (INDENT if first else 0)) * 99 // 100

    def height(self, paragraphs: tuple[Line, ...], first: int, last: int) -> int:
        room = self.room(first, last)
        counts = (line_count(_marked(line), room, bold=_is_bold(line)) for line in paragraphs)
        return max(sum(counts), 1) * LINE_HEIGHT + ROW_PADDING

    def put_cell(
        self, box: Box, cell: Cell, column: Column, look: Look, *, formula: str = ""
    ) -> None:
        """A number as a number (or its formula), a date as a date, the rest as text."""
        look = {**look, **self.aligned(box, column)}
        value, number_format = native(cell, column)
        if isinstance(value, str | None):
            self.put(box, lines(cell, column), look)
            return
        style = self.style({**look, "num_format": number_format})
        self._merge(box, style)
        if isinstance(value, date):
            self.sheet.write_datetime(box.top, box.left, value, style)
        elif formula:
            self.sheet.write_formula(box.top, box.left, formula, style, value)
        else:
            self.sheet.write_number(box.top, box.left, value, style)

    def put(self, box: Box, paragraphs: tuple[Line, ...], look: Look) -> None:
        """Text that stays text. Paragraphs are lines of one cell, those that lead in bold."""
        if paragraphs and all(_is_bold(line) for line in paragraphs):
            look = {**look, "bold": True}
        if len(paragraphs) == 1 and (tone := paragraphs[0].tone):
            look = {**look, "font_color": f"#{TONES[tone]}"}
        text = "\n".join(_marked(line) for line in paragraphs)
        if units(text) > LONGEST_TEXT:
            raise CellTooLong(text)
        if text.startswith(FORMULA_STARTS):
            look = {**look, "quote_prefix": True}
        style = self.style(look)
        self._merge(box, style)
        runs = self._runs(paragraphs, look)
        if len(runs) > 1:
            fragments = [part for run_style, run in runs for part in (run_style, run)]
            self.sheet.write_rich_string(box.top, box.left, *fragments, style)
        elif text:
            self.sheet.write_string(box.top, box.left, text, style)
        elif not box.is_range:
            self.sheet.write_blank(box.top, box.left, None, style)

    def _runs(self, paragraphs: tuple[Line, ...], look: Look) -> list[tuple[Format, str]]:
        """Pieces of one cell that differ in weight."""
        font = {key: value for key, value in look.items() if key.startswith("font_")}
        runs: list[tuple[Format, str]] = []
        for bold, group in groupby(paragraphs, key=_is_bold):
            text = "\n".join(_marked(line) for line in group)
            runs.append((self.style({**font, "bold": bold}), "\n" * bool(runs) + text))
        return runs

    def _merge(self, box: Box, style: Format) -> None:
        if box.is_range:
            self.sheet.merge_range(box.top, box.left, box.bottom, box.right, "", style)


def native(cell: Cell, column: Column) -> tuple[ValueCell, str]:
    """A number or a date as a workbook holds it, with its format; nothing for what is text."""
    if isinstance(cell, str | Status | tuple | None):
        return None, ""
    if isinstance(column.kind, ValueKind):
        value, number_format = safe(column.kind.cell(cell)), column.kind.excel
    elif isinstance(cell, Month):
        value, number_format = safe(cell.first), NUMBER_FORMATS["month"]
    else:
        kind = "date" if isinstance(cell, date) else column.kind
        value = safe(cell)
        number_format = NUMBER_FORMATS.get(kind, NUMBER_FORMATS["integer"])
    return (None if isinstance(value, str) else value), number_format


def _marked(line: Line) -> str:
    return f"•\u00a0{line.text}" if line.kind == "bullet" else line.text


def _is_bold(line: Line) -> bool:
    return line.kind == "lead" or line.tone is not None
