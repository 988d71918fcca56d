"""División político-administrativa: figures of places read in the division of another day.

Arrays in, arrays out. Places are numbered from 0. A change is a list of edges: what was in
`origins[k]` before is in `targets[k]` after. A place that gives to one only moved; one that gives
to two was split, and what is known only of the whole is not divided by guess: it stays `UNDIVIDED`
unless both parts lie in the same group (Ley 20.175 split the first region: what is known of a
commune of it moves with the commune, what is known of the region alone goes nowhere).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Known only of a whole whose parts lie in several groups, or of something larger than a group.
UNDIVIDED = -1
# Nothing stood there that day: a figure whose date and place contradict each other.
ABSENT = -2


class Edges(NamedTuple):
    """Who gave to whom on a day. Nothing is lost: a place that goes on gives to itself."""

    origins: Ints
    targets: Ints


def carried(group: Ints, here: Ints, there: Ints) -> Ints:
    """The group of each place on this side of a change, from its group on the other side.

    `here[k]` is joined with `there[k]`; the same function goes forwards and backwards.
    """
    low = np.full(len(group), np.iinfo(np.int64).max)
    high = np.full(len(group), np.iinfo(np.int64).min)
    np.minimum.at(low, here, group[there])
    np.maximum.at(high, here, group[there])
    found = group.copy()
    found[there] = ABSENT
    found[here] = np.where(low[here] == high[here], low[here], UNDIVIDED)
    return found


def groups_by_era(group: Ints, changes: Sequence[Edges], target: int) -> Ints:
    """For each era (rows) and place (columns), its group in the era `target`, for which `group`
    tells it. Change `k` parts era `k` from era `k + 1`."""
    table = np.empty((len(changes) + 1, len(group)), dtype=np.int64)
    table[target] = group
    for era in range(target - 1, -1, -1):
        table[era] = carried(table[era + 1], changes[era].origins, changes[era].targets)
    for era in range(target + 1, len(changes) + 1):
        table[era] = carried(table[era - 1], changes[era - 1].targets, changes[era - 1].origins)
    return table


def totals(group: Ints, amount: Ints, count: int) -> Ints:
    """The sum of what each of `count` groups got; what has no group is in none."""
    placed = group >= 0
    found = np.zeros(count, dtype=np.int64)
    np.add.at(found, group[placed], amount[placed])
    return found


def largest_remainder(amount: int, weights: Ints) -> Ints:
    """`amount` (whole pesos, negative too) in parts as the weights, that add to it exactly: each
    gets its whole part, the pesos that remain go to the largest remainders, then to the first."""
    whole = int(weights.sum())
    sign, left = (-1, -amount) if amount < 0 else (1, amount)
    exact = [left * int(weight) for weight in weights]
    parts = np.array([part // whole for part in exact], dtype=np.int64)
    remainders = np.array([part % whole for part in exact], dtype=np.int64)
    first = np.argsort(-remainders, kind="stable")[: left - int(parts.sum())]
    parts[first] += 1
    return sign * parts
