"""Delegation: somebody in office lets another one decide some things, between two dates, by an act.

The same mechanism as a substitution: a membership that points to the one it comes from. The holder
goes on deciding; what was delegated is not delegated again.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.permissions import Permission, all_permissions, permission_of
from minga.people.actions.parties import MANAGE
from minga.people.models import Membership, Person
from minga.people.roles import Role
from minga.people.substitutes import SUBSTITUTE, NotOfTheService, SubstitutionInThePast

# Who may decide on others' functions is never passed on.
NEVER = ("people.manage", "people.substitute", "people.approve_table", "approvals.set_rules")


class DelegatesToOneself(DomainError):
    code = "people.delegates_to_oneself"
    field = "person"

    def __init__(self) -> None:
        super().__init__("Se delega en otra persona: elija a alguien más.")


class DelegatedByWhoReceives(DomainError):
    code = "people.delegated_by_who_receives"
    field = "person"

    def __init__(self) -> None:
        super().__init__(
            "Usted no puede recibir una delegación que usted registra: la registra quien delega."
        )


class NothingDelegated(DomainError):
    code = "people.nothing_delegated"
    field = "permissions"

    def __init__(self) -> None:
        super().__init__("Marque al menos una cosa que se delega.")


class CannotDelegate(DomainError):
    code = "people.cannot_delegate"
    field = "permissions"

    def __init__(self, code: str, role: Role) -> None:
        known = permission_of(code)
        what = known.label if known else "lo que marcó"
        super().__init__(f"La función «{role.label}» no delega {what}.")


class DelegationDatesWrong(DomainError):
    code = "people.delegation_dates"
    field = "last_day"

    def __init__(self, membership: Membership, valid_from: date) -> None:
        limit = membership.last_day
        super().__init__(
            f"El último día no puede ser anterior al primero, {valid_from:%d-%m-%Y}."
            if limit is None
            else f"La función que se delega dura del {membership.valid_from:%d-%m-%Y} al "
            f"{limit:%d-%m-%Y}: la delegación no puede salirse de esas fechas."
        )


class DelegationActMissing(DomainError):
    code = "people.delegation_act_missing"
    field = "act_reference"

    def __init__(self) -> None:
        super().__init__("Escriba el acto que la dispone, por ejemplo Res. Ex. 120 de 2007.")


class DelegationOver(DomainError):
    code = "people.delegation_over"

    def __init__(self, delegation: Membership) -> None:
        super().__init__(f"Esta delegación terminó el {delegation.last_day:%d-%m-%Y}.")


def delegable(role: str, by: Access) -> list[Permission]:
    """What a role can let another decide, as the table stands on the day of `by`."""
    return [
        item
        for item in all_permissions()
        if item.code not in NEVER and role in by.holders(item.code)
    ]


@action(
    "people.delegated",
    says="registró que {holder} delega en {who}, del {since} al {until}: {permissions}",
)
def delegate(
    membership: Membership,
    person: Person,
    *,
    permissions: Iterable[str],
    valid_from: date,
    last_day: date,
    act_reference: str,
    by: Access,
    on: date | None = None,
) -> Membership:
    """From a day to a last one, both included."""
    assert on is not None
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    _require(by, membership)
    codes = sorted(set(permissions))
    _judge(membership, person, codes, by)
    _judge_dates(membership, person, valid_from, last_day, on)
    if not act_reference.strip():
        raise DelegationActMissing
    delegation = Membership(
        person=person,
        role=membership.role,
        organisation=membership.organisation,
        territory=membership.territory,
        delegated_by=membership,
        delegated=" ".join(codes),
        act_reference=act_reference.strip(),
        valid_from=valid_from,
        valid_until=last_day + timedelta(days=1),
    )
    delegation.save()
    current_act().about(
        person,
        reason=delegation.act_reference,
        who=person.label,
        holder=membership.person.label,
        since=f"{valid_from:%d-%m-%Y}",
        until=f"{last_day:%d-%m-%Y}",
        permissions=labels_of(delegation),
    )
    return delegation


def _judge(membership: Membership, person: Person, codes: list[str], by: Access) -> None:
    if person.pk == membership.person_id:
        raise DelegatesToOneself
    if person.pk == by.actor_id:
        raise DelegatedByWhoReceives
    if not codes:
        raise NothingDelegated
    allowed = {item.code for item in delegable(membership.role, by)}
    for code in codes:
        if code not in allowed or membership.is_substitute or membership.delegated_by_id:
            raise CannotDelegate(code, Role(membership.role))


def _judge_dates(
    membership: Membership, person: Person, valid_from: date, last_day: date, on: date
) -> None:
    if valid_from < on:
        raise SubstitutionInThePast(on)
    after = last_day + timedelta(days=1)
    ends = membership.valid_until
    if last_day < valid_from or valid_from < membership.valid_from or (ends and after > ends):
        raise DelegationDatesWrong(membership, valid_from)
    institution = [membership.organisation.institution_pk]
    held = Membership.objects.on(valid_from).own().of_institutions(institution)
    if not held.filter(person=person).exists():
        raise NotOfTheService(person)


@action("people.delegation_ended", says="terminó la delegación de {holder} en {who}")
def end_delegation(
    delegation: Membership, *, reason: str, by: Access, on: date | None = None
) -> Membership:
    """From today on it gives nothing; one that had not begun never holds."""
    assert on is not None
    delegation = Membership.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    holder = delegation.delegated_by
    assert holder is not None
    assert delegation.valid_until is not None
    _require(by, holder)
    if delegation.valid_until <= on or delegation.was_called_off:
        raise DelegationOver(delegation)
    delegation.valid_until = max(on, delegation.valid_from)
    delegation.save(update_fields=["valid_until"])
    current_act().about(
        delegation.person,
        reason=reason.strip(),
        who=delegation.person.label,
        holder=holder.person.label,
    )
    return delegation


def labels_of(delegation: Membership) -> str:
    """«aprobar programas de trabajo, aprobar pagos»."""
    known = [permission_of(code) for code in sorted(delegation.permissions)]
    return ", ".join(item.label for item in known if item)


def _require(by: Access, membership: Membership) -> None:
    """Who has the function, or who administers."""
    institution = membership.organisation.institution_pk
    own = membership.person_id == by.actor_id and by.may(SUBSTITUTE, institution)
    if not own and not by.may(MANAGE, institution):
        raise NotAllowed("Delega quien tiene la función, o lo registra quien administra.")
    current_act().by = by.acting(SUBSTITUTE, institution)
