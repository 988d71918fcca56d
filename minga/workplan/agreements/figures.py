"""A figure and its target as a person reads them: es-CL, rounded half up, never across the
target."""

from fractions import Fraction

from minga.core.numbers import decimal
from minga.rules.agreements import is_met
from minga.workplan.agreements.models import Goal

MOST_PLACES = 6


def shown(value: Fraction, goal: Goal) -> str:
    """«71,4 %», «12»: one decimal of a percentage, and more only while rounding would say that the
    target was reached when it was not, or the other way round."""
    at_least = goal.is_at_least
    really = is_met(value, goal.target, at_least=at_least)
    places = 0 if not goal.is_percent and value.denominator == 1 else 1
    while places < MOST_PLACES and really != is_met(
        Fraction(_rounded(value, places), 10**places), goal.target, at_least=at_least
    ):
        places += 1
    said = decimal(_rounded(value, places), places, least=places and 1)
    return f"{said}\u00a0%" if goal.is_percent else said


def _rounded(value: Fraction, places: int) -> int:
    return int((value * 10**places * 2 + 1) // 2)


def sides(numerator: int, denominator: int, goal: Goal) -> str:
    """«30 de 42»; of a count, the figure alone."""
    if not goal.is_percent and denominator == 1:
        return decimal(numerator, 0)
    return f"{decimal(numerator, 0)} de {decimal(denominator, 0)}"
