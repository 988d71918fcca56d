"""Where whoever a guarantee answers for says that it may not go back yet.

The contract stands above what it is guaranteed with: it registers why a guarantee of its dossier
must stay («falta la recepción definitiva»), and the return asks.
"""

from collections.abc import Callable, Iterable
from datetime import date

from minga.budget.models import Guarantee

# Sentences, each a reason to keep it on that day; none lets it go.
Hold = Callable[[Guarantee, date], Iterable[str]]
_holds: list[Hold] = []


def register_hold(hold: Hold) -> None:
    assert hold not in _holds, hold
    _holds.append(hold)


def forget(hold: Hold) -> None:
    """For the tests, which register their own."""
    _holds.remove(hold)


def reasons_to_keep(guarantee: Guarantee, on: date) -> list[str]:
    return [sentence for hold in _holds for sentence in hold(guarantee, on)]
