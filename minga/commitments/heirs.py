"""Who answers for what a closed body promised: its successor, and the successor of that one.

The row keeps the body that promised; who is asked is told by the day.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from minga.people.models import Organisation

MOST_STEPS = 20


def closed_on(day: date) -> dict[int, Organisation]:
    """Every body that no longer exists, with its successor at hand: few, in one question."""
    found = Organisation.objects.filter(valid_until__isnull=False, valid_until__lte=day)
    return {row.pk: row for row in found.select_related("successor__institution", "institution")}


def holder_of(
    body: Organisation, day: date, closed: dict[int, Organisation] | None = None
) -> Organisation | None:
    """Who answers on a day; None where a body ended and nobody follows it."""
    known = closed_on(day) if closed is None and not body.holds_on(day) else closed or {}
    for _ in range(MOST_STEPS):
        ended = known.get(body.pk)
        if ended is None:
            return body
        if ended.successor is None:
            return None
        body = ended.successor
    return None


# What a query follows; longer chains of successors are told on the page and not sought.
HOPS = 4


def _chain(path: str, day: date) -> Iterator[tuple[Q, str]]:
    """For each number of hops: that all before it ended by the day, and the path to its end."""
    ended, at = Q(), path
    for _ in range(HOPS):
        ended &= Q(**{f"{at}__valid_until__lte": day})
        yield ended, at
        at = f"{at}__successor"


def inherited(
    path: str, day: date, *, bodies: Any = None, institutions: Iterable[int] | None = None
) -> Q:
    """The body at the end of `path` ended, and one of these (or a unit of these institutions)
    follows it on the day. Asked within a query: it costs none of its own."""
    found = Q(pk__in=[])
    for ended, at in _chain(path, day):
        heir = f"{at}__successor"
        still = Q(**{f"{heir}__valid_until__isnull": True}) | Q(**{f"{heir}__valid_until__gt": day})
        whose = Q(pk__in=[])
        if bodies is not None:
            whose |= Q(**{f"{heir}__in": bodies})
        if institutions is not None:
            keys = list(institutions)
            whose |= Q(**{f"{heir}__in": keys}) | Q(**{f"{heir}__institution__in": keys})
        found |= ended & still & whose
    return found


def orphaned(path: str, day: date) -> Q:
    """The body ended, and at the end of its successors nobody follows."""
    found = Q(pk__in=[])
    for ended, at in _chain(path, day):
        found |= ended & Q(**{f"{at}__successor__isnull": True})
    return found
