"""Jobs whose process died go back to the queue; those that keep killing it are given up."""

import logging
import time
from dataclasses import dataclass, field

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from minga.core.jobs.ending import end
from minga.core.jobs.lease import Life, life_of
from minga.core.jobs.models import Job
from minga.core.jobs.queue import TASK, wake
from minga.core.jobs.registry import kind_of
from minga.core.jobs.runner import Process

log = logging.getLogger(__name__)

# Of a process that left no lock to look at: how long its count may stand still, on our own clock
# that nobody sets.
STILL = 60.0


@dataclass
class Watch:
    """What one reaper has seen: the count of each attempt, and since when it has not moved."""

    seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def is_dead(self, row: Job, now: float) -> bool:
        if row.worker == Process.name:
            return row.token != Process.token
        life = life_of(row.worker) if row.worker else Life.UNKNOWN
        if life is not Life.UNKNOWN:
            return life is Life.DEAD
        beats, since = self.seen.setdefault(row.token, (row.beats, now))
        if beats != row.beats:
            self.seen[row.token] = (row.beats, now)
            return False
        return now - since >= STILL


def reap(watch: Watch) -> int:
    """Take back every job of a dead process; answer how many."""
    now = time.monotonic()
    running = list(
        Job.objects.filter(status=Job.Status.RUNNING).only("pk", "token", "worker", "beats")
    )
    watch.seen = {token: seen for token, seen in watch.seen.items() if _any(running, token)}
    dead = [row for row in running if watch.is_dead(row, now)]
    return sum(take_back(row.pk, row.token) for row in dead)


def wake_lost() -> int:
    """Jobs that wait while nothing in the queue would wake the worker: what an orderly end leaves,
    or a lost task. A task too many does nothing."""
    waiting = list(Job.objects.filter(status=Job.Status.WAITING).order_by("pk"))
    if not waiting or DBTaskResult.objects.ready().filter(task_path=TASK).exists():
        return 0
    for row in waiting:
        wake(row)
    return len(waiting)


def _any(running: list[Job], token: str) -> bool:
    return any(row.token == token for row in running)


def take_back(pk: int, token: str) -> bool:
    """From an attempt that ended without a word to the next one, if there is one."""
    with transaction.atomic():
        row = Job.objects.select_for_update().filter(pk=pk).held(token).first()
        if row is None:
            return False
        row.crashes += 1
        _next(row)
        row.save()
        if row.status == Job.Status.WAITING:
            wake(row)
    log.warning("Job %s was left in course: it is now %s.", row.public_id, row.status)
    return True


def _next(row: Job) -> None:
    known = kind_of(row.kind)
    if row.cancel_asked:
        end(row, Job.Status.CANCELLED)
    elif known is not None and not known.resumable:
        end(row, Job.Status.FAILED, CANNOT_GO_ON)
    elif row.crashes >= (known.attempts if known else 1):
        end(row, Job.Status.FAILED, gave_up(row))
    else:
        row.status, row.token, row.worker = Job.Status.WAITING, "", ""
        row.attempt += 1


CANNOT_GO_ON = (
    "El proceso que lo hacía se interrumpió y este trabajo no sigue solo. Revise qué alcanzó a "
    "hacer y pídalo de nuevo."
)


def gave_up(row: Job) -> str:
    return (
        f"El proceso que lo hacía se interrumpió {row.crashes} veces y se dejó de intentar. Avise "
        f"a quien administra el sistema y mencione el trabajo {row.public_id}; después puede "
        "reintentarlo."
    )
