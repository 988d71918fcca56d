"""Whether a project is carry-over in a year: what each part of works knows of it, never typed.

A project is carry-over («arrastre») when it has a contract in force, or spent on expropriations,
before the year begins; else it is new («nueva»). Source: Normas, Instrucciones y Procedimientos of
the public investment system.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

# A year → the keys of the projects that come into it from before.
Carrier = Callable[[int], QuerySet[Any, Any]]
_carriers: list[Carrier] = []


def register_carrier(carrier: Carrier) -> None:
    """`contracts` tells of contracts in force; `progress`, of expropriations."""
    assert carrier not in _carriers, carrier
    _carriers.append(carrier)


def carried_over(year: int) -> Q:
    """Of projects: those that are carry-over in a year."""
    found = Q(pk__in=[])
    for carrier in _carriers:
        found |= Q(pk__in=carrier(year))
    return found
