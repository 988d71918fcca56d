"""Who decides while somebody is away: a dated function in their place, by an act."""

from datetime import date, timedelta

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.ids import new_public_id
from minga.core.permissions import declare
from minga.people.actions.parties import MANAGE
from minga.people.models import Membership, Person

SUBSTITUTE = declare(
    "people.substitute", "nombrar subrogantes", ["administrator", "institution_head"]
)


class SubstitutesOneself(DomainError):
    code = "people.substitutes_oneself"
    field = "person"

    def __init__(self) -> None:
        super().__init__("Nadie se subroga a sí mismo: elija a otra persona.")


class NamesOneself(DomainError):
    code = "people.names_oneself"
    field = "person"

    def __init__(self) -> None:
        super().__init__(
            "Usted no puede nombrarse subrogante: lo registra quien está ausente u otra persona "
            "que administre."
        )


class SubstitutionInThePast(DomainError):
    code = "people.substitution_in_the_past"
    field = "valid_from"

    def __init__(self, today: date) -> None:
        super().__init__(
            f"Una subrogación comienza hoy, {today:%d-%m-%Y}, o después: no vale para lo ya hecho."
        )


class EndsBeforeItBegins(DomainError):
    code = "people.substitution_ends_before"
    field = "last_day"

    def __init__(self, valid_from: date) -> None:
        super().__init__(f"El último día no puede ser anterior al primero, {valid_from:%d-%m-%Y}.")


class ActMissing(DomainError):
    code = "people.act_missing"
    field = "act_reference"

    def __init__(self) -> None:
        super().__init__("Escriba el acto que la dispone, por ejemplo Res. Ex. 120 de 2007.")


class NotHeldThen(DomainError):
    code = "people.not_held_then"
    field = "membership"

    def __init__(self, membership: Membership, day: date) -> None:
        super().__init__(
            f"{membership.person} no tiene esa función el {day:%d-%m-%Y}: no hay a quién subrogar."
        )


class NotOfTheService(DomainError):
    code = "people.not_of_the_service"
    field = "person"

    def __init__(self, person: Person) -> None:
        super().__init__(f"{person} no tiene funciones en este servicio el primer día.")


class AlreadySubstituted(DomainError):
    code = "people.already_substituted"
    field = "valid_from"

    def __init__(self, other: Membership) -> None:
        super().__init__(
            f"En esos días ya lo subroga {other.person}, del {other.valid_from:%d-%m-%Y} al "
            f"{other.last_day:%d-%m-%Y}. Termine esa subrogación o elija otras fechas."
        )


class SubstitutionOver(DomainError):
    code = "people.substitution_over"

    def __init__(self, membership: Membership) -> None:
        super().__init__(f"Esta subrogación terminó el {membership.last_day:%d-%m-%Y}.")


class EndReasonMissing(DomainError):
    code = "people.end_reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué termina: queda en el registro.")


@action(
    "people.substitute_named",
    says="nombró a {who} subrogante de {substituted}, {role}, del {since} al {until}",
)
def name_substitute(
    membership: Membership,
    person: Person,
    *,
    valid_from: date,
    last_day: date,
    act_reference: str,
    by: Access,
    on: date | None = None,
) -> Membership:
    """A function like `membership` for another person, from a day to a last one, both included."""
    assert on is not None
    # Two substitutes named at once for the same days wait here for each other.
    membership = _lock(membership)
    _require(by, membership)
    if person.pk == by.actor_id != membership.person_id:
        raise NamesOneself
    substitute = stand_in(
        membership,
        person,
        valid_from=valid_from,
        last_day=last_day,
        act_reference=act_reference,
        on=on,
    )
    current_act().about(
        person,
        reason=substitute.act_reference,
        who=person.label,
        substituted=membership.person.label,
        role=membership.get_role_display(),
        since=f"{valid_from:%d-%m-%Y}",
        until=f"{last_day:%d-%m-%Y}",
    )
    return substitute


def _lock(membership: Membership) -> Membership:
    return Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)


