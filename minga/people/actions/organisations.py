"""Changing an organisation, and closing it: who goes on, and what ends with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.people.actions.functions import end_at
from minga.people.actions.parties import (
    MANAGE,
    NameOfOrganisationMissing,
    free_rut,
    require_manager,
)
from minga.people.models import Membership, Organisation
from minga.territory.models import Territory


class AlreadyClosed(DomainError):
    code = "people.already_closed"
    status = 409

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            f"{organisation} se cerró: su último día es {organisation.last_day:%d-%m-%Y}."
        )


class ClosedBeforeItBegan(DomainError):
    code = "people.closed_before_it_began"
    field = "last_day"

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            f"{organisation} existe desde el {organisation.valid_from:%d-%m-%Y}: no puede terminar "
            "antes."
        )


class SuccessorNotThere(DomainError):
    code = "people.successor_not_there"
    field = "successor"

    def __init__(self, successor: Organisation, day: date) -> None:
        super().__init__(
            f"{successor} no existe el {day:%d-%m-%Y}, el día en que tiene que seguir. Elija otra "
            "o cambie las fechas."
        )


class SucceedsItself(DomainError):
    code = "people.succeeds_itself"
    field = "successor"

    def __init__(self) -> None:
        super().__init__("Una organización no se sucede a sí misma ni pasa a una de sus unidades.")


class ClosesOnesOwn(NotAllowed):
    code = "people.closes_ones_own"

    def __init__(self) -> None:
        super().__init__(
            "Con este cierre terminarían también sus funciones: lo hace otra persona que "
            "administre."
        )


class ClosingReasonMissing(DomainError):
    code = "people.closing_reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el acto o la ley que lo dispone, y el motivo.")


class UnitBeginsLater(DomainError):
    code = "people.unit_begins_later"
    field = "last_day"

    def __init__(self, unit: Organisation) -> None:
        super().__init__(
            f"{unit} comienza el {unit.valid_from:%d-%m-%Y}: ciérrela antes o elija otra fecha."
        )


@dataclass(frozen=True)
class Closing:
    """What ends with an organisation, to be read before it is done."""

    units: list[Organisation]
    functions: list[Membership]


@action("people.organisation_changed", says="cambió los datos de {organisation}")
def change_organisation(
    organisation: Organisation,
    *,
    name: str,
    short_name: str,
    territory: Territory | None,
    rut: str | None,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Organisation:
    """Its name, its place or its RUT; what it is and whose unit, never."""
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    require_manager(by, organisation)
    before = _said(organisation)
    name, short_name = name.strip(), short_name.strip()
    if not name or not short_name:
        raise NameOfOrganisationMissing
    party = organisation.party
    rut = free_rut(rut, but=party)
    after = _said(Organisation(name=name, short_name=short_name, territory=territory), rut)
    if seen is not None and seen != organisation.event_id:
        changed = {label: (before[label], after[label]) for label in before}
        raise StaleForm(organisation.event.actor, changed)
    organisation.name, organisation.short_name = name, short_name
    organisation.territory = territory
    organisation.save(update_fields=["name", "short_name", "territory"])
    if party.rut != rut:
        party.rut = rut
        party.save(update_fields=["rut"])
    changes = [
        [label, before[label], after[label]] for label in before if before[label] != after[label]
    ]
    current_act().about(
        organisation, reason=reason.strip(), organisation=short_name, changes=changes
    )
    return organisation


def _said(organisation: Organisation, rut: str | None = None) -> dict[str, str]:
    known = rut if organisation.pk is None else organisation.party.rut
    return {
        "Nombre": organisation.name,
        "Nombre corto": organisation.short_name,
        "Territorio": str(organisation.territory or ""),
        "RUT": known or "",
    }


def closing_of(organisation: Organisation, last_day: date) -> Closing:
    """The units and functions that would go on after that day."""
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=last_day + timedelta(days=1))
    units = list(Organisation.objects.filter(goes_on, pk__in=_below(organisation)).order_by("name"))
    inside = [organisation.pk, *(unit.pk for unit in units)]
    functions = Membership.objects.filter(goes_on, organisation__in=inside)
    found = functions.select_related("person", "organisation").order_by("organisation", "pk")
    return Closing(units, list(found))


def _below(organisation: Organisation) -> list[int]:
    """Its units, and theirs."""
    every = Organisation.objects.filter(institution=organisation.institution_pk)
    parents = dict(every.values_list("pk", "parent_id"))
    found: list[int] = []
    level = [organisation.pk]
    while level:
        level = [pk for pk, parent in parents.items() if parent in level]
        found += level
    return found


@action("people.organisation_closed", says="cerró {organisation} al {last_day}{successor}")
def close_organisation(
    organisation: Organisation,
    *,
    last_day: date,
    reason: str,
    successor: Organisation | None = None,
    by: Access,
    on: date | None = None,
) -> Organisation:
    """It ends with its units and the functions in them. What it is responsible for stays its own:
    contracts don't move because a region is divided; the successor is who is asked from then on."""
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    require_manager(by, organisation)
    day = last_day + timedelta(days=1)
    if successor is not None:
        successor = Organisation.objects.select_for_update(of=("self",)).get(pk=successor.pk)
    _judge(organisation, day, successor, reason)
    closing = closing_of(organisation, last_day)
    if any(row.person_id == by.actor_id for row in closing.functions):
        raise ClosesOnesOwn
    # Those who stand for another first: a function ends after them.
    for membership in sorted(closing.functions, key=lambda row: row.pk, reverse=True):
        end_at(Membership.objects.get(pk=membership.pk), day)
    for unit in _deepest_first(organisation, closing.units):
        if unit.valid_from >= day:
            raise UnitBeginsLater(unit)
        # Whoever follows the whole follows each of its parts.
        unit.valid_until, unit.successor = day, successor
        unit.save(update_fields=["valid_until", "successor"])
    organisation.valid_until, organisation.successor = day, successor
    organisation.save(update_fields=["valid_until", "successor"])
    current_act().about(
        organisation,
        reason=reason.strip(),
        organisation=organisation.short_name,
        last_day=f"{last_day:%d-%m-%Y}",
        successor=f"; sigue {successor.short_name}" if successor else "",
        units=len(closing.units),
        functions=len(closing.functions),
    )
    return organisation


def _judge(
    organisation: Organisation, day: date, successor: Organisation | None, reason: str
) -> None:
    if organisation.valid_until is not None:
        raise AlreadyClosed(organisation)
    if not reason.strip():
        raise ClosingReasonMissing
    if day <= organisation.valid_from:
        raise ClosedBeforeItBegan(organisation)
    if successor is None:
        return
    if successor.pk == organisation.pk or successor.pk in _below(organisation):
        raise SucceedsItself
    if not successor.holds_on(day):
        raise SuccessorNotThere(successor, day)


def _deepest_first(organisation: Organisation, units: list[Organisation]) -> list[Organisation]:
    order = {pk: position for position, pk in enumerate(_below(organisation))}
    return sorted(units, key=lambda unit: order[unit.pk], reverse=True)


def may_manage(by: Access, organisation: Organisation) -> bool:
    """For the page: whether its buttons are for this person."""
    where = None if organisation.is_external else organisation.institution_pk
    return by.may(MANAGE, where)
