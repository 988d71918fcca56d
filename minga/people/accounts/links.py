"""Links that set a password: random, kept only as a digest, one at a time, for a while."""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from minga.core.access import Access, operator
from minga.core.models import User
from minga.core.outbox.actions import send
from minga.people.accounts.models import AccountDetails, AccountLink

Kind = AccountLink.Kind
LASTS = {Kind.INVITATION: timedelta(days=7), Kind.RESET: timedelta(hours=1)}
# From the token to the whole address, as the request knows it.
Address = Callable[[str], str]

INVITATION = """{name}:

{who} creó una cuenta de Minga para usted. Su usuario es {username}.

Para entrar, elija su contraseña en esta dirección:

{address}

Sirve una vez y vence el {until}. Si venció, pida otra a quien le invitó.
"""
RESET = """{name}:

Alguien, seguramente usted, pidió una contraseña nueva para el usuario {username} de Minga.

Para elegirla, abra esta dirección:

{address}

Sirve una vez y vence a las {until:%H:%M}. Si no la pidió, no haga nada: su contraseña sigue igual.
"""
CHANGED = """{name}:

La contraseña del usuario {username} de Minga cambió el {now}.

Si no fue usted, avise ahora a quien administra el sistema.
"""


def digest_of(token: str) -> str:
    key = f"{settings.SECRET_KEY}:minga.link".encode()
    return hmac.new(key, token.encode(), sha256).hexdigest()


def issue(user: User, kind: AccountLink.Kind) -> tuple[str, AccountLink]:
    """A new link; the one before serves no more. Answers its token, which is kept nowhere."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    revoke(user.pk)
    link = AccountLink.objects.create(
        user=user, kind=kind, digest=digest_of(token), sent_at=now, expires_at=now + LASTS[kind]
    )
    return token, link


def revoke(user_id: int) -> int:
    unused = AccountLink.objects.filter(user=user_id, used_at=None, revoked_at=None)
    return unused.update(revoked_at=timezone.now())


def find(token: str) -> AccountLink | None:
    """While it can be used, and its account is open."""
    found = AccountLink.objects.open().filter(digest=digest_of(token), user__is_active=True)
    return found.select_related("user__person").first()


def invite_by_mail(user: User, email: str, address: Address, *, by: Access) -> None:
    token, link = issue(user, Kind.INVITATION)
    text = INVITATION.format(
        name=_name(user),
        who=by.label or "Quien administra el sistema",
        username=user.username,
        address=address(token),
        until=_day(link.expires_at),
    )
    send(email, "Su cuenta de Minga", text, by=by)


def reset_by_mail(name: str, address: Address) -> bool:
    """For the open account of that user name or e-mail, if there is one. Nobody is told which."""
    said = name.strip().lower()
    with transaction.atomic():
        details = _details(said)
        if details is None:
            return False
        user = User.objects.select_for_update().get(pk=details.user_id)
        token, link = issue(user, Kind.RESET)
        text = RESET.format(
            name=_name(user),
            username=user.username,
            address=address(token),
            until=timezone.localtime(link.expires_at),
        )
        send(details.email or "", "Contraseña nueva de Minga", text, by=operator("Entrada"))
    return True


def _details(said: str) -> AccountDetails | None:
    able = AccountDetails.objects.filter(email__isnull=False, user__is_active=True)
    if "@" in said:
        return able.filter(email__iexact=said).first()
    return able.filter(user__username=said).first()


def tell_changed(user: User) -> None:
    """To the owner, whoever changed it."""
    details = AccountDetails.objects.filter(user=user, email__isnull=False).first()
    if details is None:
        return
    now = timezone.localtime()
    text = CHANGED.format(
        name=_name(user), username=user.username, now=f"{now:%d-%m-%Y a las %H:%M}"
    )
    send(details.email or "", "Su contraseña de Minga cambió", text, by=operator("Entrada"))


def _name(user: User) -> str:
    person = getattr(user, "person", None)
    return person.given_names if person else user.username


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y a las %H:%M}"
