"""The catalogue of initiatives: added, renamed, closed; never erased."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.people.models import Organisation
from minga.strategy.models import Initiative, InitiativeKind, InitiativePart
from minga.strategy.permissions import CATALOGUE

ONLY = "El catálogo de iniciativas lo llevan los profesionales de programación y planificación."


class InitiativeIncomplete(DomainError):
    code = "strategy.initiative_incomplete"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class InitiativeThere(DomainError):
    code = "strategy.initiative_there"
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"«{name}» ya está en el catálogo con ese tipo y ese sentido.")


class InitiativeClosed(DomainError):
    code = "strategy.initiative_closed"

    def __init__(self, until: date) -> None:
        super().__init__(f"La iniciativa ya se cerró: rige hasta el {until:%d-%m-%Y}.")


@action("strategy.initiative_added", says="agregó al catálogo «{name}»")
def add_initiative(
    service: Organisation,
    *,
    kind: str,
    part: str,
    name: str,
    valid_from: date,
    valid_until: date | None = None,
    by: Access,
    on: date | None = None,
) -> Initiative:
    _require(by, service.pk)
    made = Initiative(
        service=service,
        kind=InitiativeKind(kind),
        part=InitiativePart(part),
        valid_from=valid_from,
        valid_until=valid_until,
    )
    made.name = _name(made, name)
    _require_order(valid_from, valid_until)
    made.save()
    current_act().about(made, name=made.name)
    return made


@action("strategy.initiative_renamed", says="cambió el nombre de «{before}» a «{name}»")
def rename_initiative(
    initiative: Initiative, *, name: str, reason: str, by: Access, on: date | None = None
) -> Initiative:
    """It stays the same initiative for every project that names it."""
    initiative = _locked(initiative, by)
    before = initiative.name
    initiative.name = _name(initiative, name)
    _require_reason(reason)
    initiative.save()
    current_act().about(initiative, reason=reason.strip(), before=before, name=initiative.name)
    return initiative


@action("strategy.initiative_closed", says="cerró «{name}»: rige hasta el {until}")
def close_initiative(
    initiative: Initiative,
    *,
    valid_until: date,
    reason: str,
    by: Access,
    on: date | None = None,
) -> Initiative:
    """Projects that name it keep it; no other one will."""
    assert on is not None
    initiative = _locked(initiative, by)
    if initiative.valid_until is not None and initiative.valid_until <= on:
        raise InitiativeClosed(initiative.valid_until)
    _require_order(initiative.valid_from, valid_until)
    _require_reason(reason)
    initiative.valid_until = valid_until
    initiative.save()
    current_act().about(
        initiative, reason=reason.strip(), name=initiative.name, until=f"{valid_until:%d-%m-%Y}"
    )
    return initiative


def _require(by: Access, service_id: int) -> None:
    if not by.may(CATALOGUE, service_id):
        raise NotAllowed(ONLY)
    current_act().by = by.acting(CATALOGUE, service_id)


def _locked(initiative: Initiative, by: Access) -> Initiative:
    _require(by, initiative.service_id)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    return Initiative.objects.select_related("service__party").get(pk=initiative.pk)


def _name(initiative: Initiative, said: str) -> str:
    name = " ".join(said.split())
    if not name:
        raise InitiativeIncomplete("name", "Escriba el nombre de la iniciativa.")
    same = Initiative.objects.filter(
        service=initiative.service_id, kind=initiative.kind, part=initiative.part, name=name
    )
    if same.exclude(pk=initiative.pk).exists():
        raise InitiativeThere(name)
    return name


def _require_order(valid_from: date, valid_until: date | None) -> None:
    if valid_until is not None and valid_until <= valid_from:
        raise InitiativeIncomplete(
            "valid_until", f"Termina después de comenzar, el {valid_from:%d-%m-%Y}."
        )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InitiativeIncomplete("reason", "Escriba el motivo: queda en el registro.")
