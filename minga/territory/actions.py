"""What can be done with places: load a division of the country with its legal basis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.permissions import declare
from minga.territory.models import Territory, TerritoryVersion

LOAD = declare("territory.load", "cargar territorios", ["administrator"])


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


class UnknownParent(DomainError):
    code = "territory.unknown_parent"

    def __init__(self, row: Row) -> None:
        super().__init__(
            f"«{row.name}» dice ser parte de «{row.parent}», que no está en la tabla. "
            "Agregue ese territorio antes, o corrija la clave."
        )


@action("territory.loaded", says="cargó {places} territorios con {versions} versiones")
def load_territories(rows: Iterable[Row], *, by: Access, on: date | None = None) -> int:
    """Add the places and versions that are not there yet; all or nothing. Parents come before their
    parts."""
    if not by.may(LOAD):
        raise NotAllowed("Solo quien administra el sistema carga territorios.")
    known = {territory.key: territory for territory in Territory.objects.all()}
    before = len(known)
    stored = set(TerritoryVersion.objects.values_list("territory__key", "valid_from"))
    added = 0
    first: Territory | None = None
    for row in rows:
        if row.parent is not None and row.parent not in known:
            raise UnknownParent(row)
        if row.key not in known:
            known[row.key] = Territory(key=row.key, kind=row.kind)
            known[row.key].save()
        first = first or known[row.key]
        if (row.key, row.since) not in stored:
            _add_version(row, known)
            added += 1
    assert first is not None
    current_act().about(first, places=len(known) - before, versions=added)
    return added


def _add_version(row: Row, known: dict[str, Territory]) -> None:
    TerritoryVersion(
        territory=known[row.key],
        code=row.code,
        name=row.name,
        parent=known[row.parent] if row.parent else None,
        valid_from=row.since,
        valid_until=row.until,
        legal_basis=row.legal_basis,
        is_verified=row.is_verified,
    ).save()
