"""What can be done with people and organisations: add them, give them an account and functions."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from stdnum.cl import rut as rut_number
from stdnum.exceptions import ValidationError as WrongRut

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.demonstration import PASSWORD
from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Chain, User
from minga.core.permissions import declare
from minga.people.models import Membership, Organisation, Party, Person
from minga.territory.models import Territory

MANAGE = declare("people.manage", "administrar personas y organizaciones", ["administrator"])


class RutNotValid(DomainError):
    code = "people.rut_not_valid"
    field = "rut"

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"El RUT «{typed}» no es válido: revise sus números y el dígito verificador."
        )


class PasswordTooWeak(DomainError):
    code = "people.password_too_weak"
    field = "password"

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("Elija otra contraseña. " + " ".join(reasons))


class NameMissing(DomainError):
    code = "people.name_missing"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__("Escriba los nombres y los apellidos de la persona.")


def _require_manager(by: Access, institution: int | None = None) -> None:
    if not by.may(MANAGE, institution):
        raise NotAllowed(
            "Solo quien administra el sistema agrega personas, organizaciones y funciones."
        )


def clean_rut(typed: str | None) -> str | None:
    """«12.345.678-5» in any form people write it → «12345678-5»."""
    if not typed:
        return None
    try:
        number = rut_number.validate(typed)
    except WrongRut as error:
        raise RutNotValid(typed) from error
    return f"{number[:-1]}-{number[-1]}"


@action("people.organisation_added", says="agregó la organización {organisation}")
def add_organisation(
    *,
    key: str,
    name: str,
    short_name: str,
    kind: str,
    valid_from: date,
    parent: Organisation | None = None,
    territory: Territory | None = None,
    rut: str | None = None,
    by: Access,
    on: date | None = None,
) -> Organisation:
    _require_manager(by, parent.institution_pk if parent else None)
    party = Party(kind=Party.Kind.ORGANISATION, rut=clean_rut(rut))
    party.save()
    organisation = Organisation(
        party=party,
        key=key,
        name=name,
        short_name=short_name,
        kind=kind,
        parent=parent,
        institution_id=parent.institution_pk if parent else None,
        territory=territory,
        valid_from=valid_from,
    )
    organisation.save()
    current_act().about(organisation, organisation=short_name)
    return organisation


@action("people.person_added", says="agregó a una persona")
def add_person(
    *,
    given_names: str,
    family_names: str,
    username: str | None = None,
    password: str | None = None,
    rut: str | None = None,
    by: Access,
    on: date | None = None,
) -> Person:
    """Add a person, with an account where a user name is given. The event carries no name."""
    _require_manager(by)
    given_names, family_names = given_names.strip(), family_names.strip()
    if not given_names or not family_names:
        raise NameMissing("family_names" if given_names else "given_names")
    party = Party(kind=Party.Kind.PERSON, rut=clean_rut(rut))
    party.save()
    user = _add_account(username, password) if username else None
    person = Person(party=party, given_names=given_names, family_names=family_names, user=user)
    person.save()
    current_act().about(person, account=bool(user))
    return person


def _add_account(username: str, password: str | None) -> User:
    user = User(username=username)
    # The one of a demonstration is public on purpose, and judged nowhere else.
    if not (password == PASSWORD and Chain.objects.get().is_demonstration):
        try:
            validate_password(password or "", user)
        except ValidationError as error:
            raise PasswordTooWeak(error.messages) from error
    user.password = make_password(password)
    user.save()
    return user


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
    _require_manager(by, organisation.institution_pk)
    membership = Membership(
        person=person,
        role=role,
        organisation=organisation,
        territory=territory,
        valid_from=valid_from,
        valid_until=valid_until,
        is_substitute=is_substitute,
        act_reference=act_reference,
    )
    membership.save()
    current_act().about(
        person, role=membership.get_role_display(), organisation=organisation.short_name
    )
    return membership
