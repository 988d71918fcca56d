"""A thread of the worker that looks around: dead processes, the calendar, the mail."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection

from minga.core.jobs import machinery, schedule, subscriptions
from minga.core.jobs.reaper import Watch, reap, wake_lost

log = logging.getLogger(__name__)
Round = Callable[[], object]


class Clockwork:
    """Each round at its own pace, by a clock that nobody sets; one that fails is tried again."""

    def __init__(self) -> None:
        watch = Watch()
        self._rounds: list[tuple[float, Round]] = [
            (5.0, lambda: reap(watch)),
            (10.0, wake_lost),
            (5.0, machinery.ask_mail),
            (20.0, schedule.ask_due),
            (20.0, subscriptions.ask_due),
        ]
        self._next = [0.0] * len(self._rounds)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._turn, name="clockwork", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join(timeout=5)

    def look(self) -> None:
        """One look around: what is not due yet is left."""
        now = time.monotonic()
        for number, (every, do) in enumerate(self._rounds):
            if now >= self._next[number]:
                self._next[number] = now + every
                attempt(do)

    def _turn(self) -> None:
        try:
            while not self._over.wait(1.0):
                close_old_connections()
                self.look()
        finally:
            connection.close()


def attempt(do: Round) -> None:
    """A busy or absent database is for the next round; anything else is told and does not stop the
    others."""
    try:
        do()
    except DatabaseError as error:
        log.warning("A round of the calendar waits: %s", error)
        connection.close()
    except Exception:
        log.exception("A round of the calendar failed")


def all_rounds() -> None:
    """What a server without the worker does before it takes a job by hand."""
    watch = Watch()
    for do in (lambda: reap(watch), schedule.ask_due, subscriptions.ask_due, machinery.ask_mail):
        attempt(do)
