"""Sessions that know whose they are, since when and from where; `SESSION_ENGINE` names this module.

What a list of sessions shows travels in the session itself (`ENTRY`), so that being seen again
writes the row that is written anyway.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from minga.core.ids import new_public_id
from minga.people.accounts.models import Session
from minga.people.accounts.origin import device_of, origin_of

ENTRY = "entry"
# Seconds between two notes of a session being used.
SELDOM = 60


class SessionStore(DatabaseStore):
    """Django's own, in a table with a column more."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        row: Any = super().create_model_instance(dict(data))
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row  # type: ignore[no-any-return]


def begun(request: HttpRequest, **kwargs: Any) -> None:
    """When somebody signs in, whichever way."""
    now = int(time.time())
    request.session[ENTRY] = {
        "id": new_public_id(),
        "since": now,
        "seen": now,
        "origin": origin_of(request),
        "device": device_of(request.headers.get("User-Agent", "")),
    }


def ended_by_age(request: HttpRequest) -> str:
    """Why a session is over; empty while it is not. Notes that it was used."""
    entry, now = request.session.get(ENTRY), int(time.time())
    if not isinstance(entry, dict):
        return "Entre de nuevo para continuar."
    if now - entry["since"] > settings.SESSION_COOKIE_AGE:
        return "Su sesión llegó a su duración máxima. Entre de nuevo para continuar."
    if now - entry["seen"] > settings.SESSION_IDLE:
        return "Su sesión se cerró porque no se usó por un tiempo. Entre de nuevo para continuar."
    if now - entry["seen"] >= SELDOM:
        request.session[ENTRY] = entry | {"seen": now}
    return ""


@dataclass(frozen=True)
class Open:
    """One line of the list of sessions."""

    key: str
    public_id: str
    device: str
    origin: str
    since: datetime
    seen: datetime
    is_this: bool


def open_sessions(user_id: int, this: str | None = None) -> list[Open]:
    """Of an account, this one first, then the last used."""
    rows = Session.objects.filter(user=user_id, expire_date__gt=timezone.now())
    found = [opened(row, this) for row in rows]
    now = time.time()
    alive = [one for one in found if one and now - one.seen.timestamp() <= settings.SESSION_IDLE]
    return sorted(alive, key=lambda one: (one.is_this, one.seen), reverse=True)


def opened(row: Session, this: str | None = None) -> Open | None:
    """What a row says of itself; nothing of one in which nobody signed in."""
    entry = row.get_decoded().get(ENTRY)
    if not isinstance(entry, dict):
        return None
    since, seen = (datetime.fromtimestamp(entry[name], UTC) for name in ("since", "seen"))
    return Open(
        row.session_key,
        entry["id"],
        entry["device"],
        entry["origin"],
        since,
        seen,
        row.session_key == this,
    )


def end_sessions(user_id: int, *, but: str | None = None) -> int:
    """All of an account, or all but the one in hand. Answers how many."""
    rows = Session.objects.filter(user=user_id)
    return (rows.exclude(session_key=but) if but else rows).delete()[0]
