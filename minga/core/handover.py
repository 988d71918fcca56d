"""The work of a person who leaves: what is open, and how it passes to another, area by area.

Each area registers an `OpenWork`; one action of `people` asks all of them, shows exactly what would
pass, and writes one event. What belongs to a role stays with the role and is not told here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Leaving:
    """Whose work passes, on which day. `user_id`: the account, where there is one."""

    actor_id: int
    label: str
    user_id: int | None
    on: date


@dataclass(frozen=True)
class Task:
    """One thing that is open. `key` is how its area finds it again."""

    key: int
    label: str
    note: str = ""


@dataclass(frozen=True)
class OpenWork:
    """`hand(leaving, heir, keys)` passes exactly those; without it the thing itself can't change
    its author, and whoever inherits is asked for it (`predecessors`)."""

    label: str
    find: Callable[[Leaving], Iterable[Task]]
    hand: Callable[[Leaving, Leaving, Sequence[int]], object] | None = None
    # Needs an account to work with.
    of_account: bool = False


_registered: list[OpenWork] = []


def register_open_work(work: OpenWork) -> OpenWork:
    _registered.append(work)
    return work


def all_open_work() -> list[OpenWork]:
    return list(_registered)


Predecessors = Callable[[int], "QuerySet[Any, Any] | Sequence[int]"]
_predecessors: list[Predecessors] = []


def register_predecessors(told: Predecessors) -> None:
    """Called once, by `people` at start."""
    _predecessors[:] = [told]


def predecessors(actor_id: int | None) -> "QuerySet[Any, Any] | Sequence[int]":
    """Those whose work passed to a person, as a subquery: `sent_by__in=predecessors(…)`."""
    return _predecessors[0](actor_id) if _predecessors and actor_id is not None else ()
