"""Whose process died, and what becomes of its job. No clock is believed."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from minga.core.access import operator
from minga.core.jobs import lease
from minga.core.jobs.actions import ask
from minga.core.jobs.lease import Lease, Life, life_of
from minga.core.jobs.machinery import HOUSEKEEPING
from minga.core.jobs.models import Job
from minga.core.jobs.reaper import STILL, Watch, reap, take_back, wake_lost
from minga.core.jobs.runner import Process, claim, perform
from tests.core.jobs.conftest import again

Asked = Callable[..., Job]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lease]:
    """Another process, alive; jobs are claimed in its name."""
    held = Lease()
    monkeypatch.setattr(Process, "name", held.name)
    yield held
    if life_of(held.name) is Life.ALIVE:
        held.end()


def left(row: Job, monkeypatch: pytest.MonkeyPatch, token: str = "token") -> Job:
    """Claimed, and looked at from a process that is not the one that has it."""
    claim(row.public_id, token)
    monkeypatch.setattr(Process, "name", "reaper")
    return again(row)


def test_a_process_lives_as_long_as_it_holds_its_lock(worker: Lease) -> None:
    assert life_of(worker.name) is Life.ALIVE
    lease.sweep()
    assert life_of(worker.name) is Life.ALIVE

    lease.os.close(worker._handle)

    assert life_of(worker.name) is Life.DEAD
    lease.sweep({worker.name})
    assert life_of(worker.name) is Life.DEAD
    lease.sweep()
    assert life_of(worker.name) is Life.UNKNOWN


def test_a_job_of_a_living_process_is_left_alone_whatever_the_clock_says(
    asked: Asked, worker: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = left(asked(lambda run: None), monkeypatch)

    for years in (-30, 30):
        with time_machine.travel(timezone.now() + timedelta(days=365 * years)):
            assert reap(Watch()) == 0

    assert again(row).status == "running"


def test_a_job_of_a_dead_process_is_taken_up_at_once_whatever_the_clock_says(
    asked: Asked, worker: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = left(asked(lambda run: {"done": True}), monkeypatch)
    lease.os.close(worker._handle)

    with time_machine.travel(timezone.now() - timedelta(days=3650)):
        assert reap(Watch()) == 1

    assert (again(row).status, again(row).attempt, again(row).crashes) == ("waiting", 2, 1)
    assert perform(row.public_id) == "done"


def test_the_lock_of_the_dead_stays_until_their_jobs_are_taken_back(
    asked: Asked, worker: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = left(asked(lambda run: None), monkeypatch)
    lease.os.close(worker._handle)

    perform(ask(HOUSEKEEPING, by=operator()).public_id)

    assert life_of(worker.name) is Life.DEAD
    take_back(row.pk, row.token)
    perform(ask(HOUSEKEEPING, by=operator()).public_id)
    assert life_of(worker.name) is Life.UNKNOWN


def test_without_a_lock_to_look_at_a_count_that_stands_still_long_is_death(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Process, "name", "elsewhere")
    row = left(asked(lambda run: None), monkeypatch)
    watch = Watch()

    assert not watch.is_dead(row, 100.0)
    assert not watch.is_dead(row, 100.0 + STILL - 1)
    row.beats += 1
    assert not watch.is_dead(row, 100.0 + STILL)
    assert not watch.is_dead(row, 100.0 + 2 * STILL - 1)
    assert watch.is_dead(row, 100.0 + 2 * STILL)


def test_of_its_own_jobs_a_process_knows_which_it_has_in_hand(
    asked: Asked, worker: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asked(lambda run: None)
    claim(row.public_id, "token")
    monkeypatch.setattr(Process, "token", "token")
    assert reap(Watch()) == 0

    monkeypatch.setattr(Process, "token", "")

    assert reap(Watch()) == 1


def test_after_three_deaths_it_is_given_up_with_a_sentence(asked: Asked) -> None:
    ended: list[str] = []
    row = asked(lambda run: None, ended=lambda job: ended.append(job.failure))
    for attempt in range(1, 4):
        assert again(row).attempt == attempt
        claim(row.public_id, "token")
        assert take_back(row.pk, "token")

    assert again(row).status == "failed"
    assert "se interrumpió 3 veces y se dejó de intentar" in again(row).failure
    assert ended == [again(row).failure]


def test_one_that_cannot_go_on_by_itself_says_so_the_first_time(asked: Asked) -> None:
    row = asked(lambda run: None, resumable=False)
    claim(row.public_id, "token")

    take_back(row.pk, "token")

    assert "este trabajo no sigue solo" in again(row).failure


def test_one_that_was_to_be_cancelled_is_cancelled(asked: Asked) -> None:
    row = asked(lambda run: None)
    claim(row.public_id, "token")
    Job.objects.update(cancel_asked=True)

    take_back(row.pk, "token")

    assert again(row).status == "cancelled"


def test_of_two_reapers_one_takes_it_back(asked: Asked) -> None:
    row = asked(lambda run: None)
    claim(row.public_id, "token")

    assert [take_back(row.pk, "token") for _ in range(2)] == [True, False]
    assert again(row).attempt == 2


def test_of_two_that_claim_it_one_has_it(asked: Asked) -> None:
    row = asked(lambda run: None)

    assert claim(row.public_id, "one") is not None
    assert claim(row.public_id, "two") is None
    assert again(row).token == "one"


def test_a_job_whose_task_was_lost_is_woken_again(asked: Asked) -> None:
    asked(lambda run: None)
    assert wake_lost() == 0
    DBTaskResult.objects.all().delete()

    assert wake_lost() == 1

    assert DBTaskResult.objects.ready().count() == 1
