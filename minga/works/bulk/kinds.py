"""Lists in one cell, «Iquique 70; Pica 30»: read, shown, written, compared as a whole."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from minga.core.errors import Unreadable
from minga.core.kinds import Kind
from minga.core.numbers import decimal, read_decimal, read_integer, whole
from minga.core.words import fold, read_text
from minga.works.models import SourceKind

SEPARATOR = re.compile(r"[;\n]")
SHARE = re.compile(r"(?P<commune>.*?\S)[ :]+(?P<part>[0-9][0-9.,]*) *%?")
COST = re.compile(r"(?P<item>.*?\S) +(?P<year>[0-9]{4}) *: *(?P<amount>\S.*)")
SOURCE = re.compile(r"(?P<kind>[^(:]*[^(: ]) *(?:\((?P<body>.*)\))? *: *(?P<amount>\S.*)")
# One word for each: those of the pages have commas and parentheses.
SOURCE_WORDS = {
    SourceKind.SECTOR.value: "sector",
    SourceKind.OTHER_SECTOR.value: "otro sector",
    SourceKind.REGIONAL.value: "FNDR",
    SourceKind.MUNICIPALITY.value: "municipalidad",
    SourceKind.PRIVATE.value: "privados",
    SourceKind.CITIZENS.value: "vecinos",
}
SOURCE_KINDS = {fold(word): kind for kind, word in SOURCE_WORDS.items()} | {
    fold(label): kind for kind, label in SourceKind.choices
}
Item = Any


def _list(name: str, label: str, read: Callable[[str], Item], told: Callable[[Item], str]) -> Kind:
    def parse(value: object) -> tuple[Item, ...] | None:
        text = read_text(value)
        parts = [part.strip() for part in SEPARATOR.split(text or "")]
        return tuple(read(part) for part in parts if part) or None

    def show(value: Iterable[Item] | None) -> str:
        return "; ".join(told(item) for item in value or ())

    return Kind(name, label, parse, show, lambda value: show(value) or None)


def _share(text: str) -> tuple[str, int]:
    found = SHARE.fullmatch(text)
    if found is None:
        raise Unreadable(f"«{text[:40]}» no es una comuna con su porcentaje.", "«Iquique 70»")
    return found["commune"], read_decimal(found["part"], 2) or 0


def _cost(text: str) -> tuple[str, int, int]:
    found = COST.fullmatch(text)
    if found is None:
        example = "«31-02-004 2008: 500.000»"
        raise Unreadable(f"«{text[:40]}» no es una asignación con su año y su monto.", example)
    return found["item"], int(found["year"]), _amount(found["amount"])


def _source(text: str) -> tuple[str, str, int]:
    found = SOURCE.fullmatch(text)
    kind = SOURCE_KINDS.get(fold(found["kind"])) if found else None
    if found is None or kind is None:
        raise Unreadable(
            f"«{text[:40]}» no es una fuente con su monto.", "«municipalidad (Iquique): 25.000»"
        )
    return kind, (found["body"] or "").strip(), _amount(found["amount"])


def _amount(text: str) -> int:
    return read_integer(text.removeprefix("M$").strip()) or 0


def _told_source(item: tuple[str, str, int]) -> str:
    kind, body, amount = item
    return f"{SOURCE_WORDS[kind]}{f' ({body})' if body else ''}: {whole(amount)}"


SHARES = _list(
    "shares", "comunas con su porcentaje, separadas por «;»", _share,
    lambda item: f"{item[0]} {decimal(item[1], 2, least=0)}",
)  # fmt: skip
COSTS = _list(
    "costs", "asignación, año y miles de pesos, separados por «;»", _cost,
    lambda item: f"{item[0]} {item[1]}: {whole(item[2])}",
)  # fmt: skip
SOURCES = _list("sources", "fuentes con miles de pesos, separadas por «;»", _source, _told_source)
NAMES = _list("names", "nombres del catálogo, separados por «;»", lambda text: (text,),
              lambda item: str(item[0]))  # fmt: skip
