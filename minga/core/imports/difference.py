"""What a file would change: set against what exists, row by row and field by field."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

from minga.core.access import Access
from minga.core.imports.existing import existing
from minga.core.imports.spec import ImportSpec, Row
from minga.core.months import Month

CHUNK = 10_000


class Change(NamedTuple):
    """A row that exists with other values: what it is (`pk`, where there is one), and each field
    that differs."""

    row: int
    pk: Any
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass
class Difference:
    """By position in the file: what is new, what changes and what stays. `missing` are the keys
    that exist and the file does not bring: told, never deleted."""

    names: tuple[str, ...]
    values: dict[str, list[Any]]
    new: list[int] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    missing: list[Row] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.new) + len(self.changed)

    def new_rows(self) -> Iterator[Row]:
        """In the order of `names`."""
        return zip(*(_picked(self.values[name], self.new) for name in self.names), strict=True)

    @property
    def changed_names(self) -> tuple[str, ...]:
        """The fields that differ in some row."""
        found = {name for change in self.changed for name, _, _ in change.fields}
        return tuple(name for name in self.names if name in found)

    def changed_rows(self) -> Iterator[Row]:
        """`pk`, then the values of `changed_names`."""
        rows = [change.row for change in self.changed]
        columns = (_picked(self.values[name], rows) for name in self.changed_names)
        return zip((change.pk for change in self.changed), *columns, strict=True)

    def fingerprint(self) -> str:
        """The same for the same effect: changes when what exists changed for the rows concerned."""
        digest = hashlib.sha256(canonical([list(self.names), self.same]))
        for start in range(0, len(self.new), CHUNK):
            digest.update(canonical(self.new[start : start + CHUNK]))
        for start in range(0, len(self.changed), CHUNK):
            some = self.changed[start : start + CHUNK]
            digest.update(canonical([(c.row, str(c.pk), c.fields) for c in some]))
        return digest.hexdigest()


def _picked(values: list[Any], rows: Sequence[int]) -> list[Any]:
    return list(map(values.__getitem__, rows))


def difference(spec: ImportSpec, values: Mapping[str, list[Any]], access: Access) -> Difference:
    """Read what exists once, and look each of its rows up among those of the file."""
    names = tuple(name for name in spec.names if name in values)
    found = Difference(names, dict(values))
    keys = list(zip(*(values[name] for name in spec.key), strict=True))
    place_of = {key: number for number, key in enumerate(keys)}
    seen: set[int] = set()
    for chunk in existing(spec, access):
        columns = dict(zip(spec.names, chunk.columns, strict=True))
        there = list(zip(*(columns[name] for name in spec.key), strict=True))
        places = list(map(place_of.get, there))
        brought = [place is not None for place in places]
        found.missing += [key for key, is_there in zip(there, brought, strict=True) if not is_there]
        both = [place for place in places if place is not None]
        seen.update(both)
        pks = list(compress(chunk.pks, brought))
        theirs = {name: list(compress(columns[name], brought)) for name in names}
        _compare(found, pks, theirs, both)
    found.missing = _of_what_comes(spec, keys, found.missing)
    found.new = [number for number in range(len(keys)) if number not in seen]
    found.changed.sort(key=itemgetter(0))
    return found


def _of_what_comes(spec: ImportSpec, keys: list[Row], missing: list[Row]) -> list[Row]:
    """Of what is missing, that of the years (or whatever the file brings whole) that come in it."""
    if not spec.whole:
        return missing
    places = [spec.key.index(name) for name in spec.whole]
    brought = {tuple(key[place] for place in places) for key in keys}
    return [key for key in missing if tuple(key[place] for place in places) in brought]


def _compare(
    found: Difference,
    pks: Sequence[Any],
    columns: Mapping[str, list[Any]],
    places: Sequence[int],
) -> None:
    """Column against column, which are mostly equal; cell by cell where they are not. An empty text
    and no text are the same."""
    differs: dict[int, list[tuple[str, Any, Any]]] = {}
    for name, theirs in columns.items():
        mine = _picked(found.values[name], places)
        if mine == theirs:
            continue
        for at, (old, new) in enumerate(zip(theirs, mine, strict=True)):
            if old != new and _none(old) != _none(new):
                differs.setdefault(at, []).append((name, _none(old), _none(new)))
    found.same += len(places) - len(differs)
    found.changed += [Change(places[at], pks[at], tuple(said)) for at, said in differs.items()]


def _none(value: Any) -> Any:
    return None if value == "" else value


def canonical(value: Any) -> bytes:
    """The same bytes for the same value, here and in another process."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode()


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Month):
        return value.first.isoformat()
    return str(value)


def shown(spec: ImportSpec, change: Change) -> Iterable[tuple[str, str, str]]:
    """(label, old, new) as a person reads them."""
    for name, old, new in change.fields:
        item = spec.field(name)
        yield item.label, item.kind.show(old) or "vacío", item.kind.show(new) or "vacío"
