"""The house's own work: results are cleaned after thirty days, the mail is delivered by one."""

import os
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from minga.core import results
from minga.core.access import operator
from minga.core.jobs import clockwork, machinery
from minga.core.jobs.actions import ask
from minga.core.jobs.heart import Heart
from minga.core.jobs.models import Job, ScheduledRun
from minga.core.jobs.runner import claim, perform
from minga.core.outbox.actions import send
from minga.core.outbox.models import Message
from tests.conftest import TODAY
from tests.core.jobs.conftest import ANA, again

Asked = Callable[..., Job]
LONG_AGO = timezone.now() - timedelta(days=31)


def with_file(asked: Asked, content: bytes) -> Job:
    row = asked(lambda run: run.attach(content, "a.txt", "text/plain") and None)
    perform(row.public_id)
    return again(row)


def age(sha256: str) -> None:
    os.utime(results.path_of(sha256), (LONG_AGO.timestamp(), LONG_AGO.timestamp()))


def clean_up() -> Job:
    row = ask(machinery.HOUSEKEEPING, by=operator())
    perform(row.public_id)
    return again(row)


def test_a_result_is_removed_after_thirty_days_and_its_job_says_when(asked: Asked) -> None:
    old, young = with_file(asked, b"old"), with_file(asked, b"young")
    for row in (old, young):
        age(row.file_sha256)
    Job.objects.filter(pk=old.pk).update(finished_at=LONG_AGO)

    assert clean_up().result == {"results": 1, "files": 1}

    assert not results.path_of(old.file_sha256).exists()
    assert again(old).file_removed_at is not None
    assert not again(old).has_file
    assert results.path_of(young.file_sha256).exists()
    assert clean_up().result == {"results": 0, "files": 0}


def test_a_file_that_a_message_has_to_take_along_stays(asked: Asked) -> None:
    row = with_file(asked, b"old")
    age(row.file_sha256)
    Job.objects.update(finished_at=LONG_AGO)
    kept = results.Kept("a.txt", row.file_sha256, 3, "text/plain")
    send("ana@serviu.cl", "Informe", "Va.", [kept], by=ANA)

    clean_up()

    assert results.path_of(row.file_sha256).exists()
    Message.objects.update(status="sent", next_try_at=None, sent_at=timezone.now())
    clean_up()
    assert not results.path_of(row.file_sha256).exists()


def test_the_same_bytes_of_a_younger_job_stay(asked: Asked) -> None:
    old, young = with_file(asked, b"same"), with_file(asked, b"same")
    Job.objects.filter(pk=old.pk).update(finished_at=LONG_AGO)
    age(old.file_sha256)

    clean_up()

    assert results.path_of(young.file_sha256).exists()


def test_jobs_of_persons_stay_and_old_ones_of_the_house_go(asked: Asked) -> None:
    hers = asked(lambda run: None)
    perform(hers.public_id)
    own = clean_up()
    run = ScheduledRun.objects.create(kind="x", due_on=TODAY, job=own)
    Job.objects.update(finished_at=LONG_AGO)
    DBTaskResult.objects.update(enqueued_at=LONG_AGO, status="SUCCESSFUL")

    last = clean_up()

    assert set(Job.objects.values_list("pk", flat=True)) == {hers.pk, last.pk}
    run.refresh_from_db()
    assert run.job is None
    assert DBTaskResult.objects.count() == 1


def test_the_mail_is_asked_for_when_something_waits_and_once_at_a_time(db: None) -> None:
    assert not machinery.ask_mail()
    send("ana@serviu.cl", "Aviso", "Texto", by=ANA)

    assert machinery.ask_mail()
    assert machinery.ask_mail()

    row = Job.objects.get()
    perform(row.public_id)
    assert again(row).result["kept"] == 1
    assert not machinery.ask_mail()


def test_a_round_that_fails_does_not_stop_the_others(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    clockwork.attempt(fail)

    assert "A round of the calendar failed" in caplog.text


def test_each_round_comes_at_its_own_pace(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    work, calls = clockwork.Clockwork(), []
    work._rounds = [(5.0, lambda: calls.append("five")), (20.0, lambda: calls.append("twenty"))]
    work._next = [0.0, 0.0]
    for now in (100, 104, 105, 119, 120):
        monkeypatch.setattr(clockwork.time, "monotonic", lambda now=now: now)
        work.look()

    assert calls == ["five", "twenty", "five", "five", "twenty"]


@pytest.mark.django_db(transaction=True)
def test_a_heart_beats_until_its_attempt_is_over(asked: Asked) -> None:
    row = asked(lambda run: None)
    claim(row.public_id, "token")
    with Heart(row.pk, "token", every=0.01) as heart:
        wait(lambda: again(row).beats > 2)
        Job.objects.filter(pk=row.pk).update(token="other")
        wait(lambda: not heart._thread.is_alive())

    assert again(row).heartbeat_at is not None


def test_a_busy_database_only_leaves_a_beat_out(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*args: object, **kwargs: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr("minga.core.jobs.heart.connection.close", lambda: None)
    monkeypatch.setattr(type(Job.objects.all()), "update", busy)

    assert Heart(1, "token")._once()


def wait(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)
