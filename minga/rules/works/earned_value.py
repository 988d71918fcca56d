"""Valor ganado: what the work done is worth, against what was planned by now and what it cost.

Source: Project Management Institute, «Practice Standard for Earned Value Management», and ISO
21508:2018. Pesos; progress in hundredths of a percent (0 … 10.000); indices in thousandths, half
up. One position per project, or per group: money of several projects adds up, so a group is
measured on its sums. `UNKNOWN` stands where there is nothing to divide by.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

WHOLE = 10_000
UNIT = 1_000
UNKNOWN = np.iinfo(np.int64).min


class Measured(NamedTuple):
    """Three figures of a day and the whole budget, (n) pesos each: planned value (PV), earned value
    (EV), actual cost (AC), budget at completion (BAC)."""

    planned: Ints
    earned: Ints
    actual: Ints
    budget: Ints


class Indices(NamedTuple):
    """What follows from them, (n) each: pesos, but the three indices."""

    schedule_variance: Ints
    cost_variance: Ints
    schedule_index: Ints
    cost_index: Ints
    at_completion: Ints
    to_complete: Ints
    variance_at_completion: Ints
    to_complete_index: Ints


def worth(budget: Ints, progress: Ints) -> Ints:
    """PV of the programmed progress, EV of the real one: that part of the budget, half up."""
    return _half_up(budget.astype(object) * progress, np.full_like(budget, WHOLE))


def schedule_variance(measured: Measured) -> Ints:
    """SV = EV - PV: less than zero is late."""
    return measured.earned - measured.planned


def cost_variance(measured: Measured) -> Ints:
    """CV = EV - AC: less than zero has cost more than the work done is worth."""
    return measured.earned - measured.actual


def schedule_index(measured: Measured) -> Ints:
    """SPI = EV / PV."""
    return _index(measured.earned, measured.planned)


def cost_index(measured: Measured) -> Ints:
    """CPI = EV / AC."""
    return _index(measured.earned, measured.actual)


def at_completion(measured: Measured) -> Ints:
    """EAC = BAC / CPI: the cost of the whole if the rest costs as the part done did. Divided once,
    by EV, and not by an index that was already rounded."""
    known = (measured.earned > 0) & (measured.actual > 0)
    product = measured.budget.astype(object) * measured.actual
    return np.where(known, _half_up(product, np.where(known, measured.earned, 1)), UNKNOWN)


def to_complete(measured: Measured) -> Ints:
    """ETC = EAC - AC: what is still to be spent."""
    whole = at_completion(measured)
    return np.where(whole == UNKNOWN, UNKNOWN, whole - measured.actual)


def variance_at_completion(measured: Measured) -> Ints:
    """VAC = BAC - EAC: less than zero is what will be missing."""
    whole = at_completion(measured)
    return np.where(whole == UNKNOWN, UNKNOWN, measured.budget - whole)


def to_complete_index(measured: Measured) -> Ints:
    """TCPI = (BAC - EV) / (BAC - AC): how much each peso that is left has to yield."""
    return _index(measured.budget - measured.earned, measured.budget - measured.actual)


def indices(measured: Measured) -> Indices:
    """All of them. Raises ValueError when the columns differ in length."""
    if len({column.shape for column in measured}) > 1:
        msg = "planned, earned, actual and budget must have the same length"
        raise ValueError(msg)
    return Indices(
        schedule_variance(measured),
        cost_variance(measured),
        schedule_index(measured),
        cost_index(measured),
        at_completion(measured),
        to_complete(measured),
        variance_at_completion(measured),
        to_complete_index(measured),
    )


def _index(above: Ints, below: Ints) -> Ints:
    known = below > 0
    return np.where(
        known, _half_up(above.astype(object) * UNIT, np.where(known, below, 1)), UNKNOWN
    )


def _half_up(above: Any, below: Ints) -> Ints:
    """`above`: whole numbers of any size, for two amounts in pesos multiplied are beyond 64 bits.
    What is less than zero rounds as its opposite does."""
    size = (2 * abs(above) + below) // (2 * below.astype(object))
    return np.asarray(np.where(above < 0, -1, 1) * size, dtype=np.int64)
