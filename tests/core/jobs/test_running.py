"""One attempt at a job: what it is given, what it tells, how it ends."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from minga.core import results
from minga.core.access import NOBODY, operator
from minga.core.errors import DomainError, NotAllowed
from minga.core.jobs import run as running
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.core.jobs.registry import Run
from minga.core.jobs.runner import perform
from tests.conftest import TODAY
from tests.core.jobs.conftest import Declare, again

Asked = Callable[..., Job]


def test_it_is_given_its_data_and_its_answer_is_kept(asked: Asked) -> None:
    def add(run: Run, *, a: int, b: int) -> dict[str, Any]:
        return {"sum": a + b, "on": run.on}

    row = asked(add, {"a": 2, "b": 3})

    assert perform(row.public_id) == "done"
    done = again(row)
    assert done.result == {"sum": 5, "on": TODAY.isoformat()}
    assert (done.status, done.token, done.worker, done.attempt) == ("done", "", "", 1)
    assert done.started_at is not None
    assert done.finished_at is not None


def test_a_job_that_is_not_waiting_is_left_alone(asked: Asked) -> None:
    calls: list[int] = []
    row = asked(lambda run: calls.append(1))

    assert [perform(row.public_id) for _ in range(2)] == ["done", "not waiting"]
    assert calls == [1]
    assert perform("bcdfghjkmnpq") == "not waiting"


@pytest.mark.parametrize("refusal", [DomainError, NotAllowed])
def test_what_it_refuses_is_told_as_it_says_it(asked: Asked, refusal: type[Exception]) -> None:
    def refuse(run: Run) -> None:
        raise refusal("Falta la UF del 31-12-2007.")

    row = asked(refuse)
    perform(row.public_id)

    assert again(row).status == "failed"
    assert again(row).failure == "Falta la UF del 31-12-2007."


def test_another_error_is_told_without_its_insides_and_logged_with_them(
    asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(run: Run) -> None:
        raise ZeroDivisionError("secret")

    row = asked(crash)
    with caplog.at_level(logging.ERROR):
        perform(row.public_id)

    assert again(row).failure.startswith("No se pudo terminar «Trabajo de prueba»")
    assert row.public_id in again(row).failure
    assert "secret" not in again(row).failure
    assert "ZeroDivisionError: secret" in caplog.text


def test_an_answer_that_cannot_be_kept_is_an_error(asked: Asked) -> None:
    row = asked(lambda run: {"file": object()})

    assert perform(row.public_id) == "failed"


def test_a_kind_that_this_version_does_not_know_says_so(asked: Asked) -> None:
    row = asked(lambda run: None)
    Job.objects.update(kind="of-before")

    perform(row.public_id)

    assert "ya no sabe hacer este trabajo" in again(row).failure


def test_progress_is_kept_at_most_every_moment_and_always_at_the_end(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr(running.time, "monotonic", lambda: next(clock) / 10)
    seen: list[int] = []

    def go(run: Run) -> None:
        for number in range(1, 11):
            run.progress(number, 10, f"Fila {number}")
            seen.append(Job.objects.get(public_id=run.job_id).done)

    row = asked(go)
    perform(row.public_id)

    assert seen == [1, 1, 1, 1, 5, 5, 5, 5, 9, 10]
    assert (again(row).done, again(row).total, again(row).sentence) == (10, 10, "Fila 10")


def test_a_total_that_was_too_small_grows(asked: Asked) -> None:
    row = asked(lambda run: run.progress(12, 10))
    perform(row.public_id)

    assert (again(row).done, again(row).total) == (12, 12)


def test_progress_inside_its_own_transaction_does_not_lock_the_row(asked: Asked) -> None:
    def go(run: Run) -> None:
        with transaction.atomic():
            run.progress(1, 5)
            assert Job.objects.get(public_id=run.job_id).done == 0

    row = asked(go)
    assert perform(row.public_id) == "done"


def test_when_cancelling_was_asked_the_next_progress_stops_it(asked: Asked) -> None:
    reached: list[int] = []

    def go(run: Run) -> None:
        Job.objects.filter(public_id=run.job_id).update(cancel_asked=True)
        try:
            run.progress(1, 5)
        except Exception:  # noqa: BLE001  (what a job forgives does not hide this)
            reached.append(1)
        reached.append(2)

    ended: list[str] = []
    row = asked(go, ended=lambda job: ended.append(job.status))
    perform(row.public_id)

    assert again(row).status == "cancelled"
    assert reached == []
    assert ended == ["cancelled"]


def test_one_that_is_to_be_cancelled_does_not_begin(asked: Asked) -> None:
    calls: list[int] = []
    row = asked(lambda run: calls.append(1))
    Job.objects.update(cancel_asked=True)

    assert perform(row.public_id) == "cancelled"
    assert calls == []


def test_told_to_end_the_process_gives_its_job_back(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go(run: Run) -> None:
        running.stopping.set()
        run.progress(1, 5)

    row = asked(go)
    try:
        assert perform(row.public_id) == "waiting"
    finally:
        running.stopping.clear()

    assert (again(row).attempt, again(row).crashes, again(row).token) == (2, 0, "")


def test_its_file_is_kept_by_its_hash_and_a_second_one_takes_its_place(asked: Asked) -> None:
    def go(run: Run) -> None:
        run.attach(b"first", "a.txt", "text/plain")
        run.attach(b"second", "../Informe: uno\n.txt", "text/plain")

    row = asked(go)
    perform(row.public_id)

    done = again(row)
    assert (done.file_name, done.file_size, done.file_type) == ("Informe uno .txt", 6, "text/plain")
    assert results.path_of(done.file_sha256).read_bytes() == b"second"
    assert done.has_file


def test_it_acts_as_who_asked_with_what_that_person_may_today(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    days: list[tuple[int, date]] = []
    monkeypatch.setattr(
        "minga.core.access._actor_providers", [lambda pk, on: days.append((pk, on)) or NOBODY]
    )
    row = asked(lambda run: {"by": run.by.label})
    perform(row.public_id)

    assert days == [(7, TODAY)]


def test_the_operation_keeps_its_name(db: None, declare: Declare) -> None:
    row = ask(
        declare(lambda run: {"by": run.by.label, "all": run.by.everything}), by=operator("Noche")
    )
    perform(row.public_id)

    assert again(row).result == {"by": "Noche", "all": True}
    assert (row.asked_by, row.by_operator) == (None, True)
