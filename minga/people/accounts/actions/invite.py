"""An account for a person: with a link by e-mail, or with a provisional password."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.models import User
from minga.core.outbox.actions import address as one_address
from minga.people.accounts import errors, links
from minga.people.accounts.actions.state import locked, provisional, require_free
from minga.people.accounts.models import AccountDetails
from minga.people.accounts.scope import require_nowhere_else
from minga.people.actions import MANAGE, NameMissing, clean_rut
from minga.people.models import Organisation, Party, Person


@dataclass(frozen=True)
class Invited:
    """Who, and the password to hand over where no message was sent."""

    person: Person
    password: str = ""


@action("accounts.invited", says="creó una cuenta")
def invite(
    *,
    person: Person | None = None,
    given_names: str = "",
    family_names: str = "",
    rut: str = "",
    username: str,
    email: str = "",
    service: Organisation,
    address: links.Address,
    by: Access,
    on: date | None = None,
) -> Invited:
    """Somebody already known (chosen, or by the RUN), or a new person. What they may do comes with
    their functions, which are another matter."""
    if not by.may(MANAGE, service.pk):
        raise NotAllowed("Solo quien administra el servicio crea cuentas en él.")
    person = person or _person(given_names, family_names, rut)
    if person.user_id:
        raise errors.HasAccount
    assert on is not None
    require_nowhere_else(person, by, on)
    mail = one_address(email) if email.strip() else ""
    user = _user(username)
    person.user = user
    person.save(update_fields=["user"])
    details = AccountDetails(user=user, service=service, email=require_free(mail) or None)
    details.save()
    current_act().about(person, by_mail=bool(mail))
    if mail:
        links.invite_by_mail(user, mail, address, by=by)
        return Invited(person)
    return Invited(person, provisional(user))


def _person(given_names: str, family_names: str, rut: str) -> Person:
    number = clean_rut(rut)
    party = Party.objects.select_for_update().filter(rut=number).first() if number else None
    if party is not None:
        if party.kind != Party.Kind.PERSON:
            raise errors.NotAPerson
        return Person.objects.select_for_update().get(party=party)
    given_names, family_names = given_names.strip(), family_names.strip()
    if not given_names or not family_names:
        raise NameMissing("family_names" if given_names else "given_names")
    party = Party(kind=Party.Kind.PERSON, rut=number)
    party.save()
    person = Person(party=party, given_names=given_names, family_names=family_names)
    person.save()
    return person


def _user(username: str) -> User:
    name = username.strip().lower()
    if User.objects.filter(username=name).exists():
        raise errors.NameTaken(name)
    user = User(username=name, password=make_password(None))
    user.save()
    return user


@action("accounts.link_sent", says="envió un enlace para entrar a una cuenta")
def send_link(
    person: Person, *, address: links.Address, reason: str, by: Access, on: date | None = None
) -> Person:
    """Again, or for the first time. The one before serves no more."""
    user = locked(person, reason, by, on)
    if not user.is_active:
        raise errors.AlreadySo("cerrada")
    details = AccountDetails.objects.filter(user=user).first()
    if details is None or not details.email:
        raise errors.EmailMissing
    links.invite_by_mail(user, details.email, address, by=by)
    current_act().about(person, reason=reason.strip())
    return person


@action("accounts.link_revoked", says="anuló el enlace para entrar a una cuenta")
def revoke_link(person: Person, *, reason: str, by: Access, on: date | None = None) -> Person:
    user = locked(person, reason, by, on)
    if not links.revoke(user.pk):
        raise errors.NoLink
    current_act().about(person, reason=reason.strip())
    return person
