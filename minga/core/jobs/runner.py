"""One attempt at a job, from the claim to its end."""

import json
import logging
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from minga.core.clock import day_of, living_in, today
from minga.core.errors import Refusal
from minga.core.ids import new_public_id
from minga.core.jobs.ending import end, fail_sentence
from minga.core.jobs.errors import UnknownKind
from minga.core.jobs.heart import Heart
from minga.core.jobs.models import Job
from minga.core.jobs.registry import JobKind, kind_of
from minga.core.jobs.run import Cancelled, Run, Stopping, Superseded, patiently
from minga.core.models import Chain

log = logging.getLogger(__name__)


class Process:
    """This process, as jobs name it: its lease, and the attempt it has in hand."""

    name = ""
    token = ""


def perform(public_id: str, *, beating: bool = False) -> str:
    """Do a job that waits; anything else is left alone. Answers how it stands afterwards.

    What is no `Exception` (the process is told to die) passes without a word: the job stays as a
    killed process leaves it, and the reaper finds it.
    """
    Process.token = new_public_id()
    try:
        row = claim(public_id, Process.token)
        if row is None:
            return "not waiting"
        heart: AbstractContextManager[Any] = Heart(row.pk, row.token) if beating else nullcontext()
        with living_in(day_of(Chain.objects.first())), heart:
            return _attempt(row)
    finally:
        Process.token = ""


def claim(public_id: str, token: str) -> Job | None:
    """Compare and set: of two that want it, one has it."""
    now = timezone.now()
    taken = Job.objects.filter(public_id=public_id, status=Job.Status.WAITING).update(
        status=Job.Status.RUNNING,
        token=token,
        worker=Process.name,
        started_at=now,
        heartbeat_at=now,
    )
    return Job.objects.get(public_id=public_id) if taken else None


def _attempt(row: Job) -> str:
    known = kind_of(row.kind)
    if known is None:
        return _failed(row, str(UnknownKind()))
    run = Run(row, row.token, today())
    try:
        return _done(run, row, _plain(_call(known, run, row)))
    except Cancelled:
        return _close(row, Job.Status.CANCELLED)
    except Stopping:
        return _give_back(row)
    except Superseded:
        log.warning("Job %s is no longer of this process: it stops here.", row.public_id)
        return "superseded"
    except Refusal as error:
        return _failed(row, str(error))
    except Exception:
        log.exception("Job %s (%s) failed", row.public_id, row.kind)
        return _failed(row, fail_sentence(row))


def _call(known: JobKind, run: Run, row: Job) -> dict[str, Any] | None:
    run.check()
    return known.function(run, **row.params)


def _plain(result: dict[str, Any] | None) -> Any:
    """As the database will hold it: what has no JSON fails here, and is told."""
    return json.loads(json.dumps(result, cls=DjangoJSONEncoder))


def _done(run: Run, row: Job, result: Any) -> str:
    told = run.told
    if told["total"]:
        told["done"] = told["total"]
    closed = patiently(
        lambda: (
            Job.objects.filter(pk=row.pk)
            .held(row.token)
            .update(
                status=Job.Status.DONE,
                token="",
                worker="",
                result=result,
                finished_at=timezone.now(),
                **told,
            )
        )
    )
    if not closed:
        raise Superseded
    return str(Job.Status.DONE)


def _failed(row: Job, sentence: str) -> str:
    return _close(row, Job.Status.FAILED, sentence)


def _close(row: Job, status: str, failure: str = "") -> str:
    return str(patiently(lambda: _close_held(row, status, failure)))


def _close_held(row: Job, status: str, failure: str) -> str:
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=row.pk).held(row.token).first()
        if held is None:
            return "superseded"
        end(held, status, failure)
        held.save()
    return status


def _give_back(row: Job) -> str:
    """The process ends in order: the job waits for the next one, and nothing is held against it."""
    patiently(
        lambda: (
            Job.objects.filter(pk=row.pk)
            .held(row.token)
            .update(status=Job.Status.WAITING, token="", worker="", attempt=F("attempt") + 1)
        )
    )
    return str(Job.Status.WAITING)
