"""Accounts as their administrator leaves them: closed, open, unlocked, without factor, with another
e-mail or a provisional password. Every one with its reason, none with a personal value in it."""

import secrets
from datetime import date

from django.contrib.auth.hashers import make_password

from minga.core.access import Access, operator
from minga.core.actions import action, current_act
from minga.core.approvals.enrolment import end_standing
from minga.core.ids import ALPHABET
from minga.core.models import Chain, User
from minga.core.outbox.actions import address
from minga.people.accounts import errors, links, throttle
from minga.people.accounts.models import AccountDetails, SecurityKey
from minga.people.accounts.scope import require_manager, require_nowhere_else
from minga.people.accounts.sessions import end_sessions
from minga.people.models import Person

BY_ITSELF = operator("Entrada")


def locked(person: Person, reason: str, by: Access, on: date | None) -> User:
    """The account of a person that one administers, locked; with a reason."""
    assert on is not None
    if not reason.strip():
        raise errors.ReasonMissing
    require_manager(person, by, on)
    assert person.user_id is not None
    return User.objects.select_for_update().get(pk=person.user_id)


def locked_whole(person: Person, reason: str, by: Access, on: date | None) -> User:
    """The same, for what lets another person in."""
    user = locked(person, reason, by, on)
    assert on is not None
    require_nowhere_else(person, by, on)
    return user


def details_of(user: User) -> AccountDetails:
    """Its own, or a new one that is not saved yet."""
    found = AccountDetails.objects.select_for_update().filter(user=user).first()
    return found or AccountDetails(user=user)


@action("accounts.closed", says="cerró una cuenta")
def close_account(person: Person, *, reason: str, by: Access, on: date | None = None) -> Person:
    """At once: its sessions end and its links serve no more."""
    user = locked(person, reason, by, on)
    if by.user_id == user.pk:
        raise errors.OwnAccount
    if not user.is_active:
        raise errors.AlreadySo("cerrada")
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user.pk)
    links.revoke(user.pk)
    current_act().about(person, reason=reason.strip())
    return person


@action("accounts.reopened", says="reabrió una cuenta")
def reopen_account(person: Person, *, reason: str, by: Access, on: date | None = None) -> Person:
    user = locked(person, reason, by, on)
    if user.is_active:
        raise errors.AlreadySo("abierta")
    user.is_active = True
    user.save(update_fields=["is_active"])
    current_act().about(person, reason=reason.strip())
    return person


@action("accounts.unlocked", says="desbloqueó una cuenta")
def unlock_account(person: Person, *, reason: str, by: Access, on: date | None = None) -> Person:
    """After too many failures, without waiting."""
    user = locked(person, reason, by, on)
    if not throttle.unlock(user.pk):
        raise errors.NotLocked
    current_act().about(person, reason=reason.strip())
    return person


@action("accounts.factors_removed", says="quitó el segundo factor de una cuenta")
def remove_factors(person: Person, *, reason: str, by: Access, on: date | None = None) -> Person:
    """The telephone and every key, for who lost them."""
    user = locked_whole(person, reason, by, on)
    if by.user_id == user.pk:
        raise errors.OwnFactor
    keys = list(SecurityKey.objects.select_for_update().standing().filter(user=user))
    for key in keys:
        key.ended_on = on
        key.save(update_fields=["ended_on"])
    ended = end_standing(user.pk, on)
    if ended is None and not keys:
        raise errors.NoFactor
    end_sessions(user.pk)
    current_act().about(person, reason=reason.strip(), keys=len(keys), telephone=ended is not None)
    return person


@action("accounts.email_set", says="cambió el correo de una cuenta")
def set_email(
    person: Person, *, email: str, reason: str, by: Access, on: date | None = None
) -> Person:
    """Where its links go: those sent to the old one serve no more."""
    user = locked_whole(person, reason, by, on)
    details = details_of(user)
    details.email = require_free(email, user.pk)
    details.save()
    links.revoke(user.pk)
    current_act().about(person, reason=reason.strip())
    return person


def require_free(email: str, user_id: int | None = None) -> str:
    said = address(email).lower() if email.strip() else ""
    if AccountDetails.objects.filter(email__iexact=said).exclude(user=user_id).exists():
        raise errors.EmailTaken
    return said


@action("accounts.password_given", says="dio una contraseña provisoria a una cuenta")
def give_password(person: Person, *, reason: str, by: Access, on: date | None = None) -> str:
    """For who has no e-mail. It is shown this once, and has to be changed at the first entry."""
    user = locked_whole(person, reason, by, on)
    if by.user_id == user.pk:
        raise errors.OwnPassword
    password = provisional(user)
    end_sessions(user.pk)
    links.revoke(user.pk)
    current_act().about(person, reason=reason.strip())
    return password


def provisional(user: User) -> str:
    """Four groups of four letters that nobody confuses over the telephone: 76 bits."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    password = "-".join(groups)
    user.password = make_password(password)
    user.save(update_fields=["password"])
    details = details_of(user)
    details.must_change_password = True
    details.save()
    return password


@action("accounts.locked", says="bloqueó por intentos fallidos {what}")
def _record_lock(person: Person | None, *, by: Access, on: date | None = None) -> None:
    what = "una cuenta" if person else "una dirección de red"
    current_act().about(person or Chain.objects.get(), what=what)


def record_lock(person: Person | None) -> None:
    """Of a person's account, or (None) of an address, which the event does not say."""
    _record_lock(person, by=BY_ITSELF)
