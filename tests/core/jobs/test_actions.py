"""Asking for work, cancelling it, retrying it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from minga.core.access import NOBODY, Access
from minga.core.errors import NotAllowed
from minga.core.jobs.actions import ask, cancel, retry
from minga.core.jobs.errors import AlreadyOver, NothingToRetry, ReasonNeeded, UnknownKind
from minga.core.jobs.models import Job
from minga.core.jobs.runner import claim, perform
from minga.core.models import Event
from tests.conftest import nothing_recorded
from tests.core.jobs.conftest import ANA, BRUNO, NORA, Declare, again

Asked = Callable[..., Job]


def fails(run: Any) -> None:
    raise ValueError


def test_asking_leaves_a_job_that_says_who_and_a_task_to_wake_the_worker(
    db: None, declare: Declare
) -> None:
    kind = declare(lambda run: None, label="Lectura")

    with nothing_recorded():
        row = ask(kind, {"a": 1}, by=ANA, subject_url="/x/", title="Lectura de mayo", service="s1")

    assert (row.status, row.kind, row.title) == ("waiting", kind, "Lectura de mayo")
    assert (row.asked_by, row.asked_by_label, row.by_operator) == (7, "A. Rojas", False)
    assert (row.params, row.subject_url, row.belongs_to()) == ({"a": 1}, "/x/", {"service": "s1"})
    assert DBTaskResult.objects.ready().get().args_kwargs["args"] == [row.public_id]


def test_a_transaction_that_is_undone_leaves_neither_job_nor_task(
    db: None, declare: Declare
) -> None:
    kind = declare(lambda run: None)
    with transaction.atomic():
        ask(kind, by=ANA)
        transaction.set_rollback(True)

    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_the_same_key_is_the_same_job_until_it_is_over(db: None, declare: Declare) -> None:
    kind, other = declare(lambda run: None), declare(lambda run: None)
    first = ask(kind, by=ANA, key="mayo")

    assert ask(kind, by=ANA, key="mayo") == first
    assert ask(kind, by=ANA, key="junio") != first
    assert ask(kind, by=ANA) != ask(kind, by=ANA)
    assert ask(other, by=ANA, key="mayo") != first
    perform(first.public_id)
    assert ask(kind, by=ANA, key="mayo") != first


def test_who_may_not_ask_is_refused(db: None, declare: Declare) -> None:
    kind = declare(lambda run: None, permission="core.audit")

    for access in (ANA, NOBODY):
        with pytest.raises(NotAllowed):
            ask(kind, by=access)

    assert not Job.objects.exists()
    assert ask(kind, by=NORA).asked_by == NORA.actor_id


def test_a_waiting_job_is_cancelled_at_once_and_recorded(asked: Asked) -> None:
    ended: list[str] = []
    row = asked(lambda run: None, ended=lambda job: ended.append(job.status))

    cancel(row, by=ANA)

    event = Event.objects.get()
    assert again(row).status == "cancelled"
    assert again(row).finished_at is not None
    assert (event.kind, event.actor_id, event.subject_id) == ("job.cancelled", 7, row.pk)
    assert ended == ["cancelled"]
    assert perform(row.public_id) == "not waiting"


def test_a_running_one_is_asked_to_stop(asked: Asked) -> None:
    row = asked(lambda run: None)
    claim(row.public_id, "token")

    cancel(row, by=NORA)

    assert (again(row).status, again(row).cancel_asked, again(row).token) == (
        "running",
        True,
        "token",
    )


def test_what_is_over_is_not_cancelled(asked: Asked) -> None:
    row = asked(lambda run: None)
    perform(row.public_id)

    with nothing_recorded(), pytest.raises(AlreadyOver, match="terminado"):
        cancel(row, by=ANA)


@pytest.mark.parametrize("access", [BRUNO, NOBODY, Access(None, "")])
def test_only_who_asked_or_administers_cancels_and_retries(asked: Asked, access: Access) -> None:
    row = asked(fails)

    with nothing_recorded(), pytest.raises(NotAllowed):
        cancel(row, by=access)
    perform(row.public_id)
    with nothing_recorded(), pytest.raises(NotAllowed):
        retry(row, reason="Otra vez", by=access)

    assert again(row).status == "failed"


def test_a_retry_goes_on_from_what_was_saved_with_its_reason_recorded(asked: Asked) -> None:
    def once_more(run: Any) -> dict[str, Any]:
        if "half" not in run.saved:
            run.checkpoint(half=5)
            raise ValueError
        return {"from": run.saved["half"]}

    row = asked(once_more)
    perform(row.public_id)
    Job.objects.update(crashes=2, cancel_asked=True)

    retry(row, reason="  Se amplió el disco.  ", by=NORA)

    event = Event.objects.get()
    assert (event.kind, event.reason, event.data["attempt"]) == (
        "job.retried",
        "Se amplió el disco.",
        2,
    )
    assert (again(row).attempt, again(row).crashes, again(row).failure) == (2, 0, "")
    assert perform(row.public_id) == "done"
    assert again(row).result == {"from": 5}


def test_a_retry_needs_a_reason(asked: Asked) -> None:
    row = asked(fails)
    perform(row.public_id)

    with nothing_recorded(), pytest.raises(ReasonNeeded):
        retry(row, reason=" ", by=ANA)

    assert again(row).status == "failed"


def test_what_did_not_fail_is_not_retried(asked: Asked) -> None:
    row = asked(lambda run: None)

    with nothing_recorded(), pytest.raises(NothingToRetry, match="en espera"):
        retry(row, reason="Prisa", by=ANA)


def test_what_this_version_does_not_know_is_not_retried(asked: Asked) -> None:
    row = asked(fails)
    perform(row.public_id)
    Job.objects.update(kind="of-before")

    with pytest.raises(UnknownKind):
        retry(row, reason="Otra vez", by=ANA)


def test_who_lost_the_permission_does_not_retry(db: None, declare: Declare) -> None:
    row = ask(declare(fails, permission="core.audit"), by=NORA)
    perform(row.public_id)
    Job.objects.update(asked_by=ANA.actor_id)

    with pytest.raises(NotAllowed):
        retry(row, reason="Otra vez", by=ANA)


def test_a_retry_does_not_make_a_second_one_of_a_kind_that_runs_alone(
    db: None, declare: Declare
) -> None:
    kind = declare(fails)
    failed = ask(kind, by=ANA, key="one")
    perform(failed.public_id)
    ask(kind, by=ANA, key="one")

    with pytest.raises(Exception, match="Ya hay un trabajo igual en curso"):
        retry(failed, reason="Otra vez", by=ANA)
