"""Adding people and organisations: one identity each, by RUT."""

from datetime import date
from functools import cache

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
from minga.core.rut import show_rut
from minga.people.models import Organisation, Party, Person
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


class NameOfOrganisationMissing(DomainError):
    code = "people.organisation_name_missing"
    field = "name"

    def __init__(self) -> None:
        super().__init__("Escriba el nombre y el nombre corto de la organización.")


class RutTaken(DomainError):
    """Says whose it is only of an organisation: that is public; a person's RUN is not."""

    code = "people.rut_taken"
    field = "rut"

    def __init__(self, rut: str, owner: Party) -> None:
        shown = show_rut(rut)
        organisation = Organisation.objects.filter(party=owner).first()
        super().__init__(
            f"El RUT {shown} ya es de {organisation}: ábrala en Organizaciones en vez de agregarla "
            "otra vez."
            if organisation
            else f"El RUT {shown} ya es de una persona registrada: búsquela por su RUT en vez de "
            "agregarla otra vez."
        )


class KeyTaken(DomainError):
    code = "people.key_taken"
    field = "key"

    def __init__(self, key: str) -> None:
        super().__init__(f"La clave «{key}» ya es de otra organización. Escriba otra.")


class ParentNotInForce(DomainError):
    code = "people.parent_not_in_force"
    field = "valid_from"

    def __init__(self, parent: Organisation, day: date) -> None:
        super().__init__(f"{parent} no existe el {day:%d-%m-%Y}: cambie el primer día.")


def require_manager(by: Access, organisation: Organisation | None = None) -> None:
    """Who administers the institution; anyone who administers, where it has no administrator."""
    own = organisation is not None and not organisation.is_external
    where = organisation.institution_pk if organisation is not None and own else None
    if not by.may(MANAGE, where):
        raise NotAllowed(
            "Solo quien administra el sistema agrega personas, organizaciones y funciones."
        )


def free_rut(typed: str | None, but: Party | None = None) -> str | None:
    """Valid, and of nobody else."""
    rut = clean_rut(typed)
    owner = Party.objects.filter(rut=rut).first() if rut else None
    if rut and owner and owner != but:
        raise RutTaken(rut, owner)
    return rut


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
    require_manager(by, parent)
    name, short_name = name.strip(), short_name.strip()
    if not name or not short_name:
        raise NameOfOrganisationMissing
    if Organisation.objects.filter(key=key).exists():
        raise KeyTaken(key)
    if parent and not parent.holds_on(valid_from):
        raise ParentNotInForce(parent, valid_from)
    party = Party(kind=Party.Kind.ORGANISATION, rut=free_rut(rut))
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
    require_manager(by)
    given_names, family_names = given_names.strip(), family_names.strip()
    if not given_names or not family_names:
        raise NameMissing("family_names" if given_names else "given_names")
    party = Party(kind=Party.Kind.PERSON, rut=free_rut(rut))
    party.save()
    user = _add_account(username, password) if username else None
    person = Person(party=party, given_names=given_names, family_names=family_names, user=user)
    person.save()
    current_act().about(person, account=bool(user))
    return person


def _add_account(username: str, password: str | None) -> User:
    user = User(username=username)
    # The one of a demonstration is public on purpose, and judged nowhere else.
    if password == PASSWORD and Chain.objects.get().is_demonstration:
        user.password = _public_hash()
    else:
        try:
            validate_password(password or "", user)
        except ValidationError as error:
            raise PasswordTooWeak(error.messages) from error
        user.password = make_password(password)
    user.save()
    return user


@cache
def _public_hash() -> str:
    """Once for everybody of a demonstration: hashing takes a third of a second, and hides
    nothing."""
    return make_password(PASSWORD)
