"""Errors, formulas and merged cells of a workbook, said at the cells where they are."""

from collections.abc import Iterable, Iterator

from minga.core.imports.cells import address, position
from minga.core.imports.judged import Judged
from minga.core.imports.matching import Layout
from minga.core.imports.spec import WARNS, Problem
from minga.core.numbers import whole

Cell = tuple[int, int]
AGAIN = "Abra el libro en su planilla, guárdelo y súbalo de nuevo; o pegue los valores."


def judge_marks(judged: Judged, layout: Layout) -> None:
    grid = layout.grid
    if not (grid.errors or grid.formulas or grid.uncalculated or grid.merged):
        return
    at = _Where(judged, layout)
    for (row, name), place in at.read(grid.errors):
        said = f"La celda tiene el error {grid.errors[place]}."
        judged.stop(row, name, said, "error", "Corrija la fórmula, o escriba el valor.")
    for (row, name), _ in at.read(grid.uncalculated):
        judged.stop(row, name, "La fórmula no trae su resultado.", "formula", AGAIN)
    for area in grid.merged:
        _judge_merged(judged, layout, at, area)
    _warn_formulas(judged, at, grid.formulas)


class _Where:
    """From the cells of the sheet to rows and fields that are read."""

    def __init__(self, judged: Judged, layout: Layout) -> None:
        self.number_of = {place: number for number, place in enumerate(judged.places)}
        self.field_of = {index: name for name, index in layout.chosen.items()}

    def read(self, cells: Iterable[Cell]) -> Iterator[tuple[tuple[int, str], Cell]]:
        """In order, those that are read: (row, field) and the place itself."""
        for place in sorted(cells):
            if place[0] in self.number_of and place[1] in self.field_of:
                yield (self.number_of[place[0]], self.field_of[place[1]]), place


def _judge_merged(judged: Judged, layout: Layout, at: _Where, area: str) -> None:
    """One value over several cells: nobody can say whose it is. Titles above may be merged."""
    first, _, last = area.partition(":")
    start, end = position(first), position(last)
    if start is None or end is None or end[0] < layout.header:
        return
    names = [name for column, name in at.field_of.items() if start[1] <= column <= end[1]]
    rows = [number for place, number in at.number_of.items() if start[0] <= place <= end[0]]
    is_title = start[0] <= layout.header
    if not names or not (rows or is_title):
        return
    mend = "Sepárelas y escriba en cada celda su valor."
    row = None if is_title else rows[0]
    judged.stop(row, names[0], f"Las celdas {area} están combinadas.", "merged", mend)
    # The cells that it hides are empty because of it: nothing more is said of them.
    judged.told |= {(row, name) for row in rows for name in names}
    judged.bad_rows |= set(rows)


def _warn_formulas(judged: Judged, at: _Where, formulas: Iterable[Cell]) -> None:
    """Once for each column: the value is the last one that the spreadsheet calculated."""
    found: dict[str, list[Cell]] = {}
    for (_, name), place in at.read(formulas):
        found.setdefault(name, []).append(place)
    for name, cells in found.items():
        first = address(*cells[0])
        many = f"{whole(len(cells))} fórmulas desde" if len(cells) > 1 else "una fórmula en"
        sentence = f"Hay {many} {first}: se usó el último valor que calculó la planilla."
        mend = "Copie la columna y péguela como valores."
        judged.add(Problem(None, name, sentence, WARNS, "formula_values", mend))
