"""Every error of a file at once: each column parsed whole, then keys, then what the area says."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from minga.core.access import Access
from minga.core.imports.grid import Cells
from minga.core.imports.judged import Judged
from minga.core.imports.limits import MAX_ROWS
from minga.core.imports.marks import judge_marks
from minga.core.imports.matching import Layout
from minga.core.imports.refusals import TooBig, WorkbookRefused
from minga.core.imports.room import judge_room
from minga.core.imports.spec import Field, ImportSpec
from minga.core.numbers import whole

UNREADABLE_SIGN = "\ufffd"


def judge(layout: Layout, spec: ImportSpec, access: Access | None = None) -> Judged:
    """Parse and check, also by what the person's institution has where one is named."""
    width = len(layout.grid.rows[layout.header])
    places, rows = _data(layout)
    if not rows:
        raise WorkbookRefused("Bajo los títulos no hay ninguna fila con datos.")
    if len(rows) > MAX_ROWS:
        raise TooBig(len(rows), "filas", MAX_ROWS)
    judged = Judged({}, places)
    shifted = _judge_shape(judged, layout, rows, width)
    columns = _transposed(rows, layout, width)
    del rows
    judge_marks(judged, layout)
    for item in spec.fields:
        if item.name in columns:
            _parse(judged, item, columns.pop(item.name), spec, shifted)
    for problem in (spec.settle(judged.values, access) or ()) if access else ():
        judged.add(problem)
    _judge_keys(judged, spec)
    judge_room(judged, spec)
    for problem in spec.check(judged.rows):
        judged.add(problem)
    for problem in spec.check_for(judged.rows, access) if access else ():
        judged.add(problem)
    _tell(judged, layout)
    return judged


def _data(layout: Layout) -> tuple[list[int], Cells]:
    """The rows below the headings that hold something, with the place of each in the sheet."""
    places, rows = [], []
    usual = min(layout.chosen.values())
    for place, row in enumerate(layout.grid.rows[layout.header + 1 :], layout.header + 1):
        if (len(row) <= usual or row[usual] == "" or _is_space(row[usual])) and _is_blank(row):
            continue
        places.append(place)
        rows.append(row)
    layout.grid.rows[layout.header + 1 :] = []
    return places, rows


def _is_blank(row: Sequence[Any]) -> bool:
    """Nothing in it but spaces."""
    return all(cell == "" or _is_space(cell) for cell in row)


def _is_space(cell: Any) -> bool:
    return isinstance(cell, str) and cell.isspace()


def _transposed(rows: Cells, layout: Layout, width: int) -> dict[str, list[Any]]:
    """Column by column. The lines of a text may be shorter than its headings."""
    if layout.grid.is_text:
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
    return {name: list(map(itemgetter(index), rows)) for name, index in layout.chosen.items()}


def _judge_shape(judged: Judged, layout: Layout, rows: Cells, width: int) -> set[int]:
    """Rows of a text with more cells than headings: their cells are not what they seem."""
    if not layout.grid.is_text:
        return set()
    shifted = {number for number, row in enumerate(rows) if len(row) > width}
    for number in sorted(shifted):
        sentence = (
            f"La fila trae {len(rows[number])} celdas y los títulos son {width}: un separador sin "
            "comillas corre las columnas."
        )
        mend = "Escriba entre comillas el texto que lleva el separador."
        judged.stop(number, "", sentence, "shifted", mend)
    return shifted


def _parse(
    judged: Judged, item: Field, cells: list[Any], spec: ImportSpec, shifted: set[int]
) -> None:
    """One column: what can't be read, and what is empty and should not be."""
    joined = _texts_of(cells)
    if "\n'" in joined:
        _drop_apostrophes(judged, item, cells)
    values, failures = item.kind.parse_many(cells)
    judged.values[item.name] = values
    failed = shifted | {number for number, _ in failures}
    for number, error in failures:
        if number not in shifted:
            judged.stop(number, item.name, error.reason, "unreadable", error.proposal)
    if spec.must_have(item) and None in values:
        for number in (n for n, value in enumerate(values) if value is None and n not in failed):
            judged.stop(number, item.name, f"Falta «{item.label}».", "missing")
    if UNREADABLE_SIGN in joined:
        _judge_signs(judged, item, values)
    if item.unique and spec.key != (item.name,):
        _judge_unique(judged, item, values)


def _texts_of(cells: list[Any]) -> str:
    """The texts of a column, each after a line feed: one search over all of them."""
    types = set(map(type, cells))
    if str not in types:
        return ""
    return "\n" + "\n".join(cells if types == {str} else (c for c in cells if type(c) is str))


def _drop_apostrophes(judged: Judged, item: Field, cells: list[Any]) -> None:
    """The ' that spreadsheets put before a figure to keep it as text is no part of it."""
    found = 0
    for number, cell in enumerate(cells):
        if isinstance(cell, str) and cell[:1] == "'" and cell[1:2] and not cell[1:2].isalpha():
            cells[number] = cell[1:]
            found += 1
    if found:
        where = "una celda" if found == 1 else f"{whole(found)} celdas"
        judged.note([f"Se quitó el apóstrofo de delante en {where}."], item.name)


def _judge_signs(judged: Judged, item: Field, values: list[Any]) -> None:
    """Letters that somebody's program lost on the way."""
    for number, value in enumerate(values):
        if type(value) is str and UNREADABLE_SIGN in value:
            sentence = f"El texto trae letras perdidas ({UNREADABLE_SIGN}): «{value[:40]}»."
            mend = "Escriba de nuevo la letra, o guarde el original como CSV UTF-8."
            judged.stop(number, item.name, sentence, "lost_letters", mend)


def _judge_unique(judged: Judged, item: Field, values: list[Any]) -> None:
    for number, first in _repeated(values):
        if values[number] is not None:
            shown, row = item.kind.show(values[number]), judged.places[first] + 1
            judged.stop(number, item.name, f"«{shown}» ya está en la fila {row}.", "repeated")


def _judge_keys(judged: Judged, spec: ImportSpec) -> None:
    """Two rows with the same key: which one would count?"""
    keys = list(zip(*(judged.values[name] for name in spec.key), strict=True))
    for number, first in _repeated(keys):
        key = keys[number]
        if None in key:
            continue
        shown = ", ".join(spec.field(n).kind.show(v) for n, v in zip(spec.key, key, strict=True))
        sentence = f"«{shown}» ya está en la fila {judged.places[first] + 1}."
        mend = f"Deje una sola fila con «{shown}»."
        judged.stop(number, spec.key[0], sentence, "repeated", mend)


def _repeated(values: Sequence[Any]) -> list[tuple[int, int]]:
    """(position, position of the first one) of each value that comes again."""
    if len(set(values)) == len(values):
        return []
    first: dict[Any, int] = {}
    found = [(number, first.setdefault(value, number)) for number, value in enumerate(values)]
    return [(number, before) for number, before in found if number != before]


def _tell(judged: Judged, layout: Layout) -> None:
    """What was not read, so that nobody thinks it was."""
    judged.note(layout.grid.notes)
    for column in layout.unread:
        name = f"«{column.heading}»" if column.heading else f"{column.letter}, sin título,"
        judged.note([f"La columna {name} no se lee."])
