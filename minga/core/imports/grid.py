"""The cells of one sheet, as they came."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Cells = list[Sequence[Any]]


@dataclass
class Grid:
    """Rows from the first one of the sheet, empty cells being ""; and what a word must be said of.

    Places are (row, column) from 0. `ragged` rows have more cells than their neighbours: in a CSV,
    a comma without quotes that shifts the columns.
    """

    sheet: str
    rows: Cells
    formulas: set[tuple[int, int]] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_text: bool = False
