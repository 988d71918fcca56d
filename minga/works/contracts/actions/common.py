"""The first and the last lines of every action: lock, read again, ask who may; then touch."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import current_act
from minga.core.errors import NotAllowed, StaleForm
from minga.documents.models import Dossier
from minga.works.contracts import errors
from minga.works.contracts.models import Contract
from minga.works.contracts.permissions import ONLY, PREPARE
from minga.works.errors import NoLongerActive
from minga.works.models import Project


def require(by: Access, permission: str, service_id: int) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(ONLY[permission])
    current_act().by = by.acting(permission, service_id)


def active_project(project: Project, by: Access) -> Project:
    """In the portfolio; one change of its rounds and contracts at a time."""
    Project.objects.select_for_update().get(pk=project.pk)
    found = Project.objects.for_page().get(pk=project.pk)
    require(by, PREPARE, found.service_id)
    if not found.is_active:
        raise NoLongerActive(found.get_state_display())
    return found


def locked(contract: Contract) -> Contract:
    """One change of a contract, and of all that moves it, at a time."""
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    found = Contract.objects.for_page().get(pk=contract.pk)
    if found.dossier_id is None:
        give_dossier(found)
        found.save(update_fields=["dossier", "event"])
    return found


def give_dossier(contract: Contract) -> None:
    dossier = Dossier(service=contract.service)
    dossier.save()
    contract.dossier = dossier


def prepared(contract: Contract, by: Access) -> Contract:
    found = locked(contract)
    require(by, PREPARE, found.service_id)
    return found


def require_unchanged(row: object, seen: int | None) -> None:
    """Whoever sends a form saw the row as it is now."""
    if seen is not None and seen != row.revision:  # type: ignore[attr-defined]
        raise StaleForm(str(row.event.actor), {})  # type: ignore[attr-defined]


def require_past(field: str, day: date, on: date) -> None:
    if day > on:
        raise errors.InTheFuture(field, on)


def require_order(
    field: str, what: str, day: date | None, after: str, earliest: date | None
) -> None:
    if day is not None and earliest is not None and day < earliest:
        raise errors.OutOfOrder(field, what, day, after, earliest)


def written(field: str, label: str, text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise errors.Refused(field, f"Complete «{label}».")
    return said


def touch(contract: Contract) -> Contract:
    """Its counters as the database moved them, its term counted again, in the event."""
    fresh = Contract.objects.for_page().get(pk=contract.pk)
    fresh.ends_on = fresh.term_ends_on
    fresh.revision += 1
    fresh.save()
    return fresh
