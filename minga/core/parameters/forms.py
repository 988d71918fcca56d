"""Proposing a correction: its fields are those of the shape of its parameter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from minga.core.forms import DateInput, MingaForm
from minga.core.money import PESOS_UNIT, UF_UNIT, AmountInput
from minga.core.numbers import Unit
from minga.core.parameters import words
from minga.core.parameters.actions import Said
from minga.rules.parameters import Parameter
from minga.rules.shapes import Fault, Kind, Shape, Value, Why

SPARE_ROWS = 2
UNITS = {
    Kind.UF: UF_UNIT,
    Kind.PESOS: PESOS_UNIT,
    Kind.PERCENT: Unit("un porcentaje", ("%",), "50"),
    Kind.DAYS: Unit("un número de días", ("días", "día"), "30"),
}
MARKS = {Kind.UF: "UF", Kind.PESOS: "$", Kind.PERCENT: "%", Kind.DAYS: "días"}
COUNTED = Unit("un número entero", (), "90")


class FigureInput(AmountInput):
    """A figure of a norm, within its limits, in the smallest unit."""

    default_error_messages = {"required": "Escriba el valor."}

    def __init__(self, value: Value, **kwargs: Any) -> None:
        self.places, self.unit = value.places, UNITS.get(value.kind, COUNTED)
        super().__init__(min_value=value.least, max_value=value.most, **kwargs)


def field_of(value: Value, label: str, *, required: bool = True) -> forms.Field:
    if value.kind is Kind.CHOICE:
        choices = [("", "Elija"), *value.options.items()]
        return forms.ChoiceField(
            label=label,
            choices=choices,
            required=required,
            help_text=value.help,
            error_messages={"required": "Elija una de las opciones."},
        )
    return FigureInput(value, label=label, required=required, help_text=value.help)


def marked(value: Value) -> str:
    """«Garantía de fiel cumplimiento (%)»."""
    mark = value.unit or MARKS.get(value.kind, "")
    return f"{value.title} ({mark})" if mark else value.title


@dataclass
class Group:
    """A value as the template draws it: one field, or rows of cells."""

    value: Value
    single: BoundField | None = None
    heads: list[str] = field(default_factory=list)
    rows: list[list[BoundField]] = field(default_factory=list)


class CorrectionForm(MingaForm):
    """`fixed`: the day of one that is replaced, which does not change."""

    since = forms.DateField(
        label="Rige desde",
        widget=DateInput(),
        error_messages={
            "required": "Escriba desde qué día rige.",
            "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 01-01-2008.",
        },
    )
    source = forms.CharField(
        label="Norma o acto",
        max_length=200,
        help_text="Quién lo fija, con su número y artículo.",
        error_messages={
            "required": "Escriba la norma o el acto que fija estos valores.",
            "max_length": "Use hasta 200 letras.",
        },
    )
    verified = forms.BooleanField(
        label="Lo comparé con el texto de la norma",
        required=False,
        help_text="Sin esto, el parámetro se muestra «sin verificar».",
    )
    read_in = forms.CharField(
        label="Dónde lo leyó",
        max_length=200,
        required=False,
        help_text="Por ejemplo, Diario Oficial del 26-03-1998.",
        error_messages={"max_length": "Use hasta 200 letras."},
    )
    reason = forms.CharField(
        label="Motivo",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba el motivo: queda en el registro.",
            "max_length": "Use hasta 500 letras.",
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        shape: Shape,
        fixed: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.shape, self.fixed = shape, fixed
        if fixed:
            del self.fields["since"]
        later = {name: self.fields.pop(name) for name in list(self.fields) if name != "since"}
        for value in shape.values:
            self._add(value)
        self.fields |= later

    def _add(self, value: Value) -> None:
        if value.kind is not Kind.ROWS:
            self.fields[value.name] = field_of(value, marked(value))
            return
        for at in range(self._rows(value)):
            for column in value.columns:
                label = f"{marked(column)}, fila {at + 1}"
                self.fields[cell(value, at, column)] = field_of(column, label, required=False)

    def _rows(self, value: Value) -> int:
        """Those that are filled and some more; after a refusal, those that were sent."""
        told = self.data if self.is_bound else self.initial
        found = (re.fullmatch(rf"{value.name}-(\d{{1,3}})-\w+", key) for key in told)
        filled = max((int(match[1]) + 1 for match in found if match), default=0)
        spare = 0 if self.is_bound and filled else SPARE_ROWS
        return min(value.most_rows, max(filled + spare, 1))

    def groups(self) -> list[Group]:
        return [self._group(value) for value in self.shape.values]

    def _group(self, value: Value) -> Group:
        if value.kind is not Kind.ROWS:
            return Group(value, single=self[value.name])
        rows = [
            [self[cell(value, at, column)] for column in value.columns]
            for at in range(self._rows(value))
        ]
        return Group(value, heads=[marked(column) for column in value.columns], rows=rows)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("verified") and not data.get("read_in", "").strip():
            self.add_error("read_in", "Escriba dónde leyó el texto de la norma.")
        if not data.get("verified") and data.get("read_in", "").strip():
            self.add_error("verified", "Si lo leyó ahí, marque que lo comparó; si no, bórrelo.")
        self.values = {value.name: self._read(value, data) for value in self.shape.values}
        return data

    def _read(self, value: Value, data: Mapping[str, Any]) -> Any:
        if value.kind is not Kind.ROWS:
            return data.get(value.name)
        found = {at: self._row(value, at, data) for at in range(self._rows(value))}
        filled = {at: row for at, row in found.items() if self._is_told(value, at, row)}
        places = list(filled)
        for fault in value.faults(list(filled.values())):
            self._refuse_row(value, fault, places)
        return list(filled.values())

    def _row(self, value: Value, at: int, data: Mapping[str, Any]) -> dict[str, Any]:
        cells = {column.name: data.get(cell(value, at, column)) for column in value.columns}
        return {name: found for name, found in cells.items() if found not in (None, "")}

    def _is_told(self, value: Value, at: int, row: Mapping[str, Any]) -> bool:
        return bool(row) or any(cell(value, at, column) in self.errors for column in value.columns)

    def _refuse_row(self, value: Value, fault: Fault, places: list[int]) -> None:
        columns = {column.name: column for column in value.columns}
        first = value.columns[0]
        column = columns.get(fault.column, first)
        name = cell(value, places[fault.row] if fault.row is not None else 0, column)
        if name in self.errors:
            return
        said = words.sentence(column, fault.why)
        if fault.row is None and fault.why is Why.MISSING:
            said = "Escriba al menos una fila."
        self.add_error(name, said)

    def said(self) -> Said:
        data = self.cleaned_data
        since = self.fixed or data["since"]
        return Said(since, self.values, data["source"], data["read_in"])


def cell(value: Value, at: int, column: Value) -> str:
    return f"{value.name}-{at}-{column.name}"


def initial_of(shape: Shape, now: Parameter) -> dict[str, Any]:
    """The form begins with what rules."""
    told: dict[str, Any] = {"source": now.source}
    for value in shape.values:
        found = now.values.get(value.name)
        if value.kind is not Kind.ROWS:
            told[value.name] = found
            continue
        for at, row in enumerate(found or ()):
            told |= {cell(value, at, column): row.get(column.name) for column in value.columns}
    return told


class DiscardForm(MingaForm):
    reason = forms.CharField(
        label="Por qué se desiste",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba el motivo: queda en el registro.",
            "max_length": "Use hasta 500 letras.",
        },
    )
