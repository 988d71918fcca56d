"""A table sent as text, line by line, whatever system wrote it."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from minga.core.errors import DomainError, Unreadable, instead
from minga.core.numbers import Unit, read_decimal

MOST_BYTES = 2_000_000
MOST_FAULTS = 200
LONGEST_LINE = 10_000
POINTED = re.compile(r"-?[0-9]+(\.[0-9]+)?")

T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one line."""

    line: int
    said: str
    reason: str
    proposal: str = ""

    def __str__(self) -> str:
        return f"Línea {self.line}: {self.reason} {instead(self.proposal)}".strip()


class UnreadableFile(DomainError):
    """Nothing of the file was loaded: why, line by line."""

    code = "uf.unreadable_file"
    field = "file"

    def __init__(self, sentence: str, faults: list[Fault] | None = None) -> None:
        self.faults = (faults or [])[:MOST_FAULTS]
        super().__init__(sentence)


@dataclass(frozen=True)
class Line:
    """One line that says something, and what was found wrong so far in its file."""

    number: int
    cells: list[str]
    mark: str
    faults: list[Fault] = field(repr=False)

    @property
    def said(self) -> str:
        return self.mark.join(self.cells)

    def fail(self, reason: str, proposal: str = "") -> None:
        self.faults.append(Fault(self.number, self.said, reason, proposal))

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""

    def read(self, read: Callable[[str], T | None], text: str) -> T | None:
        """The value of a cell; nothing, with its fault noted, when there is none."""
        try:
            value = read(text)
        except Unreadable as error:
            self.fail(error.reason[:1].lower() + error.reason[1:], error.proposal)
            return None
        if value is None:
            self.fail("falta un dato.")
        return value

    def figure(self, text: str, places: int, unit: Unit) -> int | None:
        """Where commas separate the columns, the decimals of a bare figure have a point."""
        if self.mark == "," and POINTED.fullmatch(text):
            text = text.replace(".", ",")
        return self.read(lambda cell: read_decimal(cell, places, unit), text)


def lines_of(data: bytes) -> list[Line]:
    """Never empty. Raises UnreadableFile for what is no table of text."""
    refused = _refused(data)
    if refused:
        raise UnreadableFile(refused)
    raw = _decoded(data).splitlines()
    first = next((line for line in raw if line.strip()), "")
    mark = next((mark for mark in ";\t," if mark in first), ";")
    faults: list[Fault] = []
    found = []
    for number, line in enumerate(raw, 1):
        if len(line) > LONGEST_LINE:
            raise UnreadableFile(f"La línea {number} es demasiado larga para una tabla de la UF.")
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.append(Line(number, cells, mark, faults))
    if not found:
        raise UnreadableFile("El archivo está vacío.")
    return found


def _decoded(data: bytes) -> str:
    """UTF-8, or the Latin-1 of older systems."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _refused(data: bytes) -> str:
    if not data.strip():
        return "El archivo está vacío."
    if len(data) > MOST_BYTES:
        return "El archivo es demasiado grande para una tabla de la UF: se aceptan hasta 2 MB."
    if data[:2] == b"PK":
        return "El archivo es un libro de Excel: guárdelo como CSV y cárguelo de nuevo."
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<", data):
        return (
            "El archivo es una página web y no una tabla: el sitio contestó con un mensaje. "
            "Descárguelo de nuevo y ábralo antes de cargarlo."
        )
    if b"\0" in data:
        return "El archivo no es texto: guárdelo como CSV (UTF-8) y cárguelo de nuevo."
    return ""
