"""Workbooks written by hand: texts stay texts, whatever they begin with."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from minga.core.reports import palette

INK, SAND, SAND_DARK = f"#{palette.INK}", "#F4EFE6", f"#{palette.SAND_DARK}"
STOP_GROUND, WAIT_GROUND = "#F9DADB", "#FBEFCB"
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "default_format_properties": {"font_name": "Arial", "font_size": 10, "font_color": INK},
}
SHEET_NAME = 31
LETTER = 1
# Characters across a page that can still be read.
PAGE_WIDTH = 160
TEXT_LENGTH = 32_767


class Book:
    """An open workbook and the looks that its sheets share."""

    def __init__(self, target: Path | Any, *, constant_memory: bool = False) -> None:
        self.book = Workbook(target, OPTIONS | {"constant_memory": constant_memory})
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.head = self.look(
            bold=True, bg_color=SAND, bottom=1, bottom_color=SAND_DARK, text_wrap=True, valign="top"
        )

    def look(self, **properties: Any) -> Any:
        """The same properties are one format: a workbook may have few of them."""
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self.book.add_format(properties)
        return self._looks[key]

    def sheet(self, name: str) -> Worksheet:
        """Printed across on letter paper, as wide as one page."""
        sheet = self.book.add_worksheet(name[:SHEET_NAME])
        sheet.set_paper(LETTER)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def measure(self, sheet: Worksheet, widths: Sequence[float], kept: int) -> None:
        """The width of each column, in characters. What no page has room for goes over several, its
        first `kept` columns on each."""
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        pages = -(-int(sum(widths)) // PAGE_WIDTH)
        if pages > 1:
            sheet.fit_to_pages(pages, 0)
            sheet.repeat_columns(0, max(kept, 1) - 1)

    def close(self) -> None:
        self.book.close()


def put(sheet: Worksheet, row: int, column: int, value: Any, look: Any = None) -> None:
    """A native value where there is one; anything else, and every text, as text."""
    if value is None or value == "":
        if look is not None:
            sheet.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "sí" if value else "no", look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, _after_1900(value), look)
    else:
        sheet.write_string(row, column, str(value)[:TEXT_LENGTH], look)


def _after_1900(value: date) -> date:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def date_format(value: Any) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"num_format": "dd-mm-yyyy hh:mm"}
    return {"num_format": "dd-mm-yyyy"} if isinstance(value, date) else {}
