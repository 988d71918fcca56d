"""A thread that says «still here» while a job runs, with a connection of its own."""

import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from minga.core.jobs.models import Job

log = logging.getLogger(__name__)
BEAT = 5.0
# Of SQLite: a beat that finds the database busy is left out, the next one says the same.
SHORT_WAIT = "PRAGMA busy_timeout = 500"


class Heart:
    """`with Heart(pk, token): …` counts beats in the row as long as the attempt owns it."""

    def __init__(self, pk: int, token: str, every: float = BEAT) -> None:
        self._pk, self._token, self._every = pk, token, every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heart-{token}", daemon=True)

    def __enter__(self) -> "Heart":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join(timeout=self._every)

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._every):
                if not self._once():
                    return
        finally:
            connection.close()

    def _once(self) -> bool:
        try:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute(SHORT_WAIT)
            row = Job.objects.filter(pk=self._pk).held(self._token)
            return bool(row.update(beats=F("beats") + 1, heartbeat_at=timezone.now()))
        except DatabaseError as error:
            log.info("A heartbeat was left out: %s", error)
            connection.close()
            return True
