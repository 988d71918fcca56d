"""Actions that write in bulk, and a few rows to write."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import models

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.bulk import bulk_insert, bulk_update
from minga.core.models import Batch, Chain, Event, Preparation
from tests.conftest import SCRIBE

PREPARATION = ["subject_model", "subject_id", "actor_id", "actor"]


def preparations(count: int, model: str = "x.y") -> list[tuple[str, int, int, str]]:
    return [(model, n, 1, f"Persona número {n}") for n in range(count)]


@action("tests.inserted", says="agregó filas")
def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    by: Access = SCRIBE,
    on: date | None = None,
    then: Callable[[], object] = lambda: None,
) -> int:
    current_act().about(Chain.objects.get())
    added = bulk_insert(model, columns, rows)
    then()
    return added


@action("tests.updated", says="cambió filas")
def update(
    model: type[models.Model],
    key: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    by: Access = SCRIBE,
    on: date | None = None,
    then: Callable[[], object] = lambda: None,
) -> int:
    current_act().about(Chain.objects.get())
    written = bulk_update(model, key, columns, rows)
    then()
    return written


def prepared(count: int = 5) -> list[Preparation]:
    """That many rows of one batch."""
    insert(Preparation, PREPARATION, preparations(count), by=SCRIBE)
    return list(Preparation.objects.order_by("pk"))


def last_event() -> Event:
    return Event.objects.latest("sequence")


def last_batch() -> Batch:
    return Batch.objects.latest("pk")
