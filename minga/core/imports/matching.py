"""Which column of a file is which field: by name when it is sure, by choice when it is doubtful."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from minga.core.imports.cells import letters
from minga.core.imports.grid import Grid
from minga.core.imports.limits import MAX_HEADER_ROW
from minga.core.imports.refusals import WorkbookRefused
from minga.core.imports.spec import ImportSpec
from minga.core.numbers import whole
from minga.core.words import fold

PUNCTUATION = re.compile(r"[^a-z0-9]+")
NEAR = 0.75
SHOWN = 60

# (heading, which one of those called so) → field, or "" for a column that is not read.
Memory = Mapping[tuple[str, int], str]


def normal(heading: object) -> str:
    """«Monto total (M$) *» → «monto total m»: accents, case, spaces and punctuation aside."""
    return PUNCTUATION.sub(" ", fold(str(heading))).strip()


@dataclass(frozen=True)
class Column:
    """A column of the file under its heading; `nth` tells apart those with the same one."""

    index: int
    heading: str
    nth: int = 0
    sample: str = ""

    @property
    def letter(self) -> str:
        return letters(self.index)

    @property
    def key(self) -> tuple[str, int]:
        return normal(self.heading), self.nth


@dataclass
class Layout:
    """Where the headings are, and which column is which field."""

    grid: Grid
    header: int
    columns: list[Column]
    chosen: dict[str, int] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    suggested: dict[str, int] = field(default_factory=dict)

    @property
    def unread(self) -> list[Column]:
        used = set(self.chosen.values())
        return [column for column in self.columns if column.index not in used]

    def column(self, index: int) -> Column | None:
        return next((column for column in self.columns if column.index == index), None)


def known_names(spec: ImportSpec) -> dict[str, str]:
    """Every way of writing a heading that is sure → its field."""
    return {
        normal(name): item.name
        for item in spec.fields
        for name in (*item.aliases, item.name, item.label)
    }


def lay_out(grids: Sequence[Grid], spec: ImportSpec, memory: Memory) -> Layout:
    """The sheet with the headings of this import, and its columns."""
    grids = [grid for grid in grids if any(map(any, grid.rows))]
    if not grids:
        raise WorkbookRefused("El archivo no trae datos. Llénelo y súbalo de nuevo.")
    known = set(known_names(spec)) | {heading for (heading, _), name in memory.items() if name}
    scored = [(*_header(grid, known), grid) for grid in grids]
    best = max(score for score, _, _ in scored)
    found = [item for item in scored if item[0] == best]
    if len(found) > 1:
        raise WorkbookRefused(_ambiguous([grid.sheet for _, _, grid in found], best, spec))
    _, header, grid = found[0]
    grid.notes = grid.notes + [
        f"Se leyó la hoja «{grid.sheet}» y no «{other.sheet}»."
        for other in grids
        if other is not grid
    ]
    layout = Layout(grid, header, _columns(grid, header))
    _match(layout, spec, memory)
    return layout


def _ambiguous(sheets: list[str], score: int, spec: ImportSpec) -> str:
    names = " y ".join(f"«{name}»" for name in sheets[:3])
    if score:
        return (
            f"Las hojas {names} tienen los mismos títulos y no se sabe cuál vale. Deje visible "
            "solo la que quiere importar y súbalo de nuevo."
        )
    titles = ", ".join(f"«{item.label}»" for item in spec.fields[:6])
    return f"Ninguna hoja tiene los títulos {titles}. Use la plantilla de {spec.label}."


def _header(grid: Grid, known: Iterable[str]) -> tuple[int, int]:
    """How many headings are known in the best of the first rows, and which row it is."""
    names = set(known)
    rows = grid.rows[:MAX_HEADER_ROW]
    scores = [len({normal(cell) for cell in row if isinstance(cell, str)} & names) for row in rows]
    if max(scores, default=0):
        return max(scores), scores.index(max(scores))
    return 0, next((number for number, row in enumerate(rows) if _could_be(row)), 0)


def _could_be(row: Sequence[Any]) -> bool:
    filled = [cell for cell in row if cell != ""]
    return len(filled) > 1 and all(isinstance(cell, str) for cell in filled)


def _columns(grid: Grid, header: int) -> list[Column]:
    """Those with a heading, and those without one that hold something."""
    seen: dict[str, int] = {}
    columns = []
    below = grid.rows[header + 1 : header + 200]
    for index, cell in enumerate(grid.rows[header]):
        heading = str(cell).strip()[:SHOWN]
        sample = next(
            (_said(row[index]) for row in below if index < len(row) and row[index] != ""), ""
        )
        if not heading and not sample.strip():
            continue
        name = normal(heading)
        columns.append(Column(index, heading, seen.get(name, 0), sample[:SHOWN]))
        seen[name] = seen.get(name, 0) + 1
    return columns


def _said(cell: Any) -> str:
    """A cell as a person would write it."""
    if isinstance(cell, float) and cell.is_integer():
        return whole(int(cell))
    return f"{cell:%d-%m-%Y}" if isinstance(cell, date) else str(cell)


def _match(layout: Layout, spec: ImportSpec, memory: Memory) -> None:
    """Remembered choices first, then equal names; what is left is suggested or doubted."""
    known = known_names(spec)
    claims: dict[str, list[Column]] = {}
    for column in layout.columns:
        name = memory.get(column.key, known.get(normal(column.heading)))
        if name in spec.names:
            claims.setdefault(str(name), []).append(column)
    for name, columns in claims.items():
        if len(columns) == 1:
            layout.chosen[name] = columns[0].index
        else:
            places = " y ".join(column.letter for column in columns)
            label = spec.field(name).label
            layout.doubts.append(f"La columna «{label}» viene {len(columns)} veces, en {places}.")
            layout.suggested[name] = columns[0].index
    claimed = {column.index for columns in claims.values() for column in columns}
    free = {
        normal(column.heading): column
        for column in layout.columns
        if column.heading and column.index not in claimed and memory.get(column.key) != ""
    }
    _suggest(layout, spec, free)


def _suggest(layout: Layout, spec: ImportSpec, free: dict[str, Column]) -> None:
    """Near names for the fields that have no column yet."""
    for item in spec.fields:
        if item.name in layout.chosen or item.name in layout.suggested:
            continue
        names = [normal(name) for name in (item.label, *item.aliases)]
        near = [hit for name in names for hit in get_close_matches(name, free, n=1, cutoff=NEAR)]
        if near:
            column = free.pop(near[0])
            layout.suggested[item.name] = column.index
            layout.doubts.append(f"«{column.heading}» podría ser «{item.label}».")
        elif spec.must_have(item):
            layout.doubts.append(f"Falta la columna «{item.label}».")
