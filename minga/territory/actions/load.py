"""Load a division of the country with what changed it; all or nothing, and twice is once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.bulk import bulk_insert
from minga.core.errors import DomainError, NotAllowed
from minga.core.permissions import declare
from minga.territory.models import (
    ChangePart,
    OtherCode,
    Population,
    Territory,
    TerritoryChange,
    TerritoryVersion,
)

LOAD = declare("territory.load", "cargar territorios", ["administrator"])
# «Since the present numbering»: not the founding of anything.
START = date(1974, 1, 1)
VERSION = (
    *("territory", "code", "name", "parent", "valid_from", "valid_until"),
    *("begun_by", "ended_by", "legal_basis", "is_verified"),
)
Stored = dict[tuple[str, date], TerritoryVersion]


@dataclass(frozen=True)
class ChangeRow:
    """A change of the division; `parts` say who gave to whom, by key."""

    key: str
    kind: str
    takes_effect_on: date
    title: str
    legal_basis: str
    gazette_on: date | None
    is_verified: bool
    parts: tuple[tuple[str, str], ...]

    @property
    def cited(self) -> str:
        published = f" (D.O. {self.gazette_on:%d-%m-%Y})" if self.gazette_on else ""
        return f"{self.legal_basis}{published}"


@dataclass(frozen=True)
class Row:
    """One version of one place, as our tables write it."""

    key: str
    kind: str
    code: str
    name: str
    parent: str | None
    since: date
    until: date | None
    legal_basis: str
    is_verified: bool
    begun_by: ChangeRow | None = None
    ended_by: ChangeRow | None = None


@dataclass(frozen=True)
class PopulationRow:
    key: str
    year: int
    kind: str
    value: int
    divided_on: date
    source: str
    is_verified: bool


@dataclass(frozen=True)
class CodeRow:
    key: str
    system: str
    code: str
    since: date
    is_verified: bool = False


class UnknownParent(DomainError):
    code = "territory.unknown_parent"

    def __init__(self, row: Row) -> None:
        super().__init__(
            f"«{row.name}» dice ser parte de «{row.parent}», que no está en la tabla. "
            "Agregue ese territorio antes, o corrija la clave."
        )


@action("territory.loaded", says="cargó {places} territorios con {versions} versiones")
def load_territories(rows: Iterable[Row], *, by: Access, on: date | None = None) -> int:
    """Add the places, versions and changes that are not there yet. Parents come before their
    parts."""
    if not by.may(LOAD):
        raise NotAllowed("Solo quien administra el sistema carga territorios.")
    given = list(rows)
    before = set(Territory.objects.values_list("key", flat=True))
    _require_parents(given, before)
    new = {row.key: row.kind for row in given if row.key not in before}
    bulk_insert(Territory, ("key", "kind"), new.items())
    known = {territory.key: territory for territory in Territory.objects.all()}
    changes = _add_changes(given, known, on=on)
    added = _add_versions(given, known, changes)
    current_act().about(known[given[0].key], places=len(new), versions=added)
    return added


def _require_parents(given: Sequence[Row], before: set[str]) -> None:
    seen = set(before)
    for row in given:
        if row.parent is not None and row.parent not in seen:
            raise UnknownParent(row)
        seen.add(row.key)


def _add_changes(
    given: Sequence[Row], known: dict[str, Territory], *, on: date | None
) -> dict[str, TerritoryChange]:
    """Those that the rows name, by key."""
    named = {
        change.key: change for row in given for change in (row.begun_by, row.ended_by) if change
    }
    found = {change.key: change for change in TerritoryChange.objects.filter(key__in=named)}
    for key, said in named.items():
        if key not in found:
            found[key] = _add_change(said, known, on=on)
    return found


def _add_change(
    said: ChangeRow, known: dict[str, Territory], *, on: date | None
) -> TerritoryChange:
    change = TerritoryChange(
        key=said.key,
        kind=said.kind,
        title=said.title,
        takes_effect_on=said.takes_effect_on,
        legal_basis=said.legal_basis,
        gazette_on=said.gazette_on,
        is_verified=said.is_verified,
    )
    change.save()
    parts = [
        (change.pk, known[origin].pk, known[target].pk)
        for origin, target in said.parts
        if origin in known and target in known
    ]
    bulk_insert(ChangePart, ("change", "origin", "target"), parts)
    change.status, change.approved_on = TerritoryChange.Status.APPROVED, on
    change.save(update_fields=["status", "approved_on"])
    return change


def _add_versions(
    given: Sequence[Row], known: dict[str, Territory], changes: dict[str, TerritoryChange]
) -> int:
    stored: Stored = {
        (version.territory.key, version.valid_from): version
        for version in TerritoryVersion.objects.select_related("territory")
    }
    for row in given:
        _end(stored.get((row.key, row.since)), row, changes)
    fresh = [
        (
            known[row.key].pk,
            row.code,
            row.name,
            known[row.parent].pk if row.parent else None,
            row.since,
            row.until,
            changes[row.begun_by.key].pk if row.begun_by else None,
            changes[row.ended_by.key].pk if row.ended_by else None,
            row.legal_basis,
            row.is_verified,
        )
        for row in given
        if (row.key, row.since) not in stored
    ]
    return bulk_insert(TerritoryVersion, VERSION, fresh)


def _end(version: TerritoryVersion | None, row: Row, changes: dict[str, TerritoryChange]) -> None:
    """What an earlier table left open and a change of this one ends."""
    if version is None or row.ended_by is None or version.valid_until is not None:
        return
    version.valid_until, version.ended_by = row.until, changes[row.ended_by.key]
    version.save(update_fields=["valid_until", "ended_by"])


@action(
    "territory.figures_loaded", says="cargó {populations} cifras de población y {codes} códigos"
)
def load_figures(
    populations: Iterable[PopulationRow],
    codes: Iterable[CodeRow] = (),
    *,
    by: Access,
    on: date | None = None,
) -> int:
    """Populations and codes of other systems that are not there yet, of the places that are."""
    if not by.may(LOAD):
        raise NotAllowed("Solo quien administra el sistema carga cifras de los territorios.")
    known = {territory.key: territory for territory in Territory.objects.all()}
    counted = set(Population.objects.values_list("territory__key", "year", "kind", "divided_on"))
    called = set(OtherCode.objects.values_list("territory__key", "system", "valid_from"))
    figures = [
        (known[r.key].pk, r.year, r.kind, r.value, r.divided_on, r.source, r.is_verified)
        for r in populations
        if r.key in known and (r.key, r.year, r.kind, r.divided_on) not in counted
    ]
    columns = ("territory", "year", "kind", "value", "divided_on", "source", "is_verified")
    bulk_insert(Population, columns, figures)
    others = [
        (known[r.key].pk, r.system, r.code, r.since, r.is_verified)
        for r in codes
        if r.key in known and (r.key, r.system, r.since) not in called
    ]
    bulk_insert(OtherCode, ("territory", "system", "code", "valid_from", "is_verified"), others)
    about = Territory.objects.filter(key="chile").first() or next(iter(known.values()))
    current_act().about(about, populations=len(figures), codes=len(others))
    return len(figures) + len(others)
