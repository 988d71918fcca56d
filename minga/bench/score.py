"""How long the score takes, against adding it row by row."""

import random
import time
from collections.abc import Callable

from minga.bench.reference import score_one_by_one
from minga.rules import workplan as rules

REPEATS = 7


def measure(activities: int) -> dict[str, str | int]:
    """The same figures both ways; the best of several runs of each, and their ratio."""
    draw = random.Random(2007)  # noqa: S311  (a fixed seed: a bench, not a secret)
    weights = [draw.randint(1, 100) for _ in range(activities)]
    fulfilled = [draw.random() < 0.5 for _ in range(activities)]
    weight_column, fulfilled_column = rules.ints(weights), rules.bools(fulfilled)
    ours, our_time = _best(lambda: int(rules.earned(weight_column, fulfilled_column).sum()))
    theirs, their_time = _best(lambda: score_one_by_one(weights, fulfilled))
    assert ours == theirs
    return {
        "bench": "workplan score",
        "activities": activities,
        "ratio": f"{our_time / their_time:.3f}".replace(".", ","),
        "reference": "la misma suma, fila por fila, en Python",
    }


def _best(work: Callable[[], int]) -> tuple[int, float]:
    times, result = [], 0
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return result, min(times)
