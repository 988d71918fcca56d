"""What a row of another office says, whatever its format, and what was seen while reading it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Said:
    """`months`: «2022-05» → [programmed, actual] in M$, nothing where the cell is empty. `years`:
    «2022» → the same as the file adds it up. `faults` refuse the row; `notes` warn."""

    number: int
    code: str = ""
    bip: str = ""
    name: str = ""
    year: int | None = None
    communes: list[str] = field(default_factory=list)
    line: tuple[str, str, str] = ("", "", "")
    total: int | None = None
    starts_on: str = ""
    ends_on: str = ""
    location: dict[str, Any] | None = None
    texts: dict[str, str] = field(default_factory=dict)
    months: dict[str, list[int | None]] = field(default_factory=dict)
    years: dict[str, list[int | None]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def content(self) -> dict[str, Any]:
        """What is kept word by word; with it two files are compared."""
        return {
            "year": self.year, "communes": self.communes, "line": "-".join(filter(None, self.line)),
            "total": self.total, "starts_on": self.starts_on, "ends_on": self.ends_on,
            "location": self.location, "texts": self.texts,
        }  # fmt: skip


def put(of: dict[str, list[int | None]], key: str, at: int, amount: int) -> None:
    of.setdefault(key, [None, None])[at] = amount


def sums(rows: list[dict[str, list[int | None]]]) -> dict[str, list[int]]:
    """By year, programmed and actual, of months or of years."""
    total: dict[str, list[int]] = {}
    for row in rows:
        for key, pair in row.items():
            kept = total.setdefault(key[:4], [0, 0])
            for at in (0, 1):
                kept[at] += pair[at] or 0
    return total


def judge_years(said: Said) -> None:
    """Where the file's own total is not what its months add up to."""
    months = sums([said.months])
    for year, pair in sorted(said.years.items()):
        for at, what in ((0, "programado"), (1, "real")):
            told, added = pair[at], months.get(year, [0, 0])[at]
            if told is not None and told != added:
                said.notes.append(
                    f"El total {what} de {year} dice M$ {_figure(told)} y sus meses suman "
                    f"M$ {_figure(added)}: se cargan los meses y el total queda anotado."
                )


def _figure(number: int) -> str:
    return f"{number:,}".replace(",", ".")
