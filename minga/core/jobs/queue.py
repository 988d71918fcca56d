"""The task that wakes the worker up. What has to be done is in the job, never in the task: a task
too many does nothing."""

from django_tasks import task

from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform


@task()
def run_job(public_id: str) -> str:
    return perform(public_id, beating=True)


TASK = run_job.module_path


def wake(row: Job) -> None:
    """In the transaction of the caller: the worker sees job and task together, when it commits."""
    run_job.enqueue(row.public_id)
