"""What an address asks of a list, and the address that asks it: one is read from the other.

Whatever can't be read is left out and said in a sentence; nothing that is typed in an address ends
in an error.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from minga.core.lists import spec as names
from minga.core.lists.filters import Data, Filter, Unknown, clean
from minga.core.lists.spec import Asking, Column, ListSpec

PANELS = ("filtros", "vistas", "columnas")
MOST_KEYS = 3
MOST_WORDS = 8
MOST_SAID = 3
MOST_QUERY = 2000
NUMBER = re.compile(r"[0-9]+")
Order = tuple[tuple[Column, bool], ...]


@dataclass(frozen=True)
class Asked:
    """A list as somebody asks for it: everything the address says, already understood."""

    spec: ListSpec
    asking: Asking
    values: Mapping[str, Any]
    words: str
    order: Order
    page: int
    columns: tuple[Column, ...]
    view: str = ""
    # Which of the panels stands open: filtros, vistas, columnas.
    panel: str = ""
    problems: tuple[str, ...] = ()
    # Field → what was typed in a filter that could not be read, to be mended where it was typed.
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def filtered(self) -> list[tuple[Filter, Any]]:
        """The filters in use, with their values."""
        return [(f, self.values[f.name]) for f in self.spec.filters if f.name in self.values]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.values or self.words)

    def but(self, **changes: Any) -> Self:
        """The same from its first page, with something else."""
        return replace(self, **{"page": 1, **changes})

    def without(self, item: Filter, rest: Any = None) -> Self:
        """With less of a filter, or with nothing of it."""
        values = {name: value for name, value in self.values.items() if name != item.name}
        return self.but(values=values if rest is None else {**values, item.name: rest})

    def sorted_by(self, column: Column) -> Self:
        """This column first, turned round when it was first already; what ruled before comes
        after."""
        first = self.order[0] if self.order else None
        backwards = first is not None and first[0] == column and not first[1]
        rest = [key for key in self.order if key[0] != column]
        return self.but(order=((column, backwards), *rest)[:MOST_KEYS])

    def pairs(self) -> list[tuple[str, str]]:
        """The parts of its address, always in the same order."""
        found = [pair for item, value in self.filtered for pair in item.write(value, self.asking)]
        if self.words:
            found.insert(0, (names.SEARCH, self.words))
        if self.order != _order(self.spec, self.spec.order)[0]:
            found.append((names.ORDER, ",".join(("-" * down) + c.name for c, down in self.order)))
        if self.columns != _columns(self.spec, "")[0]:
            found.append((names.COLUMNS, ",".join(column.name for column in self.columns)))
        if self.view:
            found.append((names.VIEW, self.view))
        if self.page > 1:
            found.append((names.PAGE, str(self.page)))
        return found

    def query(self) -> str:
        """`?estado=vigente&desde=01-01-2007`, or nothing when it asks for everything."""
        return urlencode(self.pairs(), safe=",-")

    def address(self, path: str = "", panel: str = "") -> str:
        """Where it is seen. Asking for everything says so: a bare address opens as one left it."""
        query = self.query()
        see = panel or ("" if query else "todo")
        return f"{path}?{query}{'&' if query and see else ''}{f'{names.SEE}={see}' if see else ''}"


def read(spec: ListSpec, asking: Asking, data: QueryDict) -> Asked:
    """Understand an address."""
    said = {name: data.getlist(name) for name in data}
    problems: list[str] = []
    values: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for item in spec.filters:
        before = len(problems)
        value = _value(item, said, asking, problems)
        if value is not None:
            values[item.name] = value
        if len(problems) > before:
            refused |= {name: _last(said, name)[:60] for name in item.params if name in said}
    words = _words(said, problems)
    order, strange = _order(spec, _last(said, names.ORDER) or spec.order)
    columns, unknown = _columns(spec, ",".join(said.get(names.COLUMNS, ())))
    problems += [*strange, *unknown, *_strangers(spec, said)]
    return Asked(
        spec,
        asking,
        values,
        words,
        order,
        _page(_last(said, names.PAGE), problems),
        columns,
        view=_last(said, names.VIEW)[:12],
        panel=_panel(said, refused),
        problems=tuple(problems),
        refused=refused,
    )


def _panel(said: Data, refused: Mapping[str, str]) -> str:
    """The one that is asked for; the filters, when what was typed in them is to be mended."""
    if refused and names.SENT in said:
        return "filtros"
    see = _last(said, names.SEE)
    return see if see in PANELS else ""


def read_query(spec: ListSpec, asking: Asking, query: str) -> Asked:
    """Understand an address that was kept: a saved view, an export, what was asked last time."""
    return read(spec, asking, parsed(query))


def parsed(query: str) -> QueryDict:
    """The parts of a query; nothing of one that is too long to be ours."""
    return QueryDict(query if len(query) <= MOST_QUERY * 4 else "")


def _last(data: Data, name: str) -> str:
    return (data.get(name) or [""])[-1]


def _value(item: Filter, data: Data, asking: Asking, problems: list[str]) -> Any:
    try:
        return item.read(data, asking)
    except Unknown as error:
        problems.append(error.sentence)
        return error.kept


def _words(data: Data, problems: list[str]) -> str:
    try:
        said = clean(_last(data, names.SEARCH), "Buscar") or ""
    except Unknown as error:
        problems.append(error.sentence)
        said = error.kept
    words = said.split()
    if len(words) > MOST_WORDS:
        problems.append(f"Buscar: se usaron las primeras {MOST_WORDS} palabras.")
    return " ".join(words[:MOST_WORDS])


def _order(spec: ListSpec, text: str) -> tuple[Order, list[str]]:
    """«-fecha,nombre»: the columns it sorts by, and what it asks for that can't be."""
    keys: list[tuple[Column, bool]] = []
    strange: list[str] = []
    for part in filter(None, text.split(",")):
        column = spec.column(part.removeprefix("-"))
        if column is None or not column.sorts_by:
            strange.append(part)
        elif column not in [key for key, _ in keys]:
            keys.append((column, part.startswith("-")))
    sentences = [f"No se puede ordenar por «{strange[0][:40]}»."] if strange else []
    if not keys and text != spec.order:
        keys = list(_order(spec, spec.order)[0])
    return tuple(keys[:MOST_KEYS]), sentences


