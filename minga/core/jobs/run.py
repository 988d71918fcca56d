"""The hand that a job gets: progress, checkpoints, steps done once, the result file.

Every write of a run carries the token of its attempt. A process that wakes up after its job was
given to another finds no row with its token, and stops (`Superseded`).
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from minga.core import results
from minga.core.access import Access, access_of_actor, operator
from minga.core.jobs.models import Job
from minga.core.results import Kept

log = logging.getLogger(__name__)

# Seconds between two writes of the progress, however often it is told.
EVERY = 0.4
PATIENCE = 5  # times that a locked database is asked again before it is an error
PAUSE = 0.5

# Set when the process is asked to end: its job goes back to the queue at the next progress.
stopping = threading.Event()


class Interruption(BaseException):
    """Not an error of the work, so that an `except Exception` in it lets this pass."""


class Cancelled(Interruption):
    """Somebody asked the job to stop."""


class Stopping(Interruption):
    """The process ends; the job goes on in the next one."""


class Superseded(Interruption):
    """The job is no longer of this attempt: nothing more may be written."""


class Run:
    """One attempt at a job."""

    def __init__(self, row: Job, token: str, on: date) -> None:
        self.job_id: str = row.public_id
        self.title: str = row.title
        self.attempt: int = row.attempt
        self.on: date = on
        self.saved: dict[str, Any] = dict(row.saved)
        self._row = row
        self._token = token
        self._steps: list[str] = list(row.steps)
        self._told: tuple[int, int, str] = (row.done, row.total, row.sentence)
        self._next = 0.0
        # Of the caller (a test); deeper than this the function is in a transaction of its own.
        self._depth = len(connection.atomic_blocks)

    @property
    def by(self) -> Access:
        """Who asked, with what they may do today and not on the day they asked."""
        if self._row.by_operator:
            return operator(self._row.asked_by_label)
        return access_of_actor(self._row.asked_by, self.on)

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """How far it is. Call it as often as you like: most calls only compare the time."""
        told = (done, max(done, total), sentence)
        ends = done >= total > 0 and told != self._told
        self._told = told
        now = time.monotonic()
        if now >= self._next or ends:
            self._next = now + EVERY
            self.check()
            self._tell()

    def check(self) -> None:
        """Raise if the job has to stop here."""
        if stopping.is_set():
            raise Stopping
        row = self._held().values_list("cancel_asked", flat=True).first()
        if row is None:
            raise Superseded
        if row:
            raise Cancelled

    def checkpoint(self, **values: Any) -> None:
        """Keep values across a kill. Inside a transaction, they are kept when it commits and not
        before: what was done and the note of it are one."""
        self.saved.update(values)
        self._write(saved=self.saved)

    @contextmanager
    def once(self, step: str) -> Iterator[bool]:
        """A transaction that happens once, whatever is killed when: false if it already did.

        The token is compared at its end and not locked at its beginning, so that neither the
        heartbeat nor who cancels waits for the work.
        """
        self.check()
        if step in self._steps:
            yield False
            return
        with transaction.atomic():
            yield True
            self._write(steps=[*self._steps, step], saved=self.saved)
        self._steps.append(step)

    def attach(self, content: bytes | Path | str, name: str, content_type: str) -> Kept:
        """Keep the result file; a second one takes its place."""
        kept = results.keep(content, name, content_type)
        self._write(
            file_name=kept.name,
            file_sha256=kept.sha256,
            file_size=kept.size,
            file_type=kept.content_type,
            file_removed_at=None,
        )
        return kept

    @property
    def told(self) -> dict[str, Any]:
        done, total, sentence = self._told
        return {"done": done, "total": total, "sentence": sentence.replace("\0", "")[:200]}

    def _held(self) -> Any:
        return Job.objects.filter(pk=self._row.pk).held(self._token)

    def _tell(self) -> None:
        """Best effort: on SQLite somebody else's transaction may be in the way, and the next call
        tells it. Inside a transaction nobody would see it, and the row would stay locked."""
        if len(connection.atomic_blocks) > self._depth:
            return
        try:
            self._held().update(**self.told, beats=F("beats") + 1, heartbeat_at=timezone.now())
        except OperationalError:
            if connection.vendor != "sqlite":
                raise
            log.info("The progress of job %s waits: the database is busy.", self.job_id)

    def _write(self, **values: Any) -> None:
        if not patiently(lambda: self._held().update(**values)):
            raise Superseded


def patiently(write: Any) -> Any:
    """A short write that has to succeed: a busy SQLite is asked again."""
    for _ in range(PATIENCE - 1):
        try:
            return write()
        except OperationalError:
            if connection.vendor != "sqlite" or connection.in_atomic_block:
                raise
            time.sleep(PAUSE)
    return write()
