"""Functions: what a person does in an organisation, given and ended by an act."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.people.actions.parties import require_manager
from minga.people.models import Membership, Organisation, Person
from minga.people.roles import Role, fits
from minga.territory.models import Territory


class GivesOneself(NotAllowed):
    code = "people.gives_oneself"

    def __init__(self) -> None:
        super().__init__(
            "Nadie se da ni se quita funciones: lo hace otra persona que administre el sistema."
        )


class NotForThisOrganisation(DomainError):
    code = "people.role_does_not_fit"
    field = "role"

    def __init__(self, role: Role, organisation: Organisation) -> None:
        super().__init__(
            f"La función «{role.label}» no se ejerce en {organisation}: elija otra función u otra "
            "organización."
        )


class OutsideTheOrganisation(DomainError):
    code = "people.outside_the_organisation"
    field = "valid_from"

    def __init__(self, organisation: Organisation) -> None:
        since, last = organisation.valid_from, organisation.last_day
        until = f" al {last:%d-%m-%Y}" if last else " en adelante"
        super().__init__(
            f"{organisation} existe del {since:%d-%m-%Y}{until}: la función no puede salirse de "
            "esas fechas."
        )


class FunctionHeld(DomainError):
    code = "people.function_held"
    field = "role"

    def __init__(self, other: Membership) -> None:
        last = f"hasta el {other.last_day:%d-%m-%Y}" if other.last_day else "sin término"
        super().__init__(
            f"{other.person} ya tiene esa función allí desde el {other.valid_from:%d-%m-%Y}, "
            f"{last}."
        )


class EndsBeforeItStarts(DomainError):
    code = "people.function_ends_before"
    field = "last_day"

    def __init__(self, since: date) -> None:
        super().__init__(f"El último día no puede ser anterior al primero, {since:%d-%m-%Y}.")


class EndsInThePast(DomainError):
    code = "people.function_ends_in_the_past"
    field = "last_day"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"Una función termina hoy, {on:%d-%m-%Y}, o después: lo que hizo mientras la tuvo "
            "sigue valiendo."
        )


class FunctionOver(DomainError):
    code = "people.function_over"

    def __init__(self, membership: Membership) -> None:
        super().__init__(f"Esta función terminó el {membership.last_day:%d-%m-%Y}.")


class ReasonMissing(DomainError):
    code = "people.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: queda en el registro.")


@action("people.membership_added", says="dio la función «{role}» en {organisation}")
def add_membership(
    person: Person,
    *,
    role: str,
    organisation: Organisation,
    valid_from: date,
    valid_until: date | None = None,
    territory: Territory | None = None,
    is_substitute: bool = False,
    act_reference: str = "",
    by: Access,
    on: date | None = None,
) -> Membership:
    require_manager(by, organisation)
    _judge(person, role, organisation, valid_from, valid_until, by)
    membership = Membership(
        person=person,
        role=role,
        organisation=organisation,
        territory=territory,
        valid_from=valid_from,
        valid_until=valid_until,
        is_substitute=is_substitute,
        act_reference=act_reference.strip(),
    )
    if not is_substitute:
        _require_once(membership)
    membership.save()
    current_act().about(
        person,
        reason=membership.act_reference,
        role=membership.get_role_display(),
        organisation=organisation.short_name,
    )
    return membership


def _judge(
    person: Person,
    role: str,
    organisation: Organisation,
    valid_from: date,
    valid_until: date | None,
    by: Access,
) -> None:
    if person.pk == by.actor_id:
        raise GivesOneself
    if not fits(role, organisation.kind_of_institution):
        raise NotForThisOrganisation(Role(role), organisation)
    if valid_until is not None and valid_until <= valid_from:
        raise EndsBeforeItStarts(valid_from)
    ends = organisation.valid_until
    if valid_from < organisation.valid_from or (
        ends is not None and (valid_until is None or valid_until > ends)
    ):
        raise OutsideTheOrganisation(organisation)


def _require_once(membership: Membership) -> None:
    others = Membership.objects.own().filter(
        person=membership.person,
        role=membership.role,
        organisation=membership.organisation,
        territory=membership.territory,
    )
    other = others.during(membership.valid_from, membership.valid_until).first()
    if other:
        raise FunctionHeld(other)


@action("people.membership_ended", says="terminó la función «{role}» en {organisation}")
def end_membership(
    membership: Membership,
    *,
    last_day: date,
    reason: str,
    act_reference: str = "",
    by: Access,
    on: date | None = None,
) -> Membership:
    """After its last day it gives nothing; those who stand for its holder end with it."""
    assert on is not None
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    require_manager(by, membership.organisation)
    if membership.person_id == by.actor_id:
        raise GivesOneself
    if membership.valid_until is not None and membership.valid_until <= on:
        raise FunctionOver(membership)
    if not reason.strip():
        raise ReasonMissing
    if last_day < membership.valid_from:
        raise EndsBeforeItStarts(membership.valid_from)
    if last_day < on:
        raise EndsInThePast(on)
    ended = end_at(membership, the_day_after(last_day))
    current_act().about(
        membership.person,
        reason=": ".join(filter(None, (act_reference.strip(), reason.strip()))),
        role=membership.role_label,
        organisation=membership.organisation.short_name,
        last_day=f"{last_day:%d-%m-%Y}",
        with_it=ended - 1,
    )
    return membership


def end_at(membership: Membership, day: date) -> int:
    """Part of an action: it holds no more from that day on, nor what derives from it."""
    ended = 0
    derived = Membership.objects.derived_from(membership).filter(valid_until__gt=day)
    for row in [*derived, membership]:
        if row.valid_until is None or row.valid_until > day:
            row.valid_until = max(day, row.valid_from)
            row.save(update_fields=["valid_until"])
            ended += 1
    return ended


def the_day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