def _columns(spec: ListSpec, text: str) -> tuple[tuple[Column, ...], list[str]]:
    """«numero,monto»: which columns are shown, in the order of the list; the lead one always."""
    asked = list(filter(None, text.split(",")))
    if not asked:
        return tuple(column for column in spec.columns if column.shown), []
    strange = [name for name in asked if spec.column(name) is None]
    sentences = [f"Esta lista no tiene la columna «{strange[0][:40]}»."] if strange else []
    chosen = tuple(column for column in spec.columns if column.lead or column.name in asked)
    return chosen, sentences


def _page(text: str, problems: list[str]) -> int:
    if not text:
        return 1
    digits = text.lstrip("0")
    if not NUMBER.fullmatch(digits):
        problems.append(f"«{text[:40]}» no es el número de una página: se muestra la primera.")
        return 1
    return int(digits[:9])


def _strangers(spec: ListSpec, data: Data) -> list[str]:
    """What the address says and no part of the list understands."""
    known = {name for item in spec.filters for name in item.params} | names.RESERVED
    unknown = [name for name in data if name not in known and name not in spec.also]
    if not unknown:
        return []
    return [f"Esta lista no conoce {_named(unknown)}: no se tomó en cuenta."]


def _named(strange: Sequence[str]) -> str:
    some = ", ".join(f"«{name[:40]}»" for name in strange[:MOST_SAID])
    return some + (" ni lo que sigue" if len(strange) > MOST_SAID else "")
