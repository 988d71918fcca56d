"""Whole columns at once: cells that are already what they should be cost next to nothing.

A fast path answers for the column or gives up (nothing); then each cell is read by itself.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, cast

import numpy as np

from minga.core.errors import Unreadable
from minga.core.numbers import LONGEST
from minga.core.words import CONTROL

Failures = list[tuple[int, Unreadable]]
MIDNIGHT = time()
# Below it every whole number is a float of its own, and n / 10.000 reads back as it was written.
EXACT = 10**15


def cell_by_cell(
    parse: Callable[[object], Any],
    fast: Callable[[Sequence[object]], list[Any] | None] | None,
    cells: Sequence[object],
) -> tuple[list[Any], Failures]:
    """The fast path over the cells that are filled, else one by one; equal cells are read once."""
    filled: Sequence[int] = range(len(cells))
    if None in cells or "" in cells:
        filled = [index for index, cell in enumerate(cells) if cell is not None and cell != ""]
    some = cells if len(filled) == len(cells) else [cells[index] for index in filled]
    values = fast(some) if fast else None
    failures: Failures = []
    if values is None:
        values, failures = _one_by_one(parse, some)
    if len(filled) == len(cells):
        return values, failures
    spread: list[Any] = [None] * len(cells)
    for index, value in zip(filled, values, strict=True):
        spread[index] = value
    return spread, [(filled[index], error) for index, error in failures]


def _one_by_one(
    parse: Callable[[object], Any], cells: Sequence[object]
) -> tuple[list[Any], Failures]:
    values: list[Any] = []
    failures: Failures = []
    known: dict[tuple[type, object], Any] = {}
    for index, cell in enumerate(cells):
        key = (type(cell), cell)
        if key not in known:
            try:
                known[key] = parse(cell)
            except Unreadable as error:
                known[key] = error
        value = known[key]
        if isinstance(value, Unreadable):
            failures.append((index, value))
            value = None
        values.append(value)
    return values, failures


def integers(cells: Sequence[object]) -> list[Any] | None:
    """Native whole numbers. Those of a workbook are floats: an array tells at once whether all of
    them are whole."""
    kinds = set(map(type, cells))
    if kinds == {float}:
        numbers = np.array(cells, dtype=np.float64)
        if not (np.abs(numbers) < EXACT).all():
            return None
        whole = numbers.astype(np.int64)
        return list(whole.tolist()) if (whole == numbers).all() else None
    if not kinds <= {int, float}:
        return None
    try:
        few = list(map(int, cast("Sequence[float]", cells)))
    except (OverflowError, ValueError):
        return None
    return few if few == list(cells) and _small(few, 10**LONGEST) else None


def scaled(cells: Sequence[object], scale: int) -> list[Any] | None:
    """Native numbers with decimals, as integers of 1/scale; gives up when one has more."""
    kinds = set(map(type, cells))
    if not kinds <= {int, float}:
        return None
    numbers = cast("Sequence[float]", cells)
    try:
        whole = [round(number * scale) for number in numbers]
    except (OverflowError, ValueError):
        return None
    exact = [number / scale for number in whole] == list(numbers)
    return whole if exact and _small(whole, EXACT) else None


def _small(numbers: Sequence[int], limit: int) -> bool:
    return not numbers or (max(numbers) < limit and min(numbers) > -limit)


def dates(cells: Sequence[object]) -> list[Any] | None:
    """Native dates, with or without an hour of midnight."""
    kinds = set(map(type, cells))
    if kinds == {date}:
        return list(cells)
    if kinds != {datetime}:
        return None
    moments = cast("Sequence[datetime]", cells)
    if any(moment.time() != MIDNIGHT for moment in moments):
        return None
    return [moment.date() for moment in moments]


def texts(cells: Sequence[object], max_length: int) -> list[Any] | None:
    """Texts, without the spaces around."""
    if set(map(type, cells)) != {str}:
        return None
    said = list(map(str.strip, cast("Sequence[str]", cells)))
    if max_length and max(map(len, said)) > max_length:
        return None
    if not all(said) or CONTROL.search("".join(said)):
        return None
    return said
