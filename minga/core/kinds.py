"""What a column holds: read from a cell, shown on a page, written to a workbook.

Lists, imports, exports and the templates of workbooks share these, so that what goes out can come
back in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from minga.core.columns import Failures, cell_by_cell, dates, integers, scaled, texts
from minga.core.errors import Unreadable
from minga.core.money import pesos, read_pesos, read_uf, uf
from minga.core.months import read_month
from minga.core.numbers import decimal, plain, read_integer, whole
from minga.core.rut import read_rut, show_rut
from minga.core.words import fold, read_boolean, read_date, read_percent, read_text

Cell = str | int | float | date | None
Parse = Callable[[object], Any]
Fast = Callable[[Sequence[object]], list[Any] | None]


@dataclass(frozen=True)
class Kind:
    """One kind of value. `parse` takes a cell or a typed text and gives the value, nothing for an
    empty one; `fast` reads a whole column of native cells, or gives up."""

    name: str
    label: str
    parse: Parse
    show: Callable[[Any], str]
    cell: Callable[[Any], Cell]
    is_number: bool = False
    excel: str = "@"
    fast: Fast | None = None
    # The words among which one chooses, where there are few.
    options: tuple[str, ...] = ()

    def parse_many(self, cells: Sequence[object]) -> tuple[list[Any], Failures]:
        """The values of a column and what can't be read of it, by position."""
        return cell_by_cell(self.parse, self.fast, cells)


def _shown(show: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "" if value is None else show(value)


def _as_it_is(value: Any) -> Cell:
    cell: Cell = value
    return cell


def text(max_length: int = 0) -> Kind:
    """A text, of at most so many characters."""
    label = f"texto de hasta {whole(max_length)} caracteres" if max_length else "texto"
    return Kind(
        "text",
        label,
        lambda value: read_text(value, max_length),
        _shown(str),
        _as_it_is,
        fast=lambda cells: texts(cells, max_length),
    )


def choice(labels: Mapping[str, str]) -> Kind:
    """One of a few words, known by its label or by the value behind it."""
    known = {fold(label): value for value, label in labels.items()}
    known |= {fold(value): value for value in labels if fold(value) not in known}

    def parse(value: object) -> str | None:
        said = read_text(value)
        if said is None:
            return None
        if fold(said) in known:
            return known[fold(said)]
        raise _not_a_choice(said, labels.values())

    return Kind(
        "choice",
        f"una de estas palabras: {', '.join(labels.values())}",
        parse,
        _shown(lambda value: labels.get(value, str(value))),
        lambda value: None if value is None else labels.get(value, value),
        options=tuple(labels.values()),
    )


def _not_a_choice(said: str, labels: Iterable[str]) -> Unreadable:
    words = list(labels)
    folded = {fold(word): word for word in words}
    near = get_close_matches(fold(said), folded, n=1, cutoff=0.7)
    some = ", ".join(f"«{word}»" for word in words[:8]) + (" …" if len(words) > 8 else "")
    return Unreadable(
        f"«{said[:40]}» no está entre {some}.",
        f"«{folded[near[0]]}»" if near else "",
    )


def _percent(value: int) -> str:
    # «1.000 %» could be one and a bit: a decimal tells.
    return f"{decimal(value, 2, least=1 if abs(value) >= 100_000 else 0)} %"


def _percent_cell(value: int | None) -> Cell:
    """As a number, but for what a percent format could have made: «0,5» may be 0,5 % or 50 %."""
    if value is None:
        return None
    return _percent(value) if 0 < abs(value) <= 100 else value / 100


TEXT = text()
INTEGER = Kind(
    "integer",
    "número entero",
    read_integer,
    _shown(whole),
    _as_it_is,
    is_number=True,
    excel="#,##0",
    fast=integers,
)
YEAR = Kind(
    "year",
    "año de cuatro cifras",
    read_integer,
    _shown(str),
    _as_it_is,
    is_number=True,
    excel="0",
    fast=integers,
)
PESOS = Kind(
    "pesos",
    "pesos sin decimales",
    read_pesos,
    _shown(pesos),
    _as_it_is,
    is_number=True,
    excel='"$ "#,##0',
    fast=integers,
)
UF = Kind(
    "uf",
    "UF de hasta 4 decimales",
    read_uf,
    _shown(uf),
    lambda value: None if value is None else value / 10_000,
    is_number=True,
    excel="#,##0.00##",
    fast=lambda cells: scaled(cells, 10_000),
)
PERCENT = Kind(
    "percent",
    "porcentaje de hasta 2 decimales",
    read_percent,
    _shown(_percent),
    _percent_cell,
    is_number=True,
    excel='0.##" %"',
)
DATE = Kind(
    "date",
    "fecha dd-mm-aaaa",
    read_date,
    _shown(lambda value: f"{value:%d-%m-%Y}"),
    _as_it_is,
    excel="dd-mm-yyyy",
    fast=dates,
)
MONTH = Kind(
    "month",
    "mes aaaa-mm",
    read_month,
    _shown(lambda value: value.name),
    lambda value: None if value is None else value.first,
    excel="yyyy-mm",
)
RUT = Kind("rut", "RUT con dígito verificador", read_rut, _shown(show_rut), _shown(show_rut))
BOOLEAN = Kind(
    "boolean",
    "sí o no",
    read_boolean,
    _shown(lambda value: "sí" if value else "no"),
    lambda value: None if value is None else "sí" if value else "no",
    options=("sí", "no"),
)

__all__ = [
    "BOOLEAN", "DATE", "INTEGER", "MONTH", "PERCENT", "PESOS", "RUT", "TEXT", "UF", "YEAR",
    "Kind", "Unreadable", "choice", "plain", "text",
]  # fmt: skip
