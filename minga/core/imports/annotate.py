"""The person's own rows back, with a remark at each cell that has one: mended there, they go in."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from minga.core.imports import workbook
from minga.core.imports.book import STOP_GROUND, WAIT_GROUND, Book, date_format, put
from minga.core.imports.cells import position
from minga.core.imports.grid import Grid
from minga.core.imports.remarks import Remark
from minga.core.imports.spec import NOTES, STOPS
from minga.core.reports.bulk import sheet_name

LARGE = 20_000
WIDEST, SAMPLE = 45, 100
WORDS = {"stops": "error", "warns": "advertencia", "notes": "nota"}
HEADINGS = ("Hoja", "Celda", "Dato", "Qué es", "Qué se observó", "Qué se propone")
WIDTHS = (16, 10, 24, 13, 70, 50)

# Row → column → what was remarked there.
Places = dict[int, dict[int, list[Remark]]]


def annotated(
    target: Path, source: Path, sheet: str, header: int, remarks: Sequence[Remark]
) -> None:
    """Write `target` whole or not at all. The source is read again: it has also what was not
    imported."""
    grid = next(grid for grid in workbook.read(source) if grid.sheet == sheet)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"incoming-{target.name}")
    book = Book(temporary, constant_memory=len(grid.rows) > LARGE)
    _write_rows(book, grid, header, _by_place(remarks))
    _write_remarks(book, grid, remarks)
    book.close()
    os.replace(temporary, target)


def _by_place(remarks: Iterable[Remark]) -> Places:
    """At its cell; what is about a whole row, at its first cell."""
    places: Places = {}
    for remark in remarks:
        place = position(remark.cell) or ((remark.row - 1, 0) if remark.row else None)
        if place is not None and remark.severity != NOTES.value:
            places.setdefault(place[0], {}).setdefault(place[1], []).append(remark)
    return places


def _write_rows(book: Book, grid: Grid, header: int, places: Places) -> None:
    # Ours come beside it, and no two sheets may be called the same.
    taken = {name.lower() for name in workbook.OURS}
    sheet = book.sheet(sheet_name(grid.sheet or "Datos", taken))
    sheet.freeze_panes(header + 1, 0)
    sheet.repeat_rows(0, header)
    book.measure(sheet, _widths(grid), 1)
    for number, row in enumerate(grid.rows):
        found = places.get(number, {})
        for column in range(max([len(row), *(at + 1 for at in found)])):
            value = row[column] if column < len(row) else ""
            if value != "" or column in found:
                look = _look(book, value, number == header, found.get(column, []))
                put(sheet, number, column, value, look)
        for column, said in found.items():
            sheet.write_comment(number, column, _comment(said), {"x_scale": 2.2, "y_scale": 1.3})


def _look(book: Book, value: Any, is_head: bool, found: Sequence[Remark]) -> Any:
    if found:
        stops = any(remark.severity == STOPS.value for remark in found)
        ground = STOP_GROUND if stops else WAIT_GROUND
        return book.look(bg_color=ground, **date_format(value))
    if is_head:
        return book.head
    return book.look(**date_format(value)) if date_format(value) else None


def _comment(found: Sequence[Remark]) -> str:
    return "\n".join(" ".join(filter(None, (r.sentence, _mend(r)))) for r in found)[:2000]


def _mend(remark: Remark) -> str:
    """A value is proposed as «…»; anything else is a sentence already."""
    if remark.proposal.startswith("«"):
        return f"Escriba {remark.proposal}."
    return remark.proposal


def _widths(grid: Grid) -> list[float]:
    rows = grid.rows[:SAMPLE]
    columns = max((len(row) for row in rows), default=0)
    return [
        max(10, min(WIDEST, 2 + max((len(str(row[c])) for row in rows if c < len(row)), default=0)))
        for c in range(columns)
    ]


def _write_remarks(book: Book, grid: Grid, remarks: Sequence[Remark]) -> None:
    """The sheet «Observaciones»: all of them, also those of no cell."""
    sheet = book.sheet("Observaciones")
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    wrap = book.look(text_wrap=True, valign="top")
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        put(sheet, 0, column, heading, book.head)
    for number, remark in enumerate(remarks, start=1):
        cells = (
            grid.sheet or "Datos",
            remark.cell,
            remark.label,
            WORDS[remark.severity],
            remark.sentence,
            _mend(remark),
        )
        for column, value in enumerate(cells):
            put(sheet, number, column, value, wrap)
    sheet.autofilter(0, 0, max(len(remarks), 1), len(HEADINGS) - 1)
    if not remarks:
        put(sheet, 1, 4, "No hay observaciones.", wrap)
