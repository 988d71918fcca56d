"""How a figure stands on a day: it waits, counts, was returned, or another took its place."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from minga.workplan.results.models import Result, ResultReview


@dataclass(frozen=True)
class State:
    key: str
    label: str
    tone: str


STATES = {
    state.key: state
    for state in (
        State("waiting", "por verificar", "wait"),
        State("verified", "verificado", "ok"),
        State("returned", "devuelto", "stop"),
        State("corrected", "corregido", "none"),
    )
}


def state_of(result: Result, day: date) -> State:
    """The row with its review and what replaced it."""
    if result.corrected_on(day):
        return STATES["corrected"]
    review = result.review_on(day)
    if review is None:
        return STATES["waiting"]
    verified = review.outcome == ResultReview.Outcome.VERIFIED
    return STATES["verified" if verified else "returned"]


def condition(key: str, day: date) -> Q:
    """The same, of many rows."""
    corrected = Q(replaced_by__on__lte=day)
    if key == "corrected":
        return corrected
    if key == "waiting":
        return ~corrected & (Q(review__isnull=True) | Q(review__on__gt=day))
    return ~corrected & Q(review__outcome=key, review__on__lte=day)
