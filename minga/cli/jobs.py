"""`minga jobs`: see background work, and do it without the worker."""

import argparse
from typing import TYPE_CHECKING, Any

from minga.core.console import Subparsers, add_json, say, say_json

if TYPE_CHECKING:
    from minga.core.jobs.models import Job


def add_to(commands: Subparsers) -> None:
    group = commands.add_parser("jobs", help="muestra los trabajos de fondo y los hace a mano")
    actions = group.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    shown = actions.add_parser("list", help="los trabajos en curso, o todos")
    shown.add_argument("--all", action="store_true", help="también los que ya terminaron")
    add_json(shown)
    shown.set_defaults(run=run_list)
    done = actions.add_parser(
        "run", help="hace el trabajo más antiguo que espera; 1 si no terminó bien"
    )
    done.add_argument(
        "--all", action="store_true", help="todos los que esperan, y lo que toque por calendario"
    )
    add_json(done)
    done.set_defaults(run=run_next)


def run_list(options: argparse.Namespace) -> int:
    from minga.core.jobs.models import Job

    rows = Job.objects.order_by("-pk")
    found = list(rows if options.all else rows.active())
    if options.json:
        say_json([as_json(row) for row in found])
        return 0
    for row in found:
        say(f"{row.public_id}  {row.get_status_display():<12} {row.title}")
    if not found:
        say("No hay trabajos." if options.all else "No hay trabajos en curso.")
    return 0


def run_next(options: argparse.Namespace) -> int:
    """One, or all: for a server where `minga serve` does not keep a worker."""
    found = _do_all() if options.all else _do_one()
    if options.json:
        say_json([as_json(row) for row in found])
    else:
        for row in found:
            say(f"{row.title}: {row.get_status_display()}. {row.failure}".strip())
        if not found:
            say("No hay trabajos que esperen.")
    return 1 if any(row.status == "failed" for row in found) else 0


def _do_one() -> "list[Job]":
    from minga.core.jobs import worker
    from minga.core.jobs.models import Job

    row = worker.next_waiting()
    if row is None:
        return []
    worker.run_by_hand(row.public_id)
    return [Job.objects.get(pk=row.pk)]


def _do_all() -> "list[Job]":
    """Each once: one that goes back to the queue is for the next time."""
    from minga.core.jobs import clockwork

    clockwork.all_rounds()
    found: list[Job] = []
    while (one := _do_one()) and one[0].pk not in {row.pk for row in found}:
        found += one
    return found


def as_json(row: "Job") -> dict[str, Any]:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "title": row.title,
        "status": row.status,
        "done": row.done,
        "total": row.total,
        "attempt": row.attempt,
        "asked_at": row.asked_at,
        "finished_at": row.finished_at,
        "result": row.result,
        "failure": row.failure,
    }
