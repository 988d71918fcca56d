"""From the columns of a workbook to what is compared: each word as it is always written, and the
numbered columns as one list. What can't be read is told at its cell."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from minga.core.imports.spec import Problem
from minga.core.words import fold
from minga.territory.models.shares import WHOLE
from minga.works.bulk.columns import NAMED, PARTS, Part
from minga.works.bulk.there import in_order
from minga.works.bulk.words import Known, Words
from minga.works.forms.fields import MOST
from minga.works.forms.money import FIRST_YEAR, LAST_YEAR
from minga.works.locations import POINT
from minga.works.models.costs import THOUSAND

WORDS = {
    "unit": "una unidad del servicio",
    "principal": "una institución que encargue proyectos",
    "product_line": "un producto de las definiciones estratégicas vigentes",
    "shares": "una comuna de la región del servicio",
    "frames": "una iniciativa regional del catálogo",
    "commitments": "un compromiso del catálogo",
    "costs": "una asignación en que se escriba el costo de un proyecto",
    "sources": "una institución registrada",
}


class Wrong(Exception):
    """Of one item: which of its pieces, what is wrong, what to write."""

    def __init__(self, piece: int, sentence: str, mend: str = "") -> None:
        self.piece, self.sentence, self.mend = piece, sentence, mend
        super().__init__(sentence)


def settle(values: dict[str, list[Any]], known: Known, cells: dict[str, str]) -> Iterator[Problem]:
    """`cells` is filled with the column at which to tell what is wrong with a whole part."""
    yield from _service(values, known)
    for name in NAMED:
        if name in values:
            yield from _words(values, name, known[name])
    _shapes(values)
    for part in PARTS:
        came = [name for name in (*part.columns, part.name) if name in values]
        if came:
            cells[part.name] = came[0]
            yield from _gather(values, part, known)


def _service(values: dict[str, list[Any]], known: Known) -> Iterator[Problem]:
    """The one of who loads it; of another, nothing is taken."""
    own = known.service
    names = {fold(own.short_name), fold(own.name)}
    label = own.short_name.strip()
    column = values.get("service", [])
    strangers = {said for said in set(column) if said is not None and fold(said) not in names}
    for number, said in enumerate(column):
        if said in strangers:
            sentence = f"El proyecto es de «{said}»: lo escribe quien lo formula allí."
            mend = f"Quite la fila, o escriba «{label}» si es de su servicio."
            yield Problem(number, "service", sentence, code="service", proposal=mend)
        column[number] = label


def _words(values: dict[str, list[Any]], name: str, words: Words) -> Iterator[Problem]:
    column = values[name]
    for number, said in enumerate(column):
        if said is None:
            continue
        label = words.label(said)
        if label is None:
            yield _stranger(number, name, name, said, words)
        column[number] = label


def _stranger(number: int, field: str, name: str, said: str, words: Words) -> Problem:
    sentence = f"«{said[:60]}» no es {WORDS[name]}."
    return Problem(number, field, sentence, code="unknown", proposal=words.near(said))


def _shapes(values: dict[str, list[Any]]) -> None:
    """Without corners nothing is drawn; what is drawn without a kind is a point."""
    if "corners" not in values:
        values.pop("shape", None)
        return
    corners = values["corners"]
    shapes = values.get("shape") or [None] * len(corners)
    values["shape"] = [
        (shape or POINT) if text else None for shape, text in zip(shapes, corners, strict=True)
    ]


def _gather(values: dict[str, list[Any]], part: Part, known: Known) -> Iterator[Problem]:
    count = len(next(iter(values.values())))
    empty: list[Any] = [None] * count
    reader = _Reader(part, known[part.name])
    columns, fields = [], []
    for number in range(1, part.slots + 1):
        names = part.slot(number)
        pieces = [values.pop(name, empty) for name in names]
        if all(column.count(None) == count for column in pieces):
            continue
        columns.append(reader.column(pieces, names))
        fields.append(names[0])
    listed = values.get(part.name, empty)
    if listed.count(None) < count:
        columns.append(reader.lists(listed))
        fields.append(part.name)
    values[part.name] = reader.rows(columns, fields, count)
    yield from reader.problems


class _Reader:
    """Reads the items of a part; the same pieces are read once."""

    def __init__(self, part: Part, words: Words) -> None:
        self.part, self.words = part, words
        self.problems: list[Problem] = []
        self._read = READERS[part.name]
        self._known: dict[Sequence[Any], Any] = {(None,) * len(part.pieces): None}
        self._rows: dict[tuple[Any, ...], tuple[Any, ...] | None] = {}

    def item(self, pieces: Sequence[Any], number: int, fields: Sequence[str]) -> Any:
        if pieces not in self._known:
            try:
                self._known[pieces] = self._read(pieces, self.words)
            except Wrong as wrong:
                self._known[pieces] = wrong
        found = self._known[pieces]
        if isinstance(found, Wrong):
            field = fields[min(found.piece, len(fields) - 1)]
            self._tell(number, field, "part", found.sentence, found.mend)
            return None
        return found

    def _tell(self, number: int, field: str, code: str, sentence: str, mend: str) -> None:
        self.problems.append(Problem(number, field, sentence, code=code, proposal=mend))

    def column(self, pieces: Sequence[list[Any]], fields: Sequence[str]) -> list[Any]:
        """The items of one numbered group of columns, one for each row or nothing."""
        known = self._known
        given = list(zip(*pieces, strict=True))
        for number, said in enumerate(given):
            if said not in known or isinstance(known[said], Wrong):
                self.item(said, number, fields)
        return [None if isinstance(found, Wrong) else found for found in map(known.get, given)]

    def lists(self, listed: Sequence[Any]) -> list[Any]:
        """The items of the cell with a list: a tuple of them for each row."""
        found = []
        for number, given in enumerate(listed):
            items = [self.item(pieces, number, [self.part.name]) for pieces in given or ()]
            found.append(_List(item for item in items if item is not None) or None)
        return found

    def rows(self, columns: Sequence[list[Any]], fields: Sequence[str], count: int) -> list[Any]:
        """Of each row, all its items in order; nothing for none."""
        if not columns:
            return [None] * count
        found = []
        for number, row in enumerate(zip(*columns, strict=True)):
            if row not in self._rows:
                self._rows[row] = self._row(row, number, fields)
            found.append(self._rows[row])
        return found

    def _row(
        self, row: Sequence[Any], number: int, fields: Sequence[str]
    ) -> tuple[Any, ...] | None:
        """Not kept when something is wrong with it: each row is told."""
        items = []
        last = len(self.part.pieces) - 1 or 1
        seen = set()
        for field, given in zip(fields, row, strict=True):
            for item in given if isinstance(given, _List) else (given,):
                if item is None:
                    continue
                if item[:last] in seen:
                    named = ", ".join(str(piece) for piece in item[:last] if piece)
                    sentence = f"«{named}» aparece dos veces en la fila."
                    self._tell(number, field, "twice", sentence, "Déjelo una sola vez.")
                seen.add(item[:last])
                items.append(item)
        return in_order(self.part.name, items) or None


class _List(tuple[Any, ...]):
    """Several items of one cell."""


# -- One item. --


def _word(said: str, piece: int, name: str, words: Words) -> str:
    label = words.label(said)
    if label is None:
        sentence = f"«{said[:60]}» no es {WORDS[name]}."
        raise Wrong(piece, sentence, words.near(said))
    return label


def _share(pieces: Sequence[Any], words: Words) -> tuple[str, int] | None:
    commune, part = pieces
    if commune is None:
        raise Wrong(0, f"Hay {part / 100:g} % sin comuna.".replace(".", ",", 1), "")
    if part is None:
        raise Wrong(1, f"Escriba qué parte del proyecto está en {commune}, o borre la comuna.")
    if not 0 <= part <= WHOLE:
        raise Wrong(1, "Una comuna va de 0 a 100 %.")
    label = _word(commune, 0, "shares", words)
    return (label, part) if part else None


def _cost(pieces: Sequence[Any], words: Words) -> tuple[str, int, int] | None:
    item, year, amount = pieces
    if item is None:
        raise Wrong(0, "Escriba la asignación del costo, como 31-02-004.")
    if year is None:
        raise Wrong(1, f"Escriba de qué año es el costo de {item}.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Wrong(1, f"El año va de {FIRST_YEAR} a {LAST_YEAR}.")
    label = _word(item, 0, "costs", words)
    return (label, year, amount) if _amount(amount, 2) else None


def _source(pieces: Sequence[Any], words: Words) -> tuple[str, str, int] | None:
    kind, body, amount = pieces
    if kind is None:
        raise Wrong(0, "Elija de qué fuente es ese monto.")
    label = _word(body, 1, "sources", words) if body else ""
    return (kind, label, amount) if _amount(amount, 2) else None


def _name(pieces: Sequence[Any], words: Words, part: str) -> tuple[str]:
    return (_word(pieces[0], 0, part, words),)


def _amount(amount: int | None, piece: int) -> bool:
    """Zero is no cost, as in the form; what is missing is asked for."""
    if amount is None:
        raise Wrong(piece, "Escriba el monto en miles de pesos, o deje vacía la línea.")
    if not 0 <= amount <= MOST // THOUSAND:
        raise Wrong(piece, "Un monto va de 0 a 100.000.000 de miles de pesos.")
    return amount > 0


READERS: dict[str, Callable[[Sequence[Any], Words], Any]] = {
    "shares": _share,
    "costs": _cost,
    "sources": _source,
    "frames": lambda pieces, words: _name(pieces, words, "frames"),
    "commitments": lambda pieces, words: _name(pieces, words, "commitments"),
}
