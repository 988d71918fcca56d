"""What every check stands on: its hits, its registry, what several of them read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from minga.rules.works.portfolio import (
    BEFORE_A_CONTRACT,
    FAILED,
    SPEND_KINDS,
    STEPS,
    UNKNOWN,
    WHOLE,
    Ints,
    Physical,
    Portfolio,
)
from minga.rules.works.summing import Groups, groups

Mask = NDArray[np.bool_]
NOBODY = -1


@dataclass(frozen=True)
class Hits:
    """Where a check found something: the place of each project, NOBODY for the portfolio as a
    whole, and the figures of its sentence, columns of the same length."""

    project: Ints
    figures: Mapping[str, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.project)


Check = Callable[[Portfolio], Hits]
CHECKS: dict[str, Check] = {}


def check(code: str) -> Callable[[Check], Check]:
    def register(function: Check) -> Check:
        assert code not in CHECKS, code
        CHECKS[code] = function
        return function

    return register


def hits_where(wrong: Mask, project: Ints, **figures: Ints) -> Hits:
    return Hits(project[wrong], {name: column[wrong] for name, column in figures.items()})


def projects_where(wrong: Mask, **figures: Ints) -> Hits:
    return hits_where(wrong, np.arange(len(wrong), dtype=np.int64), **figures)


def known(*columns: Ints) -> Mask:
    known = np.ones(len(columns[0]), dtype=np.bool_)
    for column in columns:
        known &= column != UNKNOWN
    return known


def year_of(month: Ints) -> Ints:
    return month // 12


def month_of(days: Ints) -> Ints:
    """Months of days since 1970; unknown stays unknown."""
    known = days != UNKNOWN
    months = np.where(known, days, 0).astype("datetime64[D]").astype("datetime64[M]")
    return np.where(known, months.astype(np.int64) + 1970 * 12, UNKNOWN)


def is_kind(kind: Ints, *names: str) -> Mask:
    return np.isin(kind, [SPEND_KINDS.index(name) for name in names])


def has_works(kind: Ints) -> Mask:
    """Spending that waits for its contract."""
    return ~is_kind(kind, *BEFORE_A_CONTRACT)


def cost_of(portfolio: Portfolio) -> Ints:
    """Pesos of each project."""
    cost = np.zeros(len(portfolio.projects), dtype=np.int64)
    np.add.at(cost, portfolio.costs.project, portfolio.costs.amount)
    return cost


def cost_years(portfolio: Portfolio) -> tuple[Groups, Ints]:
    costs = portfolio.costs
    found = groups(costs.project, costs.item, costs.year)
    return found, found.total(costs.amount)


def month_years(portfolio: Portfolio) -> tuple[Groups, Ints]:
    months = portfolio.months
    found = groups(months.project, months.item, year_of(months.month))
    return found, found.total(months.amount)


def of_step(portfolio: Portfolio, step: str) -> Mask:
    found = portfolio.milestones
    there: Mask = (found.step == STEPS.index(step)) & (found.outcome != FAILED)
    return there


def first_day(portfolio: Portfolio, step: str) -> Ints:
    """Per project, the first day of a step in a round that brings a contract."""
    there = of_step(portfolio, step)
    days = np.full(len(portfolio.projects), UNKNOWN, dtype=np.int64)
    of = groups(portfolio.milestones.project[there])
    days[of.keys[0]] = of.least(portfolio.milestones.day[there])
    return days


def last_day(portfolio: Portfolio, step: str) -> Ints:
    there = of_step(portfolio, step)
    days = np.full(len(portfolio.projects), UNKNOWN, dtype=np.int64)
    of = groups(portfolio.milestones.project[there])
    days[of.keys[0]] = of.most(portfolio.milestones.day[there])
    return days


def first_contract(portfolio: Portfolio) -> Ints:
    """Per project, the day of the first contract: as signed, else as foreseen."""
    signed = portfolio.projects.contracted
    return np.where(signed != UNKNOWN, signed, first_day(portfolio, "contract"))


def same_key(order: Ints, *columns: Ints) -> Mask:
    """Whether each ordered row has the same key as the next."""
    same = np.ones(max(len(order) - 1, 0), dtype=np.bool_)
    for column in columns:
        same &= column[order[1:]] == column[order[:-1]]
    return same


def steps_back(rows: Physical) -> Hits:
    order = np.lexsort((rows.month, rows.project))
    same = same_key(order, rows.project)
    before, after = order[:-1], order[1:]
    wrong = same & (rows.accumulated[after] < rows.accumulated[before])
    return hits_where(
        wrong, rows.project[after], month=rows.month[after], now=rows.accumulated[after],
        before=rows.accumulated[before], before_month=rows.month[before],
    )  # fmt: skip


def out_of_range(rows: Physical) -> Hits:
    wrong = (rows.accumulated > WHOLE) | (rows.accumulated < 0)
    return hits_where(wrong, rows.project, month=rows.month, now=rows.accumulated)
