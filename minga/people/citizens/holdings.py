"""What Minga holds of a person: each area registers its tables once, in `ready()`.

A copy of somebody's data is made of all of them, and an erasure goes through all of them: each says
how its rows are told, how they are emptied, and for how long a norm makes the service keep them.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from minga.core.models import Fact

Rows = models.QuerySet[Any]
Value = Callable[[Any], object]


def _nothing(row: Any) -> Iterable[Fact]:
    return ()


@dataclass(frozen=True, eq=False)
class Holding:
    """One table. `rows` finds those of some persons (they may be one person's several records).

    `empty` takes the person out of a row and answers the rows that it wrote, this one and others
    that hang from it; without a `term`, it is done at once. `term` names how many years they are
    kept, counted from `since`. `apart`: only in a copy that asks for it, and never emptied here.
    """

    model: type[models.Model]
    label: str
    rows: Callable[[Collection[int]], Rows]
    columns: tuple[tuple[str, Value], ...]
    empty: Callable[[Any], Iterable[Fact]] = _nothing
    term: str = ""
    since: Callable[[Any], date] | None = None
    apart: bool = False
    # Other tables whose rows it tells and empties together with these.
    with_models: tuple[type[models.Model], ...] = ()
    order: int = 50

    def told(self, people: Collection[int]) -> list[dict[str, object]]:
        return [{name: value(row) for name, value in self.columns} for row in self.rows(people)]


_registered: list[Holding] = []


def register(holding: Holding) -> Holding:
    assert all(holding.model is not other.model for other in _registered), holding.model
    assert bool(holding.term) == bool(holding.since), f"{holding.label}: kept since when?"
    _registered.append(holding)
    _registered.sort(key=lambda item: item.order)
    return holding


def registered() -> list[Holding]:
    return list(_registered)


def covered() -> set[type[models.Model]]:
    """Every table that some holding tells."""
    return {model for item in _registered for model in (item.model, *item.with_models)}
