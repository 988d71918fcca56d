"""Our own tables of territories (`data/*.toml`) as rows: the division of today, and backwards from
it what each place was before each change."""

import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from django.utils.text import slugify

from minga.territory.actions.load import START, ChangeRow, CodeRow, PopulationRow, Row
from minga.territory.models import DIVISION, Kind

# Tarapacá and Arica y Parinacota: the places of the 2007 case.
NORTH = frozenset({"01", "15"})


class Place(NamedTuple):
    """One place as it is, or as it was when it ended; `region` is the code of the present one."""

    key: str
    kind: Kind
    code: str
    name: str
    parent: str | None
    region: str
    ended_by: ChangeRow | None = None


def rows(regions: Collection[str] | None = NORTH) -> Iterator[Row]:
    """Each version of each place, parents first; of all Chile when no regions are named."""
    changes = _changes()
    found = [*_present(), *_ended(changes)]
    for place in sorted(found, key=lambda place: DIVISION.index(place.kind)):
        if regions is None or not place.region or place.region in regions:
            yield from _versions(place, changes)


def populations(name: str = "north") -> Iterator[PopulationRow]:
    for table in _read(name)["population"]:
        for key, value in table["values"].items():
            yield PopulationRow(
                key=key,
                year=table["year"],
                kind=table["kind"],
                value=value,
                divided_on=table["divided_on"],
                source=table["source"],
                is_verified=table["verified"],
            )


def other_codes(name: str = "north") -> Iterator[CodeRow]:
    for table in _read(name)["code_system"]:
        for key, code in table["codes"].items():
            yield CodeRow(key=key, system=table["system"], code=code, since=table["since"])


@cache
def _read(name: str) -> dict[str, Any]:
    text = (files("minga.territory") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _present() -> Iterator[Place]:
    yield Place("chile", Kind.COUNTRY, "CL", "Chile", None, "")
    for region in _read("chile")["region"]:
        code, key = region["code"], region["key"]
        yield Place(key, Kind.REGION, code, region["name"], "chile", code)
        for province in region["province"]:
            within = f"provincia-{slugify(province['name'])}"
            yield Place(within, Kind.PROVINCE, province["code"], province["name"], key, code)
            for line in province["communes"]:
                cut, _, name = line.partition(" ")
                yield Place(slugify(name), Kind.COMMUNE, cut, name, within, code)


class Before(NamedTuple):
    """A version that a change ended, of a place that goes on."""

    change: ChangeRow
    code: str
    parent: str


class Change(NamedTuple):
    row: ChangeRow
    new: frozenset[str]
    before: dict[str, Before]
    ended: list[list[str]]


@cache
def _changes() -> tuple[Change, ...]:
    """Oldest first."""
    return tuple(_change(said) for said in _read("changes")["change"])


def _change(said: dict[str, Any]) -> Change:
    lines = [line.split() for line in said.get("before", ())]
    pairs = [part.split(" > ") for part in said["parts"]] + [[key, key] for _, key, _ in lines]
    row = ChangeRow(
        key=said["key"],
        kind=said["kind"],
        takes_effect_on=said["on"],
        title=said["title"],
        legal_basis=said["legal_basis"],
        gazette_on=said["gazette_on"],
        is_verified=said["verified"],
        parts=tuple(dict.fromkeys((origin, target) for origin, target in pairs)),
    )
    before = {key: Before(row, code, parent) for code, key, parent in lines}
    ended = [line.split(maxsplit=3) for line in said.get("ended", ())]
    return Change(row, frozenset(said["new"]), before, ended)


def _ended(changes: Collection[Change]) -> Iterator[Place]:
    for change in changes:
        for code, key, parent, name in change.ended:
            yield Place(key, Kind.PROVINCE, code, name, parent, code[:2], change.row)


def _versions(place: Place, changes: Collection[Change]) -> Iterator[Row]:
    """Oldest first: what each change ended of it, then what it is."""
    begun = next((change.row for change in changes if place.key in change.new), None)
    for change in changes:
        if before := change.before.get(place.key):
            yield _row(place, before.code, before.parent, begun, before.change)
            begun = change.row
    yield _row(place, place.code, place.parent, begun, place.ended_by)


def _row(
    place: Place, code: str, parent: str | None, begun: ChangeRow | None, ended: ChangeRow | None
) -> Row:
    return Row(
        key=place.key,
        kind=place.kind,
        code=code,
        name=place.name,
        parent=parent,
        since=begun.takes_effect_on if begun else START,
        until=ended.takes_effect_on if ended else None,
        legal_basis=begun.cited if begun else "",
        # The codes of today were compared with their list; those before a change were not.
        is_verified=ended is None,
        begun_by=begun,
        ended_by=ended,
    )
