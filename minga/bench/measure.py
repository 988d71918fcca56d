"""Both sides in turn, in processes of their own; medians, ratio and peak."""

import json
import os
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from minga.bench.framework import Bench
from minga.bench.place import Place, scratch
from minga.core.console import Refused


@dataclass(frozen=True)
class Side:
    """A process that runs its side of the bench each time it is told to."""

    name: str
    process: "subprocess.Popen[str]"

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise Refused(f"La medición se detuvo: falló la parte «{self.name}».")
        told: dict[str, Any] = json.loads(line)
        return told

    def run(self) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        return self.hear()


def measure(
    bench: type[Bench], rows: int | None = None, repeats: int | None = None
) -> dict[str, Any]:
    """Prepare, run in turn (ours, reference, ours, …), and what came of it."""
    count = bench.rows if rows is None else rows
    with scratch() as place:
        _prepare(bench, count, place)
        runs = _in_turn(bench, count, repeats or bench.repeats, place)
        engine = "postgresql" if "DATABASE_URL" in place.environment else "sqlite"
    ours, reference = ([run["seconds"] for run in side] for side in runs)
    seconds, reference_seconds = statistics.median(ours), statistics.median(reference)
    ratio, peak = seconds / reference_seconds, max(run["peak_mb"] for run in runs[0])
    return {
        "name": bench.name,
        "rows": count,
        "seconds": round(seconds, 6),
        "reference": bench.against,
        "reference_seconds": round(reference_seconds, 6),
        "ratio": round(ratio, 3),
        "peak_mb": peak,
        "limit": float(bench.limit) if bench.limit is not None else None,
        "ok": within(bench, ratio, peak),
        "runs": len(ours),
        "database": engine if bench.database else None,
        **bench.more(count, seconds, reference_seconds),
    }


def within(bench: type[Bench], ratio: float, peak: int) -> bool:
    fast = bench.limit is None or ratio <= bench.limit
    return fast and (bench.peak_limit_mb is None or peak <= bench.peak_limit_mb)


def _prepare(bench: type[Bench], rows: int, place: Place) -> None:
    done = subprocess.run(
        _command(bench, "prepare", rows, place), env=place.environment, check=False
    )
    if done.returncode:
        raise Refused(f"No se pudo preparar la medición «{bench.name}».")


def _in_turn(
    bench: type[Bench], rows: int, repeats: int, place: Place
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    with ExitStack() as stack:
        ours = stack.enter_context(_side(bench, "ours", rows, place))
        reference = stack.enter_context(_side(bench, "reference", rows, place))
        pairs = [(ours.run(), reference.run()) for _ in range(repeats)]
    for mine, theirs in pairs:
        require_same(bench.name, mine["answer"], theirs["answer"])
    return [mine for mine, _ in pairs], [theirs for _, theirs in pairs]


def require_same(name: str, ours: Any, reference: Any) -> None:
    """A ratio of two different works would say nothing."""
    if ours != reference:
        raise Refused(f"Las dos partes de «{name}» no hicieron lo mismo: {ours} y {reference}.")


@contextmanager
def _side(bench: type[Bench], name: str, rows: int, place: Place) -> Iterator[Side]:
    process = subprocess.Popen(
        _command(bench, name, rows, place),
        env=place.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        side = Side(name, process)
        side.hear()
        yield side
    finally:
        # With its writers: they hold its output open, and reading to the end would not end.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _command(bench: type[Bench], side: str, rows: int, place: Place) -> list[str]:
    call = [sys.executable, "-m", "minga.bench.side", bench.name, side]
    return [*call, str(rows), str(place.folder)]
