"""Programa de trabajo (PMG Gestión Territorial Integrada): what a work plan has earned.

Source: form «Componentes del Programa de Trabajo 2007», columns «ponderación por actividad» and
«ponderación ganada». Points are whole percent; one position per activity.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FULL_WEIGHT = 100


def earned(weight: Ints, fulfilled: Bools) -> Ints:
    """Ponderación ganada: an activity earns its whole weight when it is fulfilled, else nothing.

    `weight` (n) in percent points, `fulfilled` (n); answers (n) in percent points. Raises
    ValueError when the lengths differ.
    """
    if weight.shape != fulfilled.shape:
        msg = "weight and fulfilled must have the same length"
        raise ValueError(msg)
    return np.where(fulfilled, weight, 0).astype(np.int64)


def total_by_objective(objective: Ints, points: Ints, objectives: int) -> Ints:
    """Points of each objective: `objective` (n) holds positions 0 … objectives − 1; answers
    (objectives)."""
    totals = np.zeros(objectives, dtype=np.int64)
    np.add.at(totals, objective, points)
    return totals


def missing_weight(weight: Ints) -> int:
    """How far the weights are from 100: positive when points are missing, negative when there are
    too many."""
    return FULL_WEIGHT - int(weight.sum())


def ints(values: Any) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def bools(values: Any) -> Bools:
    return np.fromiter(values, dtype=np.bool_)
