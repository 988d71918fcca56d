"""The way in: name and password judged, the second factor asked for where there is one, and what an
account still owes when it is inside."""

import hmac
import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import authenticate, login
from django.http import HttpRequest

from minga.core.access import Access, access_of
from minga.core.approvals import factors
from minga.core.approvals.session import keep
from minga.core.models import Chain, User
from minga.people.accounts import log, throttle
from minga.people.accounts.actions.state import record_lock
from minga.people.accounts.errors import NameLocked, OriginLocked, WrongCredentials
from minga.people.accounts.log import How, Result
from minga.people.accounts.models import AccountDetails, SecurityKey, SignIn
from minga.people.accounts.origin import origin_of
from minga.people.accounts.rules import is_required
from minga.people.accounts.throttle import Scope
from minga.people.models import Person

PENDING, OWES, PROVIDER = "signing_in", "owes", "provider"
LASTS = 5 * 60
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Pending:
    """Who gave the first proof and still owes the second."""

    user: User
    how: str
    target: str
    id_token: str = ""


def judge(request: HttpRequest, name: str, password: str) -> User:
    """The account of a name and its password. Every attempt counts; a closed name answers the same
    whether or not there is such an account, and the wrong ones take the same time."""
    origin = origin_of(request)
    _refuse_locked(request, name, origin)
    user = authenticate(request, username=name.strip().lower(), password=password)
    if not isinstance(user, User):
        raise _failed(request, name, origin)
    throttle.right(Scope.NAME, name)
    if origin:
        throttle.right(Scope.ORIGIN, origin)
    return user


def _refuse_locked(request: HttpRequest, name: str, origin: str) -> None:
    if origin and (until := throttle.take(Scope.ORIGIN, origin)):
        log.note(request, How.PASSWORD, Result.LOCKED, name=name)
        raise OriginLocked(until)
    if until := throttle.take(Scope.NAME, name):
        log.note(request, How.PASSWORD, Result.LOCKED, name=name)
        raise NameLocked(until)


def _failed(
    request: HttpRequest, name: str, origin: str
) -> WrongCredentials | NameLocked | OriginLocked:
    found = User.objects.filter(username=name.strip().lower()).values_list("pk", flat=True).first()
    log.note(request, How.PASSWORD, Result.WRONG, user_id=found, name=name)
    name_until = throttle.failed(Scope.NAME, name, found)
    origin_until = throttle.failed(Scope.ORIGIN, origin) if origin else None
    if name_until:
        person = Person.objects.filter(user=found).first() if found else None
        if person:
            record_lock(person)
        return NameLocked(name_until)
    if origin_until:
        record_lock(None)
        return OriginLocked(origin_until)
    return WrongCredentials()


def has_second_factor(user: User) -> bool:
    return factors.confirmed(user.pk) is not None or bool(keys_of(user))


def keys_of(user: User) -> list[SecurityKey]:
    return list(SecurityKey.objects.standing().filter(user=user).order_by("pk"))


def key_proof(user_id: int) -> tuple[str, str] | None:
    """What a step of an approval offers beside the code."""
    has = SecurityKey.objects.standing().filter(user=user_id).exists()
    return ("Usar mi llave de seguridad", "accounts:prove_key") if has else None


def suspend(request: HttpRequest, pending: Pending) -> None:
    """Keep who gave the first proof, in a session with a new key."""
    log.note(request, How(pending.how), Result.FIRST_STEP, user_id=pending.user.pk)
    request.session.cycle_key()
    request.session[PENDING] = [
        pending.user.pk,
        pending.user.get_session_auth_hash(),
        pending.how,
        pending.target,
        pending.id_token,
        int(time.time()),
    ]


def pending_of(request: HttpRequest) -> Pending | None:
    """None when nobody did, it was long ago, or the password changed or the account was closed
    meanwhile."""
    kept: Any = request.session.get(PENDING)
    if not isinstance(kept, list) or len(kept) != 6 or not 0 <= time.time() - kept[5] <= LASTS:
        return None
    user = User.objects.filter(pk=kept[0], is_active=True).first()
    if user is None or not hmac.compare_digest(user.get_session_auth_hash(), kept[1]):
        return None
    return Pending(user, kept[2], kept[3], kept[4])


def enter(request: HttpRequest, pending: Pending, how: SignIn.How, day: date) -> None:
    """Inside, in a new session, with a note of what is owed."""
    request.session.pop(PENDING, None)
    login(request, pending.user, backend=BACKEND)
    log.note(request, how, Result.ENTERED, user_id=pending.user.pk)
    if pending.id_token:
        request.session[PROVIDER] = pending.id_token
    if owed := owes(pending, day):
        request.session[OWES] = owed
    factor = factors.confirmed(pending.user.pk) if how in (How.CODE, How.KEY) else None
    if factor:
        keep(request, factors.proof_now(factor))  # type: ignore[arg-type]  # its session is all it needs


def owes(pending: Pending, day: date) -> list[str]:
    """A password of one's own, for who came in by one that another gave; a second factor, for whose
    function needs it."""
    owed = []
    details = AccountDetails.objects.filter(user=pending.user).first()
    if details and details.must_change_password and pending.how == How.PASSWORD:
        owed.append("password")
    if not Chain.objects.get().is_demonstration and not has_second_factor(pending.user):
        roles = [grant.role for grant in access_of(pending.user, day).grants]
        if is_required(roles, day):
            owed.append("factor")
    return owed


def acting(user: User, day: date) -> Access:
    """Who gives a code before being inside: by their functions, or by nothing but their name."""
    access = access_of(user, day)
    if access.user_id:
        return access
    person = Person.objects.filter(user=user).first()
    return Access(person.pk if person else None, str(person or user), on=day, user_id=user.pk)
