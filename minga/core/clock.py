"""What day it is: the clock's Chilean date, or the day that a demonstration lives in.

`recorded_at` never asks here: it is always the clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.conf import settings
from django.utils import timezone

from minga.core.models import Chain

_day: ContextVar[date | None] = ContextVar("day", default=None)


def today() -> date:
    """The day inside a `living_in` (every request and command has one); else read from the
    database."""
    return _day.get() or day_of(Chain.objects.first())


def day_of(chain: Chain | None) -> date:
    """The administrator's choice, else MINGA_TODAY, else the day the demonstration opens with, else
    the clock."""
    chosen = chain.chosen_day if chain else None
    opening = chain.opening_day if chain else None
    return chosen or settings.TODAY or opening or timezone.localdate()


@contextmanager
def living_in(day: date) -> Iterator[None]:
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)
