"""The worker process: it takes jobs one at a time, and its clockwork looks after the rest."""

import logging
from types import FrameType

from django_tasks_db.management.commands.db_worker import Worker

from minga.core.jobs import lease
from minga.core.jobs.clockwork import Clockwork
from minga.core.jobs.models import Job
from minga.core.jobs.run import stopping
from minga.core.jobs.runner import Process, perform

QUEUE = "default"


class JobWorker(Worker):
    """Told to end, it asks its job to give itself back at the next progress."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        stopping.set()
        super().shutdown(signum, frame)


def serve() -> None:
    """Until the process is told to end."""
    for name in ("django_tasks", "django_tasks_db"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    own = lease.Lease()
    Process.name = own.name
    worker = JobWorker(
        queue_names=[QUEUE],
        excluded_queue_names=[],
        interval=1.0,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=own.name,
    )
    worker.configure_signals()
    clockwork = Clockwork()
    clockwork.start()
    try:
        worker.run()
    finally:
        clockwork.stop()
        own.end()


def run_by_hand(public_id: str) -> str:
    """One job, here and now, with the same lease and heartbeat as in the worker."""
    own = lease.Lease()
    Process.name = own.name
    try:
        return perform(public_id, beating=True)
    finally:
        Process.name = ""
        own.end()


def next_waiting() -> Job | None:
    return Job.objects.filter(status=Job.Status.WAITING).order_by("pk").first()
