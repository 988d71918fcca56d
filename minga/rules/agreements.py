"""Convenio de desempeño: which goals are met, what they earn, which part of the increment follows.

A goal is met when its exact figure reaches the target («al menos») or does not go over it («a lo
más»). Figures and targets are fractions of whole numbers of any size, so they go one by one and not
in arrays of int64: an agreement has a dozen goals. Points are whole percent.
Source: Ley 19.553, artículo 7 (incremento por desempeño colectivo); its bands are dated parameters
of `params/agreements.toml`, not verified against the text.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

FULL_WEIGHT = 100
PERCENT = 100
TENTHS = 10


def figure(numerator: int, denominator: int, *, is_percent: bool) -> Fraction:
    """What a measurement says, in the unit of its goal. Raises ZeroDivisionError."""
    return Fraction(numerator, denominator) * (PERCENT if is_percent else 1)


def is_met(found: Fraction | None, target: Fraction, *, at_least: bool) -> bool:
    """A goal without a figure is not met, whatever its target."""
    if found is None:
        return False
    return found >= target if at_least else found <= target


def score(weights: Sequence[int], met: Sequence[bool]) -> int:
    """Points of the agreement: the whole weight of each goal that is met. Raises ValueError when
    the lengths differ."""
    return sum(weight for weight, reached in zip(weights, met, strict=True) if reached)


def part_earned(points: int, bands: Sequence[Mapping[str, int]]) -> int:
    """Whole percent of the increment: that of the highest band reached, 0 below all."""
    return max((band["part"] for band in bands if points >= band["from"]), default=0)