def stand_in(
    membership: Membership,
    person: Person,
    *,
    valid_from: date,
    last_day: date,
    act_reference: str,
    on: date,
) -> Membership:
    """From inside an action that decided it (a resolution that is fully processed)."""
    membership = _lock(membership)
    if not act_reference.strip():
        raise ActMissing
    judge(membership, person, valid_from, last_day, on)
    substitute = Membership(
        person=person,
        role=membership.role,
        organisation=membership.organisation,
        territory=membership.territory,
        is_substitute=True,
        substitutes=membership,
        public_id=new_public_id(),
        act_reference=act_reference.strip(),
        valid_from=valid_from,
        valid_until=last_day + timedelta(days=1),
    )
    substitute.save()
    return substitute


def judge(
    membership: Membership, person: Person, valid_from: date, last_day: date, on: date
) -> None:
    """That the person can stand in, on those days, as things are."""
    if person.pk == membership.person_id:
        raise SubstitutesOneself
    if valid_from < on:
        raise SubstitutionInThePast(on)
    if last_day < valid_from:
        raise EndsBeforeItBegins(valid_from)
    _judge_functions(membership, person, valid_from, last_day)


def _judge_functions(
    membership: Membership, person: Person, valid_from: date, last_day: date
) -> None:
    held = Membership.objects.on(valid_from)
    derived = membership.is_substitute or membership.delegated_by_id is not None
    if derived or not held.filter(pk=membership.pk).exists():
        raise NotHeldThen(membership, valid_from)
    if membership.valid_until is not None and membership.valid_until <= last_day:
        raise NotHeldThen(membership, last_day)
    institution = [membership.organisation.institution_pk]
    if not held.of_institutions(institution).filter(person=person).exists():
        raise NotOfTheService(person)
    others = membership.substitutions.select_related("person")
    for other in others.filter(valid_from__lte=last_day, valid_until__gt=valid_from):
        if not other.was_called_off:
            raise AlreadySubstituted(other)


def call_off(membership: Membership, person: Person, *, act_reference: str, on: date) -> None:
    """From inside an action that leaves the act without effect: what remains of the substitution
    that it began."""
    standing = membership.substitutions.select_for_update(of=("self",)).filter(
        person=person, act_reference=act_reference.strip(), valid_until__gt=on
    )
    for substitute in standing:
        if not substitute.was_called_off:
            substitute.valid_until = max(on, substitute.valid_from)
            substitute.save(update_fields=["valid_until"])


@action("people.substitution_ended", says="terminó la subrogación de {substituted} por {who}")
def end_substitution(
    substitute: Membership, *, reason: str, by: Access, on: date | None = None
) -> Membership:
    """From today on it holds no more; one that had not begun holds on no day."""
    assert on is not None
    substitute = Membership.objects.select_for_update(of=("self",)).get(pk=substitute.pk)
    titular = substitute.substitutes
    assert titular is not None
    assert substitute.valid_until is not None
    _require(by, titular)
    if substitute.valid_until <= on or substitute.was_called_off:
        raise SubstitutionOver(substitute)
    if not reason.strip():
        raise EndReasonMissing
    substitute.valid_until = max(on, substitute.valid_from)
    substitute.save(update_fields=["valid_until"])
    current_act().about(
        substitute.person,
        reason=reason.strip(),
        who=substitute.person.label,
        substituted=titular.person.label,
    )
    return substitute


def _require(by: Access, membership: Membership) -> None:
    """Who administers names anyone's; who directs, the own one."""
    institution = membership.organisation.institution_pk
    own = membership.person_id == by.actor_id and by.may(SUBSTITUTE, institution)
    if not own and not by.may(MANAGE, institution):
        raise NotAllowed(
            "Nombra subrogantes quien administra el sistema, o quien dirige para su propia función."
        )
    current_act().by = by.acting(SUBSTITUTE, institution)


def may_name(by: Access, membership: Membership) -> bool:
    """For the page: the choices that the action would take."""
    institution = membership.organisation.institution_pk
    own = membership.person_id == by.actor_id and by.may(SUBSTITUTE, institution)
    return own or by.may(MANAGE, institution)
