"""A large table as CSV for Excel in Chile: semicolons, decimal comma, UTF-8 with its mark.

Excel reads a text that begins like a formula as one, so such a text goes behind an apostrophe; a
number that we write stays a number, whatever its sign.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import Any

from minga.core.reports.bulk import Column, cell_rows, labels

# The wide forms are formulas in the Excel of some countries.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
BLANKS = " \u00a0\ufeff"
SUSPECTS = frozenset((*FORMULA_STARTS, *BLANKS))


def write_rows(
    path: str | PathLike[str], columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> None:
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(map(_text, labels(columns)))
        for row in cell_rows(columns, rows):
            writer.writerow([SHOWN[type(cell)](cell) for cell in row])


def _text(text: str) -> str:
    # Most texts are told by their first letter.
    if text[:1] not in SUSPECTS:
        return text
    return f"'{text}" if text.lstrip(BLANKS).startswith(FORMULA_STARTS) else text


def _decimal(number: float) -> str:
    """1234567,8912: every digit, no exponent."""
    digits = repr(number)
    if "e" in digits:
        digits = f"{Decimal(digits):f}"
    return digits.removesuffix(".0").replace(".", ",")


@lru_cache(maxsize=20_000)
def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


SHOWN: dict[type, Callable[[Any], str]] = {
    type(None): lambda cell: "",
    str: _text,
    bool: lambda cell: "Sí" if cell else "No",
    int: str,
    float: _decimal,
    date: _day,
    datetime: lambda cell: f"{cell:%d-%m-%Y %H:%M}",
}
