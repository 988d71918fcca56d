"""A model text with the data of one case.

The substitution is our own, in one pass: what a value says is never read as a field again, and
nothing that a person typed is run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minga.acts.wording.blocks import escape, row
from minga.acts.wording.fields import FIELD, TABLE, case_kind, common_values, known_values
from minga.acts.wording.models import ModelText, ModelTextVersion
from minga.core.access import Access
from minga.core.cases import CaseTable
from minga.core.errors import DomainError
from minga.core.words import fold


@dataclass(frozen=True)
class Filled:
    """What it says of the case. `parts` by name: vistos, considerando, resuelvo; or body."""

    subject: str
    parts: dict[str, str] = field(default_factory=dict)
    # The version whose words these are.
    version: ModelTextVersion | None = None


class FieldsEmpty(DomainError):
    code = "wording.fields_empty"

    def __init__(self, names: list[str]) -> None:
        self.names = names
        shown = ", ".join(f"«{name}»" for name in names)
        super().__init__(
            f"Falta el dato de {shown}: complételo en el caso o escriba el texto sin ese campo."
        )


class TextNotInForce(DomainError):
    code = "wording.not_in_force"
    field = "model_text"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"El texto tipo «{title}» no tiene una versión vigente ese día: pida que la aprueben o "
            "elija otro."
        )


class WrongCase(DomainError):
    code = "wording.wrong_case"
    field = "case"

    def __init__(self, title: str, wanted: str) -> None:
        super().__init__(f"El texto tipo «{title}» es de {wanted}: elija uno.")


def fill(
    model_text: ModelText,
    case: Any,
    *,
    on: date,
    by: Access,
    extra: Mapping[str, Any] | None = None,
) -> Filled:
    """The words in force on a day, with what the case says that day. `extra`: fields that the
    caller knows (firmante, destinatario); they go before the case's. A field without its value is
    refused by its name."""
    version = model_text.in_force(on)
    if version is None:
        raise TextNotInForce(model_text.title)
    return fill_version(version, case, on=on, by=by, extra=extra)


def fill_version(
    version: ModelTextVersion,
    case: Any,
    *,
    on: date,
    by: Access,
    extra: Mapping[str, Any] | None = None,
    blanks: str = "",
) -> Filled:
    """`blanks`: what stands for a field without a value, «[{}]» for a sample; without it, such a
    field is refused."""
    values, tables = _data(version.model_text, case, on, extra)
    filling = _Filling(values, tables, blanks or "[{}]")
    subject = filling.of(version.subject)
    parts = {name: filling.of(text) for name, text in version.parts.items()}
    if filling.empty and not blanks:
        raise FieldsEmpty(filling.empty)
    return Filled(" ".join(subject.split()).replace(r"\|", "|"), parts, version)


def fill_words(text: str, values: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Words that are no model text, as those of a batch: what they say, and what was missing."""
    filling = _Filling(known_values(values), {}, "[{}]")
    return filling.of(text), filling.empty


def _data(
    text: ModelText, case: Any, on: date, extra: Mapping[str, Any] | None
) -> tuple[dict[str, str], dict[str, CaseTable]]:
    kind = case_kind(text.case_key)
    said: dict[str, Any] = {**common_values(on), "servicio": text.service.name}
    tables: dict[str, CaseTable] = {}
    if kind is not None:
        if case is None or not isinstance(case, kind.model):
            raise WrongCase(text.title, kind.label)
        said |= {"caso": kind.title(case), **kind.fields(case, on)}
        tables = {fold(name): table for name, table in kind.tables(case, on).items()}
    return known_values(said) | known_values(extra or {}), tables


class _Filling:
    """One pass over each text; what was missing is told once, at the end."""

    def __init__(
        self, values: Mapping[str, str], tables: Mapping[str, CaseTable], blanks: str
    ) -> None:
        self.values, self.tables, self.blanks = values, tables, blanks
        self.empty: list[str] = []

    def of(self, text: str) -> str:
        return "\n".join(self._line(line) for line in text.replace("\r\n", "\n").split("\n"))

    def _line(self, line: str) -> str:
        found = TABLE.fullmatch(line.strip())
        if found:
            return self._table(found["name"])
        return FIELD.sub(lambda match: self._value(match["name"]), line)

    def _value(self, name: str) -> str:
        value = self.values.get(fold(name), "")
        return escape(value) if value else self._missing(name)

    def _table(self, name: str) -> str:
        table = self.tables.get(fold(name))
        if table is None or not table.rows:
            return self._missing(name)
        return "\n".join([row(table.columns), *map(row, table.rows)])

    def _missing(self, name: str) -> str:
        if name not in self.empty:
            self.empty.append(name)
        return self.blanks.format(name)
