"""Which projects need somebody's eye: late, money far from the work, over the budget.

Source: parameters `progress.toml`. Columns of one position per project; pesos; progress and
thresholds in hundredths of a percent; less than zero where nobody said.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
WHOLE = 10_000


class Alerts(NamedTuple):
    """A column for each reason."""

    late: Bools
    apart: Bools
    overspent: Bools


def late(due: Ints, real: Ints, threshold: int) -> Bools:
    """So far below what was programmed; a project that never reported is at zero."""
    return np.asarray((due >= 0) & (due - np.maximum(real, 0) >= threshold))


def spent_part(budget: Ints, spent: Ints) -> Ints:
    """What was spent, in hundredths of a percent of the budget, downwards; -1 without a budget."""
    known = budget > 0
    part = spent.astype(object) * WHOLE // np.where(known, budget, 1)
    return np.where(known, part, -1).astype(np.int64)


def apart(budget: Ints, spent: Ints, real: Ints, threshold: int) -> Bools:
    """Work and money so far from each other, whichever goes first."""
    part = spent_part(budget, spent)
    known = (part >= 0) & (real >= 0)
    return np.asarray(known & (np.abs(part - real) >= threshold))


def overspent(budget: Ints, spent: Ints) -> Bools:
    """More was spent than all that is programmed; without a schedule nobody can say."""
    return np.asarray((budget > 0) & (spent > budget))


def alerts(
    budget: Ints, spent: Ints, due: Ints, real: Ints, *, late_by: int, apart_by: int
) -> Alerts:
    """Raises ValueError when the columns differ in length."""
    if len({column.shape for column in (budget, spent, due, real)}) > 1:
        msg = "budget, spent, due and real must have the same length"
        raise ValueError(msg)
    return Alerts(
        late(due, real, late_by), apart(budget, spent, real, apart_by), overspent(budget, spent)
    )
