"""The writers of the bench «chain»: processes that record at once, each its share of actions."""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from minga.bench.references.chain import write_one_by_one

TABLE = "bench_preparation"
# Who, from which row and how many → how many were written.
Share = Callable[[int, int, int], int]


@cache
def unrecorded() -> Any:
    """The same columns, keys and indexes as `Preparation`, outside the record."""
    from django.db import models

    class Unrecorded(models.Model):
        """Preparación de prueba: only in the scratch database of a bench."""

        event = models.ForeignKey("core.Event", models.PROTECT, related_name="+")
        subject_model = models.CharField(max_length=60)
        subject_id = models.BigIntegerField()
        actor_id = models.BigIntegerField()
        actor = models.CharField(max_length=80)

        class Meta:
            app_label = "bench"
            db_table = TABLE
            constraints = [
                models.UniqueConstraint(
                    fields=["subject_model", "subject_id", "actor_id"], name="unrecorded_once"
                )
            ]

        def __str__(self) -> str:
            return self.actor

    return Unrecorded


def write(rows: list[dict[str, Any]]) -> int:
    """One action for each row, as the pages do it."""
    from minga.core.access import operator
    from minga.core.actions import action, current_act
    from minga.core.models import Chain, Preparation

    @action("bench.prepared", says="preparó")
    def prepare(row: dict[str, Any], *, by: Any, on: date | None = None) -> None:
        current_act().about(Chain(pk=1))
        Preparation(**row).save()

    by = operator("Medición")
    for row in rows:
        prepare(row, by=by)
    return len(rows)


def first_event() -> int:
    from minga.core.models import Event

    return Event.objects.earliest("sequence").pk


def record(number: int, start: int, count: int) -> int:
    """The share of one writer, as ours."""
    from minga.core.clock import living_in

    with living_in(date(2007, 11, 30)):
        return write(_rows(number, start, count))


def write_unrecorded(number: int, start: int, count: int) -> int:
    """The same share, as the reference."""
    event = {"event_id": first_event()}
    return write_one_by_one(unrecorded(), (row | event for row in _rows(number, start, count)))


def _rows(number: int, start: int, count: int) -> list[dict[str, Any]]:
    who = {"actor_id": number, "actor": f"Persona {number}"}
    return [who | {"subject_model": "bench.thing", "subject_id": start + n} for n in range(count)]


class Team:
    """Writers in processes of their own, which wait until all of them begin at once."""

    def __init__(self, size: int, work: Share) -> None:
        from django.db import connections

        connections.close_all()  # each process has a connection of its own
        fork = multiprocessing.get_context("fork")
        self._done = 0
        self._lines: list[Any] = []
        self._processes: list[Any] = []
        for number in range(size):
            ours, theirs = fork.Pipe()
            self._lines.append(ours)
            held = tuple(self._lines)
            process = fork.Process(target=_serve, args=(theirs, held, work, number), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)

    def go(self, count: int) -> int:
        """Each writes `count` rows; how many were written in all."""
        for line in self._lines:
            line.send((self._done, count))
        self._done += count
        return sum(line.recv() for line in self._lines)

    def leave(self) -> None:
        # Said, not shown by closing: each writer was born with the lines of those before it open.
        for line in self._lines:
            line.send(None)
            line.close()
        for process in self._processes:
            process.join()


def _serve(line: Any, held: tuple[Any, ...], work: Share, number: int) -> None:
    for other in held:  # or nobody would ever hear that the team is gone
        other.close()
    with suppress(EOFError):
        while (share := line.recv()) is not None:
            line.send(work(number, *share))
