"""A large table as a workbook to work with: 100.000 rows in seconds and little memory.

Written by rustpy-xlsxwriter, which writes each text as text: no cell can become a formula or a
link. The kinds say how a number or a date looks.
"""

from collections.abc import Iterable, Sequence, Sized
from itertools import chain, islice
from os import PathLike
from typing import Any, BinaryIO

from rustpy_xlsxwriter import Format, write_worksheets

from minga.core.errors import DomainError
from minga.core.kinds import Cell
from minga.core.reports import palette
from minga.core.reports.bulk import Column, cell_rows, labels, sheet_name

# One row of the sheet is the header.
ROWS_PER_SHEET = 1_048_575
# Rows looked at to set the widths of the columns.
SAMPLE = 200
NARROWEST, WIDEST = 9, 60
LETTER = 1

Row = dict[str, Cell]


class TooManyRows(DomainError):
    code = "export.too_many_rows"

    def __init__(self) -> None:
        super().__init__(
            "La lista creció mientras se escribía y ya no cabe en las hojas previstas. "
            "Pida la planilla otra vez."
        )


def write_rows(
    path: str | PathLike[str] | BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str = "Datos",
    count: int | None = None,
) -> None:
    """Write the rows under a header that stays in sight and filters.

    More rows than a sheet holds go on in a next sheet: for that, `rows` has a length or the
    caller gives the `count`.
    """
    if count is None:
        count = len(rows) if isinstance(rows, Sized) else ROWS_PER_SHEET
    names = labels(columns)
    cells = cell_rows(columns, rows)
    # A sheet without rows would lose its header too: an empty one keeps it.
    sample = list(islice(cells, SAMPLE)) or [(None,) * len(names)]
    records = (dict(zip(names, row, strict=True)) for row in chain(sample, cells))
    taken: set[str] = set()
    sheets = [sheet_name(sheet, taken) for _ in range(max(-(-count // ROWS_PER_SHEET), 1))]
    parts: list[tuple[str, Any]] = [(name, islice(records, ROWS_PER_SHEET)) for name in sheets]
    write_worksheets(
        parts,
        path,
        freeze_panes={"general": {"row": 1, "col": 0}},
        header_format={"general": _header()},
        column_formats={"general": [_format(column) for column in columns]},
        column_widths={"general": _widths(names, columns, sample)},
        autofilter={"general": True},
        page_setup={"general": _page()},
    )
    if next(records, None) is not None:
        raise TooManyRows


def _header() -> Format:
    style = Format().set_bold().set_font_color(f"#{palette.INK}").set_text_wrap()
    style.set_background_color(f"#{palette.SAND}").set_align("vertical_center")
    return style.set_border_bottom("thin").set_border_bottom_color(f"#{palette.SAND_DARK}")


def _format(column: Column) -> Format:
    return Format().set_num_format(column.kind.excel)


def _widths(
    names: list[str], columns: Sequence[Column], sample: Sequence[Sequence[Cell]]
) -> list[float]:
    """Wide enough for what the first rows hold, in characters."""
    longest = [len(name) + 3 for name in names]
    for row in sample:
        longest = [max(width, _length(cell)) for width, cell in zip(longest, row, strict=True)]
    return [float(min(max(width + 2, NARROWEST), WIDEST)) for width in longest]


def _length(cell: Cell) -> int:
    if isinstance(cell, str):
        return max(map(len, cell.split("\n")))
    return 10 if cell is None else len(f"{cell:,}") if isinstance(cell, (int, float)) else 10


def _page() -> dict[str, object]:
    return {
        "landscape": True,
        "paper_size": LETTER,
        "repeat_rows": 0,
        "fit_to_pages": (1, 0),
        "footer": "&RPágina &P de &N",
    }
