"""The plain text of acts and letters, as paragraphs and tables.

A blank line parts two paragraphs, and so does a line that begins with its mark («1.-», «a)»). Lines
that begin with `|` are the rows of a table, the first one its titles; `\\|` is a plain bar.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from minga.core.reports.text import clean

MARK = re.compile(r"(?P<mark>\d{1,3}\.-?|\d{1,3}°|[a-z]\))\s+(?P<rest>\S.*)")
BARS = re.compile(r"(?<!\\)\|")
FIGURE = re.compile(r"(?:\$|UF|US\$|M\$)?\s*[-−]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?\s*%?")
ROW = "|"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`mark`: «1.-», «a)»; empty without one. Its lines stay where they were parted."""

    text: str
    mark: str = ""

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def figures(self) -> frozenset[int]:
        """The columns where every cell that says something says a number."""
        return frozenset(i for i in range(len(self.columns)) if self._is_figure(i))

    def _is_figure(self, index: int) -> bool:
        said = [row[index] for row in self.rows if row[index]]
        return bool(said) and all(FIGURE.fullmatch(cell) for cell in said)


Block = Paragraph | Table


def blocks(text: str) -> list[Block]:
    """Every text has some reading: nothing is refused here."""
    found: list[Block] = []
    for part in re.split(r"\n[ ]*\n", clean(text)):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        for is_table, run in groupby(lines, key=lambda line: line.startswith(ROW)):
            together = list(run)
            found.extend([_table(together)] if is_table else _paragraphs(together))
    return found


def _paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    said: list[str] = []
    mark = ""
    for line in lines:
        found = MARK.fullmatch(line)
        if found and (said or mark):
            yield Paragraph("\n".join(said), mark)
            said, mark = [], ""
        mark = found["mark"] if found else mark
        said.append(plain(found["rest"] if found else line))
    yield Paragraph("\n".join(said), mark)


def _table(lines: Iterable[str]) -> Table:
    """All rows as wide as the widest: a short one has empty cells at its end."""
    rows = [_cells(line) for line in lines]
    width = max(len(row) for row in rows)
    whole = [(*row, *[""] * (width - len(row))) for row in rows]
    return Table(whole[0], tuple(whole[1:]))


def _cells(line: str) -> list[str]:
    inner = line[1:]
    if BARS.search(inner[-1:]) and not inner.endswith(r"\|"):
        inner = inner[:-1]
    return [plain(cell.strip()) for cell in BARS.split(inner)]


def plain(text: str) -> str:
    return text.replace(r"\|", ROW)


def escape(text: str) -> str:
    """A value inside a text: one line, and none of its bars parts a cell."""
    return " ".join(clean(text).split()).replace(ROW, r"\|")


def row(cells: Iterable[str]) -> str:
    """One line of a table, written so that `blocks` reads the same cells."""
    return f"{ROW} " + f" {ROW} ".join(escape(cell) for cell in cells) + f" {ROW}"
