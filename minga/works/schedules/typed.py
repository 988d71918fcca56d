"""Figures of a sheet as people type them: shown, read, and what can't be read told by cell."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from minga.budget.models import LineItem
from minga.core.errors import Unreadable
from minga.core.months import Month
from minga.core.numbers import MINUS, Unit, decimal, plain, read_decimal
from minga.works.models.costs import THOUSAND
from minga.works.schedules.cells import amount_cell, progress_cell
from minga.works.schedules.contents import Contents

K = TypeVar("K")
THOUSANDS = Unit("un monto en miles de pesos", ("m$",), "1.234")
PERCENT = Unit("un porcentaje", ("%",), "42,5")


@dataclass(frozen=True)
class Typed:
    """What a form said of a year: which cells it wrote, and what could not be read."""

    amounts: dict[tuple[LineItem, Month], int]
    progress: dict[Month, int]
    cells: frozenset[tuple[int, Month]]
    months: frozenset[Month]
    errors: dict[str, str]


def months_of(year: int) -> list[Month]:
    return [Month(year, number) for number in range(1, 13)]


def show_money(pesos: int | None) -> str:
    """«1.234» of M$; nothing for nothing."""
    return decimal(pesos // THOUSAND, 0).replace(MINUS, "-") if pesos else ""


def show_works(hundredths: int | None) -> str:
    return "" if hundredths is None else decimal(hundredths, 2).replace(MINUS, "-")


def figure(pesos: int | None) -> str:
    """M$ of a total: «1.234», a dash for nothing."""
    return decimal(pesos // THOUSAND, 0) if pesos else "–"


def percent(hundredths: int) -> str:
    return decimal(hundredths, 2) if hundredths else "–"


def read_money(text: str) -> int:
    """Pesos of what was typed in M$; a dash and an empty cell are zero."""
    if plain(text) in ("", "-"):
        return 0
    return (read_decimal(_of_one_cell(text), 0, THOUSANDS) or 0) * THOUSAND


def read_works(text: str) -> int | None:
    return None if plain(text) in ("", "-") else read_decimal(_of_one_cell(text), 2, PERCENT)


def _of_one_cell(text: str) -> str:
    """Two cells pasted into one would read as one figure: 200 and 300 as 200.300."""
    if len(re.split(r"[\t\r\n]+", text.strip())) > 1:
        raise Unreadable("Vienen varias celdas en una: escriba cada cifra en su mes.")
    return text


def money_of(text: str) -> int:
    """The same; what can't be read adds nothing to a total."""
    try:
        return read_money(text)
    except Unreadable:
        return 0


def items_of(contents: Contents, more: Iterable[str] = ()) -> list[LineItem]:
    """Line items of the cost and of the version, and those of these codes."""
    keys = {cost.line_item_id for cost in contents.costs} | {item for item, _ in contents.amounts}
    wanted = set(more)
    return [item for key, item in contents.items.items() if key in keys or item.code in wanted]


def read_typed(kept: Contents, year: int, said: Mapping[str, str]) -> Typed:
    """Only the cells that came are written: what the form did not carry stays."""
    items = items_of(kept, {name.partition("/")[0] for name in said})
    money = {
        (item, month): amount_cell(item.code, month) for item in items for month in months_of(year)
    }
    works = {month: progress_cell(month) for month in months_of(year)}
    errors: dict[str, str] = {}
    amounts = _read_cells(money, said, read_money, errors)
    progress = _read_cells(works, said, read_works, errors)
    return Typed(
        {key: amount or 0 for key, amount in amounts.items()},
        {month: reached for month, reached in progress.items() if reached is not None},
        frozenset((item.pk, month) for item, month in amounts),
        frozenset(progress),
        errors,
    )


def _read_cells(
    names: Mapping[K, str],
    said: Mapping[str, str],
    read: Callable[[str], int | None],
    errors: dict[str, str],
) -> dict[K, int | None]:
    """What came of these cells; what can't be read goes to `errors`."""
    found: dict[K, int | None] = {}
    for key, name in names.items():
        if name in said:
            try:
                found[key] = read(said[name])
            except Unreadable as error:
                errors[name] = str(error)
    return found
