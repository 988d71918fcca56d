"""The shape of each parameter of a norm: what its values are called, in which unit, within which
limits. A file of `params/` says it under `about`, and then its dated tables:

    [about]                       title of the file, as a person reads it
    [about.NAME]                  title and help of a parameter
    [[about.NAME.values]]         name, title, kind; unit, help, places, least, most, options;
                                  of rows: most_rows and columns (the same again, and order)
    [[NAME]]                      since, source, verified and a value for each name

In TOML an amount is written as the norm writes it («12.5» UF, «2.5» percent); from here on it is a
whole number of its smallest unit: 1/10.000 UF, or the `places` of a percentage.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

UF_PLACES = 4
LARGEST = 10**12
OWN = ("since", "source", "verified")


class Kind(StrEnum):
    INTEGER = "integer"
    PERCENT = "percent"
    UF = "uf"
    PESOS = "pesos"
    DAYS = "days"
    CHOICE = "choice"
    ROWS = "rows"


class Why(StrEnum):
    """What is wrong with a value."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    NOT_WHOLE = "not_whole"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    NO_OPTION = "no_option"
    MANY_ROWS = "many_rows"
    OUT_OF_ORDER = "out_of_order"


@dataclass(frozen=True)
class Fault:
    """Where: the value, and of rows which one (from 0) and its column."""

    value: str
    why: Why
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Value:
    """One value of a parameter, or one column of its rows. `least` and `most` in the smallest unit.
    `order`: of a column, «falling» or «rising» from one row to the next."""

    name: str
    title: str
    kind: Kind
    unit: str = ""
    help: str = ""
    places: int = 0
    least: int = 0
    most: int = LARGEST
    order: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    columns: "tuple[Value, ...]" = ()
    most_rows: int = 6

    def faults(self, found: Any) -> Iterator[Fault]:
        if self.kind is Kind.ROWS:
            yield from self._faults_of_rows(found)
        elif why := self.fault(found):
            yield Fault(self.name, why)

    def fault(self, found: Any) -> Why | None:
        """Of a single value."""
        if found is None:
            return Why.MISSING
        if self.kind is Kind.CHOICE:
            return None if found in self.options else Why.NO_OPTION
        if not isinstance(found, int) or isinstance(found, bool):
            return Why.NOT_WHOLE
        if found < self.least:
            return Why.TOO_LITTLE
        return Why.TOO_MUCH if found > self.most else None

    def _faults_of_rows(self, found: Any) -> Iterator[Fault]:
        if not isinstance(found, list) or not found:
            yield Fault(self.name, Why.MISSING)
            return
        if len(found) > self.most_rows:
            yield Fault(self.name, Why.MANY_ROWS)
        for at, row in enumerate(found):
            if set(row) - {column.name for column in self.columns}:
                yield Fault(self.name, Why.UNKNOWN, at)
            for column in self.columns:
                if why := column.fault(row.get(column.name)):
                    yield Fault(self.name, why, at, column.name)
                elif at and not _in_order(column, found[at - 1].get(column.name), row[column.name]):
                    yield Fault(self.name, Why.OUT_OF_ORDER, at, column.name)


def _in_order(column: Value, before: Any, now: int) -> bool:
    if not column.order or not isinstance(before, int):
        return True
    return now < before if column.order == "falling" else now > before


@dataclass(frozen=True)
class Shape:
    """A parameter: what it is called, its values, and the dated tables that the package brings."""

    file: str
    name: str
    of: str  # the title of its file
    title: str
    help: str
    values: tuple[Value, ...]
    rows: tuple[dict[str, Any], ...] = ()

    @property
    def first(self) -> date:
        """Before this day the norm says nothing."""
        since: date = self.rows[0]["since"]
        return since

    def faults(self, values: Mapping[str, Any]) -> list[Fault]:
        known = {value.name for value in self.values}
        unknown = [Fault(name, Why.UNKNOWN) for name in values if name not in known]
        return unknown + [
            fault for value in self.values for fault in value.faults(values.get(value.name))
        ]


class BadParameters(ValueError):
    """A file of the package that is not written as it should: our mistake."""


def known_files() -> tuple[str, ...]:
    names = (path.name for path in (files("minga.rules") / "params").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def shapes(file: str) -> dict[str, Shape]:
    """Of a file of the package, by name, in the order in which it tells them."""
    text = (files("minga.rules") / "params" / f"{file}.toml").read_text(encoding="utf-8")
    return read(file, text)


def read(file: str, text: str) -> dict[str, Shape]:
    """Raises BadParameters when it is not whole: nothing of it rules then."""
    told = tomllib.loads(text, parse_float=Decimal)
    about = told.pop("about", {})
    try:
        title = about.pop("title")
        if set(about) != set(told):
            raise BadParameters(f"{file}: {sorted(set(about) ^ set(told))} is told only once")
        return {name: _shape(file, name, title, about[name], told[name]) for name in about}
    except (KeyError, TypeError, AttributeError) as error:
        raise BadParameters(f"{file}: {error!r}") from error


def _shape(
    file: str, name: str, of: str, about: dict[str, Any], tables: Sequence[dict[str, Any]]
) -> Shape:
    values = tuple(_value(said) for said in about["values"])
    shape = Shape(file, name, of, about["title"], about.get("help", ""), values)
    rows = tuple(_row(shape, dict(table)) for table in tables)
    days = [row["since"] for row in rows]
    if not days or sorted(set(days)) != days:
        raise BadParameters(f"{file}, {name}: its days are not in order")
    return Shape(file, name, of, shape.title, shape.help, values, rows)


def _value(said: dict[str, Any]) -> Value:
    kind = Kind(said["kind"])
    places = UF_PLACES if kind is Kind.UF else said.get("places", 0)
    limits = {key: _scaled(said[key], places) for key in ("least", "most") if key in said}
    if kind is Kind.PERCENT:
        limits.setdefault("most", 100 * 10**places)
    more = {key: said[key] for key in ("unit", "help", "order", "most_rows") if key in said}
    return Value(
        said["name"], said["title"], kind, places=places, options=said.get("options", {}),
        columns=tuple(_value(column) for column in said.get("columns", ())), **limits, **more,
    )  # fmt: skip


def _row(shape: Shape, table: dict[str, Any]) -> dict[str, Any]:
    since, source, verified = (table.pop(key) for key in OWN)
    whole = {value.name: _whole(value, table[value.name]) for value in shape.values}
    wrong = shape.faults(whole) or set(table) - set(whole)
    if wrong or type(since) is not date or not source or not isinstance(verified, bool):
        raise BadParameters(f"{shape.file}, {shape.name}, {since}: {wrong or 'source or verified'}")
    return {"since": since, "source": source, "verified": verified, "values": whole}


def _whole(value: Value, said: Any) -> Any:
    if value.kind is Kind.ROWS:
        by_name = {column.name: column for column in value.columns}
        return [
            {
                key: _whole(by_name[key], cell) if key in by_name else cell
                for key, cell in row.items()
            }
            for row in said
        ]
    return said if value.kind is Kind.CHOICE else _scaled(said, value.places)


def _scaled(said: Any, places: int) -> Any:
    """Exact, or left as it is for `faults` to refuse."""
    if isinstance(said, bool) or not isinstance(said, int | Decimal):
        return said
    scaled = Decimal(said).scaleb(places)
    return int(scaled) if scaled == scaled.to_integral_value() else said
