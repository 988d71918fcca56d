"""Work of the house itself: the mail that waits, and what nobody needs any more."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from minga.core import results
from minga.core.access import operator
from minga.core.jobs import lease, schedule
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job, ScheduledRun
from minga.core.jobs.registry import job
from minga.core.jobs.run import Run
from minga.core.outbox import delivery
from minga.core.outbox.models import Message

MAIL, HOUSEKEEPING = "mail", "housekeeping"
FILES_LAST = timedelta(days=30)
# Rows of jobs stay: they say who did what. Those of the house itself say little after a while.
OWN_LAST = timedelta(days=30)
TASKS_LAST = timedelta(days=7)

schedule.daily(HOUSEKEEPING, at="04:30")


@job(MAIL, label="Despacho de correo")
def deliver_mail(run: Run) -> dict[str, int]:
    """Killed in the middle, it sends again at most the message it had in hand."""
    return delivery.deliver(run.progress)


def ask_mail() -> bool:
    """Called by the calendar's thread: one delivery at a time, only when something waits."""
    if not Message.objects.due().exists():
        return False
    ask(MAIL, by=operator(schedule.LABEL), key="all")
    return True


@job(HOUSEKEEPING, label="Aseo de resultados")
def clean_up(run: Run) -> dict[str, int]:
    """Result files last thirty days; the row of the job stays and says when its file went."""
    now = timezone.now()
    old = Job.objects.exclude(file_sha256="").filter(finished_at__lt=now - FILES_LAST)
    forgotten = old.update(
        file_name="", file_sha256="", file_size=0, file_type="", file_removed_at=now
    )
    removed = results.clean(_wanted(), time.time() - FILES_LAST.total_seconds())
    _forget_own(now - OWN_LAST)
    DBTaskResult.objects.filter(enqueued_at__lt=now - TASKS_LAST).exclude(status="READY").delete()
    running = Job.objects.filter(status=Job.Status.RUNNING)
    lease.sweep(set(running.values_list("worker", flat=True)))
    return {"results": forgotten, "files": removed}


def _forget_own(before: datetime) -> None:
    own = Job.objects.filter(kind__in=(MAIL, HOUSEKEEPING), by_operator=True)
    old = list(own.filter(finished_at__lt=before).values_list("pk", flat=True))
    with transaction.atomic():
        ScheduledRun.objects.filter(job__in=old).update(job=None)
        Job.objects.filter(pk__in=old).delete()


def _wanted() -> set[str]:
    """Files that a job shows or that a message has still to take along."""
    files = set(Job.objects.exclude(file_sha256="").values_list("file_sha256", flat=True))
    waiting = Message.objects.exclude(status=Message.Status.SENT)
    for attachments in waiting.values_list("attachments", flat=True):
        files.update(file["sha256"] for file in attachments)
    return files
