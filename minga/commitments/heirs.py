"""Who answers for what a closed body promised: its successor, and the successor of that one.

The row keeps the body that promised; who is asked is told by the day.
"""

from collections.abc import Iterable
from datetime import date

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


def inherited_by(institutions: Iterable[int], day: date) -> list[int]:
    """The closed bodies whose commitments are now of these institutions."""
    keys, closed = set(institutions), closed_on(day)
    holders = ((pk, holder_of(body, day, closed)) for pk, body in closed.items())
    return [pk for pk, holder in holders if holder and holder.institution_pk in keys]


def without_heir(day: date) -> list[int]:
    closed = closed_on(day)
    return [pk for pk, body in closed.items() if holder_of(body, day, closed) is None]


def standing_for(bodies: Iterable[int], day: date) -> list[int]:
    """The closed bodies for which some of these organisations or units answer now."""
    keys, closed = set(bodies), closed_on(day)
    holders = ((pk, holder_of(body, day, closed)) for pk, body in closed.items())
    return [pk for pk, holder in holders if holder and holder.pk in keys]
