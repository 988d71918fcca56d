"""One side of a bench in a process of its own: it runs when told to, and says how long it took.

`python -m minga.bench.side NAME SIDE ROWS FOLDER`, where SIDE is prepare, ours or reference.
"""

import gc
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import django

from minga.bench.framework import Bench, benches
from minga.core import tables

STATUS = Path("/proc/self/status")


def main(name: str, side: str, rows: str, folder: str) -> None:
    django.setup()
    bench = benches()[name](int(rows), Path(folder), side)
    if side == "prepare":
        if bench.database:
            tables.stand()
        bench.prepare()
        return
    bench.load()
    _tell(ready=True)
    for _ in sys.stdin:
        seconds, answer = _timed(bench, side)
        _tell(seconds=seconds, answer=answer, peak_mb=peak_mb())
    bench.leave()


def _timed(bench: Bench, side: str) -> tuple[float, Any]:
    bench.before()
    work = bench.ours if side == "ours" else bench.reference
    gc.collect()
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    return seconds, bench.answer(result)


def peak_mb() -> int:
    """The most memory that this process ever held. Not what getrusage says where /proc is there:
    that one begins with the parent's."""
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _tell(**what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
