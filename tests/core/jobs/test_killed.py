"""A job killed at each of its steps does each of them once; a zombie writes nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from minga.core.jobs.models import Job, ScheduledRun
from minga.core.jobs.reaper import take_back
from minga.core.jobs.registry import Run
from minga.core.jobs.run import Superseded
from minga.core.jobs.runner import claim, perform
from tests.conftest import TODAY
from tests.core.jobs.conftest import again

Asked = Callable[..., Job]
STEPS = ("first", "second", "third")


class Killed(BaseException):
    """The process is gone: nobody catches this."""


class Deaths:
    """Counts the moments at which a process can die, and kills it at one of them."""

    def __init__(self, at: int) -> None:
        self.at, self.seen = at, 0

    def moment(self) -> None:
        self.seen += 1
        if self.seen == self.at:
            raise Killed


def effect(name: str) -> None:
    """Something a job leaves in the database; twice, it would be two rows."""
    done = ScheduledRun.objects.filter(kind=name).count()
    ScheduledRun.objects.create(kind=name, due_on=date(2007, 1, 1 + done))


def three_steps(deaths: Deaths) -> Callable[[Run], dict[str, Any]]:
    def work(run: Run) -> dict[str, Any]:
        for step in STEPS:
            deaths.moment()
            with run.once(step) as to_do:
                deaths.moment()
                if to_do:
                    effect(step)
                deaths.moment()
            deaths.moment()
            run.checkpoint(last=step)
        return {"last": run.saved["last"]}

    return work


def reap(row: Job) -> None:
    row = again(row)
    assert take_back(row.pk, row.token)


@pytest.mark.parametrize("at", range(1, 13))
def test_killed_at_any_moment_it_is_taken_up_and_finishes_once(asked: Asked, at: int) -> None:
    row = asked(three_steps(Deaths(at)))
    with pytest.raises(Killed):
        perform(row.public_id)
    reap(row)

    perform(row.public_id)

    assert list(ScheduledRun.objects.order_by("pk").values_list("kind", flat=True)) == [*STEPS]
    done = again(row)
    assert (done.status, done.attempt, done.crashes) == ("done", 2, 1)
    assert done.result == {"last": "third"}


def test_run_twice_from_the_start_it_leaves_the_same(asked: Asked) -> None:
    row = asked(three_steps(Deaths(0)))
    perform(row.public_id)
    Job.objects.update(status="waiting", finished_at=None)

    perform(row.public_id)

    assert ScheduledRun.objects.count() == len(STEPS)


def test_a_zombie_finds_its_job_gone_whatever_it_does(asked: Asked) -> None:
    row = asked(lambda run: None)
    assert claim(row.public_id, "first") is not None
    zombie = Run(again(row), "first", TODAY)
    take_back(row.pk, "first")
    assert claim(row.public_id, "second") is not None
    before = Job.objects.filter(pk=row.pk).values().get()

    for act in (
        zombie.check,
        lambda: zombie.progress(1, 2),
        lambda: zombie.checkpoint(late=True),
        lambda: zombie.attach(b"late", "late.txt", "text/plain"),
        lambda: zombie.once("late").__enter__(),
    ):
        with pytest.raises(Superseded):
            act()

    assert Job.objects.filter(pk=row.pk).values().get() == before


def test_what_a_zombie_did_in_a_step_is_undone_when_the_step_ends(asked: Asked) -> None:
    row = asked(lambda run: None)
    claim(row.public_id, "first")
    zombie = Run(again(row), "first", TODAY)

    def overtaken() -> None:
        with zombie.once("apply") as to_do:
            assert to_do
            effect("apply")
            take_back(row.pk, "first")
            claim(row.public_id, "second")

    with pytest.raises(Superseded):
        overtaken()

    assert ScheduledRun.objects.count() == 0


def test_a_zombie_does_not_end_the_job_of_another(asked: Asked) -> None:
    def overtaken(run: Run) -> dict[str, Any]:
        take_back(row.pk, again(row).token)
        claim(row.public_id, "second")
        return {"late": True}

    row = asked(overtaken)

    assert perform(row.public_id) == "superseded"
    assert (again(row).status, again(row).token, again(row).result) == ("running", "second", None)


@pytest.mark.parametrize("raises", [ValueError("late")])
def test_nor_does_its_failure(asked: Asked, raises: Exception) -> None:
    def overtaken(run: Run) -> None:
        take_back(row.pk, again(row).token)
        claim(row.public_id, "second")
        raise raises

    row = asked(overtaken)

    assert perform(row.public_id) == "superseded"
    assert (again(row).status, again(row).failure) == ("running", "")
