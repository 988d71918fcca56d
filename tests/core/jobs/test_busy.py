"""A database that is busy, and people who do the same at the same moment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from minga.core.jobs import run as running
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job, JobQuerySet
from minga.core.jobs.registry import Run
from minga.core.jobs.run import patiently
from minga.core.jobs.runner import claim, perform
from tests.core.jobs.conftest import ANA, BRUNO, Declare, again
from tests.core.test_concurrency import at_once

Asked = Callable[..., Job]

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a server has many writers")


class Busy:
    """Somebody else's transaction: so many writes find the database locked."""

    def __init__(self, times: int, write: Callable[[], Any] = lambda: "done") -> None:
        self.left, self.write = times, write

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.left:
            self.left -= 1
            raise OperationalError("database is locked")
        return self.write()


@on_sqlite
def test_a_progress_that_finds_the_database_busy_is_left_out(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go(run: Run) -> None:
        with monkeypatch.context() as busy:
            busy.setattr(JobQuerySet, "update", Busy(1))
            run.progress(1, 2)
        run.progress(2, 2)

    row = asked(go)

    assert perform(row.public_id) == "done"
    assert (again(row).done, again(row).total) == (2, 2)


@on_sqlite
def test_what_has_to_be_written_is_asked_again_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(running.time, "sleep", pauses.append)
    monkeypatch.setattr(connection, "in_atomic_block", False)

    assert patiently(Busy(running.PATIENCE - 1)) == "done"
    assert len(pauses) == running.PATIENCE - 1
    with pytest.raises(OperationalError):
        patiently(Busy(running.PATIENCE))


def test_inside_a_transaction_it_is_not_for_what_was_done_is_lost(db: None) -> None:
    with pytest.raises(OperationalError):
        patiently(Busy(1))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_of_many_who_ask_for_the_same_at_once_all_get_one_job(declare: Declare) -> None:
    kind = declare(lambda run: None)

    found = at_once(*[lambda by=by: ask(kind, by=by, key="one") for by in (ANA, BRUNO) * 3])

    assert Job.objects.count() == 1
    assert set(found) == {Job.objects.get()}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_of_many_workers_that_reach_for_a_job_one_has_it(asked: Asked) -> None:
    row = asked(lambda run: None)

    found = at_once(*[lambda name=name: claim(row.public_id, name) for name in "abcdef"])

    (taken,) = [one for one in found if one is not None]
    assert again(row).token == taken.token
