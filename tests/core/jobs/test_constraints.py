"""What the tables of jobs never hold."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from minga.core.jobs.models import Job, ScheduledRun, Subscription
from tests.core.database import refused, refused_constraint

NOW = timezone.now()
WHOLE = {"file_name": "a.txt", "file_sha256": "ab", "file_size": 1, "file_type": "text/plain"}


def job(**values: Any) -> Job:
    return Job.objects.create(**{"kind": "test", "title": "Prueba"} | values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("job_finished_iff_over", {"status": "done"}),
        ("job_finished_iff_over", {"finished_at": NOW}),
        ("job_finished_iff_over", {"status": "lost", "finished_at": NOW}),
        ("job_token_iff_running", {"status": "running"}),
        ("job_token_iff_running", {"token": "abc"}),
        ("job_failure_iff_failed", {"status": "failed", "finished_at": NOW}),
        ("job_failure_iff_failed", {"failure": "Por algo."}),
        ("job_done_within_total", {"done": 3, "total": 2}),
        ("job_attempt_is_counted", {"attempt": 0}),
        ("job_file_is_whole", WHOLE | {"file_type": ""}),
        ("job_file_is_whole", WHOLE | {"file_name": ""}),
        ("job_file_is_whole", WHOLE | {"file_removed_at": NOW}),
        ("job_operator_is_nobody", {"by_operator": True, "asked_by": 7}),
    ],
)
def test_an_impossible_job_is_refused(db: None, name: str, values: dict[str, Any]) -> None:
    with refused(name):
        job(**values)


def test_two_active_jobs_have_no_key_in_common(db: None) -> None:
    job(key="one")
    job(key="one", status="done", finished_at=NOW)
    job(), job()

    with refused_constraint("job_active_key_once", "jobs_job.key"):
        job(key="one", status="running", token="t")


def test_the_calendar_begins_a_thing_once_a_day(db: None) -> None:
    ScheduledRun.objects.create(kind="test", due_on=date(2026, 1, 1))
    ScheduledRun.objects.create(kind="other", due_on=date(2026, 1, 1))

    with refused_constraint("scheduledrun_once_a_day", "jobs_scheduledrun.(kind|due_on)"):
        ScheduledRun.objects.create(kind="test", due_on=date(2026, 1, 1))


@pytest.fixture
def subscription() -> Callable[..., Subscription]:
    whole = {
        "asked_by": 7,
        "asked_by_label": "A. Rojas",
        "report": "r",
        "title": "Informe",
        "cadence": "daily",
        "recipients": ["a@b.cl"],
    }
    return lambda **values: Subscription.objects.create(**whole | values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("subscription_cadence_is_known", {"cadence": "hourly"}),
        ("subscription_has_recipients", {"recipients": []}),
        ("subscription_stopped_says_why", {"stopped_at": NOW}),
        ("subscription_stopped_says_why", {"stopped_because": "Porque sí."}),
    ],
)
def test_an_impossible_subscription_is_refused(
    db: None, subscription: Callable[..., Subscription], name: str, values: dict[str, Any]
) -> None:
    with refused(name):
        subscription(**values)
