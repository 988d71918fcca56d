"""Values of a parameter as a person reads them, and what is wrong with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify

from minga.core.money import pesos, uf
from minga.core.numbers import decimal, whole
from minga.rules.shapes import Fault, Kind, Shape, Value, Why

SENTENCES = {
    Why.MISSING: "Falta un valor.",
    Why.UNKNOWN: "Hay un valor que este parámetro no tiene.",
    Why.NOT_WHOLE: "Escriba un número.",
    Why.NO_OPTION: "Elija una de las opciones.",
    Why.MANY_ROWS: "Son demasiadas filas.",
}


def shown(value: Value, found: Any) -> str:
    """«90 puntos», «2,5 %», «UF 12,50», «hábiles»; of rows, one after another."""
    if value.kind is Kind.ROWS:
        return "; ".join(_row(value.columns, row) for row in found)
    if value.kind is Kind.CHOICE:
        return value.options.get(found, str(found))
    if value.kind is Kind.UF:
        return uf(found)
    if value.kind is Kind.PESOS:
        return pesos(found)
    if value.kind is Kind.PERCENT:
        return f"{decimal(found, value.places)}\u00a0%"
    unit = value.unit or ("días" if value.kind is Kind.DAYS else "")
    return f"{whole(found)}\u00a0{unit}".strip()


def _row(columns: Iterable[Value], row: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{column.title.lower()} {shown(column, row[column.name])}" for column in columns
    )


def told(shape: Shape, values: Mapping[str, Any]) -> str:
    """All in one line: «tramos: desde 90 puntos, parte del incremento 100 %; …»."""
    return ". ".join(
        f"{value.title}: {shown(value, values[value.name])}"
        for value in shape.values
        if value.name in values
    )


def sentence(value: Value, why: Why) -> str:
    if why is Why.TOO_LITTLE:
        return f"{_titled(value)} no baja de {shown(value, value.least)}."
    if why is Why.TOO_MUCH:
        return f"{_titled(value)} no pasa de {shown(value, value.most)}."
    if why is Why.OUT_OF_ORDER:
        order = "mayor a menor" if value.order == "falling" else "menor a mayor"
        return f"{_titled(value)} va de {order}, sin repetirse."
    if why is Why.MISSING:
        return f"Complete «{value.title}»."
    return SENTENCES[why]


def _titled(value: Value) -> str:
    return f"«{value.title}»"


def sentences(shape: Shape, faults: Iterable[Fault]) -> list[str]:
    """Each once, in the order in which they were found."""
    by_name = {value.name: value for value in shape.values}
    found = []
    for fault in faults:
        value = by_name.get(fault.value)
        columns = {column.name: column for column in value.columns} if value else {}
        value = columns.get(fault.column, value)
        said = sentence(value, fault.why) if value else SENTENCES[Why.UNKNOWN]
        found.append(f"Fila {fault.row + 1}: {said}" if fault.row is not None else said)
    return list(dict.fromkeys(found))


def slug_of(shape: Shape) -> str:
    """In the address of its page."""
    return slugify(shape.title)
