"""How the record is read when parts of it may be damaged: together, one by one, or not at all."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models, transaction

from minga.core.canonical import name_of
from minga.core.registries import Finding

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
Advance = Callable[[int], None]
T = TypeVar("T")
CHUNK = 500
# How many findings a verification keeps to be read; all of them are counted.
KEPT = 1_000


@dataclass(frozen=True)
class Reading:
    """What was found in the record, and the event at which it was read."""

    sequence: int
    head: str
    findings: list[Finding]


def advancing(progress: Progress, total: int) -> Advance:
    done = 0

    def advance(rows: int) -> None:
        nonlocal done
        done = min(done + rows, total)
        progress(done, total)

    return advance


def counted(
    found: list[type[models.Model]],
) -> tuple[dict[type[models.Model], int], list[Finding]]:
    """How many rows each table has, and the tables that cannot be read at all."""
    counts: dict[type[models.Model], int] = {}
    findings = []
    for model in found:
        rows = readable(model._meta.db_table, model._base_manager.count)
        if rows is None:
            what = f"La tabla {model._meta.db_table} no puede leerse."
            findings.append(Finding(model._meta.label_lower, what))
        else:
            counts[model] = rows
    return counts, findings


def readable(what: str, read: Callable[[], T]) -> T | None:
    """Nothing (None) for what the damage left unreadable; any error may come of it."""
    try:
        with _apart():
            return read()
    except Exception as error:  # noqa: BLE001
        log.warning("%s cannot be read: %s: %s", what, type(error).__name__, error)
        return None


def _apart() -> AbstractContextManager[Any]:
    """So that a failed query does not spoil the transaction around it; without one, none is
    begun, for on SQLite it would keep everybody from writing."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def surviving(where: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """A check that fails is a finding: the others still have to be made."""
    try:
        yield from look()
    except Exception as error:
        log.exception("The check of «%s» failed", where)
        yield Finding(
            where, f"No puede leerse todo: {type(error).__name__}. Vea el registro técnico."
        )


def keys(model: type[models.Model], order: str = "pk") -> Iterator[list[Any]]:
    """The keys of a table, some hundreds at a time. No cursor stays open between them: on SQLite
    it would bar the progress from being written while others work."""
    found = list(model._base_manager.order_by(order).values_list("pk", flat=True))
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]


def together(model: type[models.Model], pks: list[Any]) -> dict[Any, models.Model]:
    """The rows in one query; row by row when one of them spoils it."""
    rows = readable(name_of(model, pks[0]), lambda: model._base_manager.in_bulk(pks))
    if rows is not None or len(pks) == 1:
        return rows or {}
    return {key: row for pk in pks for key, row in together(model, [pk]).items()}
