"""What a person's reserved data is read for: what is pending with them, or a reason that was just
given. Without either they stay hidden."""

from datetime import datetime, timedelta

from django.utils import timezone

from minga.core.access import StaffRequest
from minga.people.citizens.models import Attention, Citizen
from minga.people.citizens.permissions import SEE_BLOCKED, SEE_RESERVED
from minga.people.citizens.units import units_of

LASTS = timedelta(minutes=30)
KEY = "motivos"


def give(request: StaffRequest, citizen: Citizen, purpose: str) -> None:
    """Kept in the session for half an hour, for this person only."""
    given = {**request.session.get(KEY, {})}
    given[citizen.public_id] = [purpose.strip(), timezone.now().isoformat()]
    request.session[KEY] = given


def may_read(request: StaffRequest, citizen: Citizen) -> bool:
    needed = SEE_BLOCKED if citizen.state == Citizen.State.BLOCKED else SEE_RESERVED
    return citizen.state != Citizen.State.ERASED and request.access.may(needed)


def purpose_of(request: StaffRequest, citizen: Citizen, people: list[int]) -> str:
    """Why this reader may see the reserved data now; empty when they have to say."""
    if not may_read(request, citizen):
        return ""
    if citizen.state == Citizen.State.BLOCKED:
        return _given(request, citizen)
    return _given(request, citizen) or _pending(request, people)


def _given(request: StaffRequest, citizen: Citizen) -> str:
    purpose, since = request.session.get(KEY, {}).get(citizen.public_id, ("", ""))
    if not since or timezone.now() - datetime.fromisoformat(since) > LASTS:
        return ""
    return str(purpose)


def _pending(request: StaffRequest, people: list[int]) -> str:
    """An attention that awaits this reader's unit."""
    units = units_of(request.access, request.day)
    waiting = Attention.objects.of(*people).pending().filter(referred_to__in=units).first()
    return f"Atención {waiting.folio}, por responder" if waiting else ""
