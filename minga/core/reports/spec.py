"""What an official form says: title, facts, tables. Its three writers know how it looks.

Everything here is frozen and knows nothing of the clock. A cell is text, a whole number, a date, a
month, a status, or several paragraphs; there is no float. A column names its kind by a word, and
then percentages are whole points, or has a kind of `core.kinds`, and then a cell is the value that
the database keeps: UF in 1/10.000, a RUT in its canonical form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from minga.core.kinds import Kind as ValueKind
from minga.core.months import Month

Kind = Literal["text", "integer", "percent", "date", "status"] | ValueKind
Tone = Literal["done", "going", "wait", "stop", "unstarted"]


@dataclass(frozen=True, slots=True)
class Bullet:
    """A paragraph that is an item of a list."""

    text: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A short bold paragraph that names what follows: «Objetivo transversal 1»."""

    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """The word that the form prints, and its tone: blue done, ochre waits, red stops."""

    text: str
    tone: Tone = "going"


Paragraph = str | Bullet | Lead
Cell = str | int | date | Month | Status | tuple[Paragraph, ...] | None
Cells = tuple[Cell, ...]


class TotalMismatch(ValueError):
    """The foot of a table states a figure that its rows do not add up to."""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is relative to the other columns of the table; without it, figures take what they
    need and texts share the rest."""

    title: str
    kind: Kind = "text"
    width: int = 0
    # One cell for all rows of a group, the group's heading. Only the first column can.
    spans: bool = False

    @property
    def kind_name(self) -> str:
        return self.kind.name if isinstance(self.kind, ValueKind) else self.kind

    @property
    def is_number(self) -> bool:
        if isinstance(self.kind, ValueKind):
            return self.kind.is_number
        return self.kind in ("integer", "percent")

    @property
    def is_short(self) -> bool:
        """A date or a month reads in one line."""
        return self.kind_name in ("date", "month")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading, which fills the spanning column or else a line across the table."""

    rows: tuple[Cells, ...]
    heading: Cell = None

    @property
    def shown_heading(self) -> Cell:
        """A heading is words, whatever the column that it stands in holds."""
        return _words(self.heading)


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    title: str = ""
    # One cell per column; the numbers are the sums of their columns.
    total: Cells | None = None
    # A sentence under the title; alone when the table has no rows to show.
    note: str = ""

    def __post_init__(self) -> None:
        if any(column.spans for column in self.columns[1:]):
            raise ValueError("only the first column can span the rows of its group")
        if not self.row_columns:
            raise ValueError("a table needs a column besides the one that spans")
        rows = chain.from_iterable(group.rows for group in self.groups)
        if any(len(row) != len(self.row_columns) for row in rows):
            raise ValueError(f"a row of «{self.title}» does not fit its columns")
        if self.total is not None:
            self._check_total(self.total)

    @property
    def spans(self) -> bool:
        """Whether the headings of the groups stand in the first column."""
        return bool(self.columns) and self.columns[0].spans

    @property
    def is_sentence(self) -> bool:
        """Nothing to show in columns: its note says so in one line."""
        return bool(self.note) and not self.groups and self.total is None

    @property
    def row_columns(self) -> tuple[Column, ...]:
        """The columns that every row fills by itself."""
        return self.columns[1:] if self.spans else self.columns

    def rows_of(self, group: Group) -> tuple[Cells, ...]:
        """The rows of a group; one without rows still shows its heading beside an empty one."""
        empty: Cells = (None,) * len(self.row_columns)
        return group.rows or ((empty,) if self.spans else ())

    def total_cells(self) -> Iterator[tuple[int, int, Cell]]:
        """First and last column of each cell of the foot; text reaches over empty cells."""
        total = self.total or ()
        first = 0
        while first < len(total):
            after = first + 1
            while isinstance(total[first], str) and after < len(total) and total[after] is None:
                after += 1
            yield first, after - 1, _words(total[first])
            first = after

    def _check_total(self, total: Cells) -> None:
        if len(total) != len(self.columns):
            raise ValueError(f"the total of «{self.title}» does not fit its columns")
        shift = len(self.columns) - len(self.row_columns)
        for index, stated in enumerate(total):
            if not isinstance(stated, int) or index < shift:
                continue
            cells = [row[index - shift] for group in self.groups for row in group.rows]
            found = sum(cell for cell in cells if isinstance(cell, int))
            if found != stated:
                title = self.columns[index].title
                raise TotalMismatch(f"«{title}»: the rows add up to {found}, not to {stated}")


def _words(cell: Cell) -> Cell:
    return (cell,) if isinstance(cell, str) else cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing: an SVG that needs nothing from outside, and what it says to who does not see it.

    `table` holds the same data for a workbook, where a reader wants figures and not a picture.
    """

    title: str
    svg: str
    alt: str
    note: str = ""
    source: str = ""
    table: Table | None = None

    @property
    def width(self) -> int:
        """Pixels of the drawing at full size."""
        found = re.search(r'<svg[^>]* width="(\d+)"', self.svg)
        return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One form as it is handed over. `record_line` names the record behind it and its hash.

    `landscape` not said: across when the columns of some table need it.
    """

    title: str
    subject: str
    institution: str
    place_line: str
    tables: tuple[Table, ...]
    issued_on: date
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    record_line: str = ""
    figures: tuple[Figure, ...] = ()
    demonstration: bool = False
    landscape: bool | None = None
    language: str = "es-CL"
