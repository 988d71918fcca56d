"""Columns of a large table and cells that are safe to write: by whole columns, for speed.

A kind (`core.kinds`) turns a value into what a workbook holds. What a workbook can't hold as it is
becomes text that says the same: a number of more than fifteen digits, a day before 1900.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from math import isfinite
from typing import Any

from minga.core.kinds import Cell, Kind
from minga.core.reports.text import FORBIDDEN, LINE_ENDS

# Excel keeps fifteen digits of a number; a longer one is a code and stays text.
LARGEST_NUMBER = 10**15
LONGEST_TEXT = 32_767
SHEET_NAME = 31
FIRST_DAY = date(1900, 1, 1)
CUT = " […] El texto sigue: una celda admite 32.767 caracteres."
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    kind: Kind


def cell_rows(
    columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> Iterator[tuple[Cell, ...]]:
    """The rows with safe cells, a few thousand in memory at a time."""
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        given = zip(columns, zip(*chunk, strict=True), strict=True)
        parts = [_cells(column, values) for column, values in given]
        yield from zip(*parts, strict=True)


def _cells(column: Column, values: Sequence[object]) -> Sequence[Cell]:
    cells = list(map(column.kind.cell, values))
    given = [cell for cell in cells if cell is not None]
    types = set(map(type, given))
    if not types or (len(types) == 1 and QUICK.get(types.pop(), _never)(given)):
        return cells
    return [safe(cell) for cell in cells]


def _never(cells: list[Any]) -> bool:
    return False


def _plain_texts(texts: list[Any]) -> bool:
    short = max(map(len, texts)) <= LONGEST_TEXT // 2
    return short and all(map(str.isprintable, texts))


# By type, whether a whole column of cells can be written as it is: most can, and this is quick.
QUICK: dict[type, Callable[[list[Any]], bool]] = {
    str: _plain_texts,
    int: lambda cells: min(cells) > -LARGEST_NUMBER and max(cells) < LARGEST_NUMBER,
    float: lambda cells: all(map(isfinite, cells)),
    date: lambda cells: min(cells) >= FIRST_DAY,
}


def safe(cell: Cell) -> Cell:
    """One cell that any workbook can hold and that reads as the value did."""
    match cell:
        case None | bool():
            return cell
        case str():
            return plain(cell)
        case datetime():
            day = cell.replace(tzinfo=None)
            return day if day.date() >= FIRST_DAY else f"{day:%d-%m-}{day.year:04}"
        case date():
            return cell if cell >= FIRST_DAY else f"{cell:%d-%m-}{cell.year:04}"
        case int():
            return cell if abs(cell) < LARGEST_NUMBER else str(cell)
        case _:
            return cell if isfinite(cell) else None


def plain(text: str) -> str:
    """Text without what XML forbids or what turns the direction of a line, as long as a cell is."""
    if not text.isprintable():
        text = FORBIDDEN.sub("", LINE_ENDS.sub("\n", text))
    if len(text) <= LONGEST_TEXT // 2 or units(text) <= LONGEST_TEXT:
        return text
    return cut(text, LONGEST_TEXT - len(CUT)) + CUT


def units(text: str) -> int:
    """Excel counts an emoji as two characters."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, longest: int) -> str:
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")


def labels(columns: Sequence[Column]) -> list[str]:
    """The titles of the columns, each once: a workbook is filtered and read back by them."""
    taken: set[str] = set()
    found = []
    for column in columns:
        stem = name = " ".join(plain(column.label)[:250].split()) or "Columna"
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{stem} ({number})"
        taken.add(name.lower())
        found.append(name)
    return found


def sheet_name(text: str, taken: set[str]) -> str:
    """What Excel accepts: 31 characters without []:*?/\\, each name once; `taken` remembers it."""
    cleaned = re.sub(r"[\[\]:*?/\\]+", " ", plain(text))
    stem = cut(" ".join(cleaned.split()).strip("' "), SHEET_NAME).strip("' ") or "Tabla"
    name, number = stem, 1
    while name.lower() in taken | {"history"}:
        number += 1
        name = f"{cut(stem, SHEET_NAME - len(str(number)) - 1).strip(chr(39))} {number}"
    taken.add(name.lower())
    return name
