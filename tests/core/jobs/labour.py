"""A program: a job of three steps whose worker kills itself at a step, again and again.

Each worker is a process of its own, as `minga serve` starts them; it dies by SIGKILL. Answers in
JSON what the database says in the end. Run it with `PROGRAM`, for which Django starts first.
"""

import json
import os
import signal
import sys
from datetime import date, timedelta

from django.db import connections

from minga.core import tables
from minga.core.access import operator
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job, ScheduledRun
from minga.core.jobs.reaper import Watch, reap
from minga.core.jobs.registry import Run, job
from minga.core.jobs.worker import next_waiting, run_by_hand

PROGRAM = "import django; django.setup(); from tests.core.jobs.labour import main; main()"
STEPS = ("first", "second", "third")
# Before a step, inside its transaction, after it: the worst moments.
MOMENTS = ("before", "inside", "after")


def main() -> None:

    tables.stand()
    job("labour", label="Tres pasos", attempts=20)(labour)
    ask("labour", by=operator())
    connections.close_all()
    ends = [in_a_process(f"{step} {moment}") for step in STEPS for moment in MOMENTS]
    ends.append(in_a_process(""))
    tell(ends)


def labour(run: Run) -> dict[str, int]:
    for number, step in enumerate(STEPS, start=1):
        die_at(f"{step} before")
        with run.once(step) as to_do:
            if to_do:
                effect(step)
            die_at(f"{step} inside")
        die_at(f"{step} after")
        run.progress(number, len(STEPS), step)
    return {"steps": len(STEPS)}


def effect(step: str) -> None:
    """Something that would be there twice if it were done twice."""

    before = ScheduledRun.objects.filter(kind=step).count()
    ScheduledRun.objects.create(kind=step, due_on=date(2007, 1, 1) + timedelta(before))


def die_at(moment: str) -> None:
    if os.environ.get("DIE_AT") == moment:
        os.kill(os.getpid(), signal.SIGKILL)


def in_a_process(moment: str) -> int:
    """A worker until it dies, or until there is nothing left to do; answers its signal."""
    child = os.fork()
    if not child:
        os.environ["DIE_AT"] = moment
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def work() -> None:
    """What the worker does at its start and at each turn, until nothing waits."""

    reap(Watch())
    while row := next_waiting():
        run_by_hand(row.public_id)


def tell(ends: list[int]) -> None:

    row = Job.objects.get()
    done = list(ScheduledRun.objects.order_by("pk").values_list("kind", flat=True))
    told = {"ends": ends, "done": done, "status": row.status, "result": row.result}
    told |= {"attempt": row.attempt, "crashes": row.crashes}
    json.dump(told, sys.stdout)
