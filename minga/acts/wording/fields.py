"""What a model text may name: fields `{{ campo }}` and tables `[[ tabla ]]`, and what they say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.utils.formats import date_format

from minga.core.cases import CaseKind, case_kinds
from minga.core.errors import DomainError
from minga.core.words import fold

FIELD = re.compile(r"\{\{\s*(?P<name>[^{}\n]*?)\s*\}\}")
TABLE = re.compile(r"\[\[\s*(?P<name>[^\[\]\n]*?)\s*\]\]")
LOOSE = re.compile(r"\{\{|\}\}|\[\[|\]\]")

COMMON = {
    "fecha": "el día en que se llena, «30 de noviembre de 2007»",
    "año": "el año de ese día",
    "servicio": "nombre del servicio",
    "firmante": "quien firma",
    "cargo del firmante": "su cargo, con «(S)» si subroga",
}
CASE = {"caso": "el caso, como se titula en su página"}
_of_kind: dict[str, dict[str, str]] = {
    "resolution": {
        "acto anterior": "el acto que este modifica, rectifica o deja sin efecto",
        "fecha del acto anterior": "su fecha",
    },
    "letter": {
        "destinatario": "a quien va dirigido",
        "cargo del destinatario": "su cargo",
        "institución del destinatario": "su institución",
    },
}


def declare_fields(kind: str, names: Mapping[str, str]) -> None:
    """At start: what an area gives by `extra` when it fills a text of a kind (resolution,
    letter)."""
    _of_kind.setdefault(kind, {}).update(names)


def case_kind(key: str) -> CaseKind | None:
    """None of a text about no case, or of an area that is no longer installed."""
    return next((kind for kind in case_kinds() if kind.key == key), None)


def field_names(kind: str, case_key: str) -> dict[str, str]:
    """Every field that a text may name, with what it says."""
    case = case_kind(case_key)
    own = {**CASE, **case.field_names} if case else {}
    return {**COMMON, **_of_kind.get(kind, {}), **own}


def table_names(case_key: str) -> dict[str, str]:
    case = case_kind(case_key)
    return dict(case.table_names) if case else {}


def long_date(day: date) -> str:
    """«30 de noviembre de 2007»."""
    return date_format(day, r"j \d\e F \d\e Y")


def common_values(on: date) -> dict[str, str]:
    return {"fecha": long_date(on), "año": str(on.year)}


@dataclass(frozen=True)
class Fault:
    """What a text names and nobody knows, and what it was probably meant to be."""

    shown: str
    proposal: str = ""

    def __str__(self) -> str:
        near = f" ¿Quiso decir {self.proposal}?" if self.proposal else ""
        return f"No existe {self.shown}.{near}"


class UnknownField(DomainError):
    """A text is written with a name that nothing would fill. `part` is where."""

    code = "wording.unknown_field"

    def __init__(self, part: str, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.field = part


def faults(text: str, kind: str, case_key: str) -> list[str]:
    """Everything that is wrong with the names of a text, in sentences."""
    return [str(fault) for fault in _unknown(text, kind, case_key)] + list(_loose(text))


def _unknown(text: str, kind: str, case_key: str) -> Iterator[Fault]:
    for pattern, known, show in (
        (FIELD, field_names(kind, case_key), "{{{{ {} }}}}"),
        (TABLE, table_names(case_key), "[[ {} ]]"),
    ):
        names = {fold(name): name for name in known}
        for found in dict.fromkeys(match["name"] for match in pattern.finditer(text)):
            if fold(found) in names:
                continue
            near = get_close_matches(fold(found), names, n=1, cutoff=0.6)
            proposal = show.format(names[near[0]]) if near else ""
            yield Fault("«" + show.format(found[:60]) + "»", f"«{proposal}»" if near else "")


def _loose(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        alone = TABLE.sub("", FIELD.sub("", line))
        if LOOSE.search(alone):
            yield f"Complete o borre las llaves de «{line.strip()[:60]}»."
        if TABLE.search(line) and not TABLE.fullmatch(line.strip()):
            yield f"Deje la tabla sola en su línea: «{line.strip()[:60]}»."


def known_values(values: Mapping[str, Any]) -> dict[str, str]:
    """By the folded name, as texts: «AÑO» and «año» are the same field."""
    return {fold(name): str(value or "").strip() for name, value in values.items()}
