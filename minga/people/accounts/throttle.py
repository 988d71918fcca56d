"""Too many failures close a name or an address for a while.

An attempt is counted before it is judged and given back when it was right, so that many at once
count as many. Names and addresses are kept as keyed digests.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from minga.people.accounts.models import Throttle

Scope = Throttle.Scope


@dataclass(frozen=True)
class Limit:
    """So many in so long; after that, closed for `lock`."""

    most: int
    within: timedelta
    lock: timedelta


LIMITS = {
    Scope.NAME: Limit(5, timedelta(minutes=15), timedelta(minutes=15)),
    # Many people share the address of an office.
    Scope.ORIGIN: Limit(30, timedelta(minutes=15), timedelta(minutes=15)),
    Scope.RESET_NAME: Limit(3, timedelta(hours=1), timedelta(hours=1)),
    Scope.RESET_ORIGIN: Limit(10, timedelta(hours=1), timedelta(hours=1)),
    Scope.INVITE: Limit(60, timedelta(hours=1), timedelta(hours=1)),
}


def digest_of(text: str) -> str:
    """The same for «MQuispe» and «mquispe »; nobody reads the name from it."""
    key = f"{settings.SECRET_KEY}:minga.throttle".encode()
    return hmac.new(key, text.strip().lower().encode(), sha256).hexdigest()


def take(scope: Throttle.Scope, text: str) -> datetime | None:
    """Count an attempt. When it may not be made, until when."""
    limit, now = LIMITS[scope], timezone.now()
    with transaction.atomic():
        row = _row(scope, text)
        if row.locked_until and row.locked_until > now:
            return row.locked_until
        if row.locked_until or now - row.since > limit.within:
            row.failures, row.since, row.locked_until = 0, now, None
        row.failures += 1
        if row.failures > limit.most:
            row.locked_until = now + limit.lock
        row.save()
        return row.locked_until


def failed(scope: Throttle.Scope, text: str, user_id: int | None = None) -> datetime | None:
    """An attempt that was counted was wrong. The last one that is allowed closes; answers until
    when, only to the one that closed it."""
    limit, now = LIMITS[scope], timezone.now()
    with transaction.atomic():
        row = _row(scope, text)
        row.user_id = user_id
        closes = row.failures >= limit.most and row.locked_until is None
        if closes:
            row.locked_until = now + limit.lock
        row.save(update_fields=["user", "locked_until"])
        return row.locked_until if closes else None


def right(scope: Throttle.Scope, text: str) -> None:
    """An attempt that was counted was right: a name begins anew, an address gets this one back."""
    rows = Throttle.objects.filter(scope=scope, key=digest_of(text), failures__gt=0)
    rows.update(failures=0 if scope == Scope.NAME else F("failures") - 1)


def locked_until(user_id: int) -> datetime | None:
    """Of an account, by its name."""
    row = Throttle.objects.filter(
        user=user_id, scope=Scope.NAME, locked_until__gt=timezone.now()
    ).first()
    return row.locked_until if row else None


def unlock(user_id: int) -> bool:
    """Answers whether it was closed."""
    rows = Throttle.objects.filter(user=user_id, scope=Scope.NAME)
    closed = rows.filter(locked_until__gt=timezone.now()).exists()
    rows.update(failures=0, locked_until=None)
    return closed


def _row(scope: Throttle.Scope, text: str) -> Throttle:
    key = digest_of(text)
    Throttle.objects.get_or_create(scope=scope, key=key)
    return Throttle.objects.select_for_update().get(scope=scope, key=key)
