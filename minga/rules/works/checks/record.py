"""The record of a project, its communes, what it needs before it begins, and who pays."""

import numpy as np

from minga.rules.works.checks.base import (
    Hits,
    check,
    cost_of,
    first_day,
    has_works,
    hits_where,
    known,
    projects_where,
)
from minga.rules.works.portfolio import UNKNOWN, WHOLE, Portfolio


@check("REG-01")
def people_add_up(portfolio: Portfolio) -> Hits:
    """Women and men are not the total, where all three are given."""
    of = portfolio.projects
    given = known(of.women, of.men, of.people)
    wrong = given & (np.where(given, of.women + of.men, 0) != np.where(given, of.people, 0))
    return projects_where(wrong, women=of.women, men=of.men, people=of.people)


@check("REG-02")
def people_by_sex(portfolio: Portfolio) -> Hits:
    """A total alone: incomplete."""
    of = portfolio.projects
    wrong = known(of.people) & ~known(of.women, of.men)
    return projects_where(wrong, people=of.people)


@check("REG-03")
def starts_before_it_ends(portfolio: Portfolio) -> Hits:
    of = portfolio.projects
    wrong = known(of.starts_on, of.ends_on) & (of.ends_on < of.starts_on)
    return projects_where(wrong, starts_on=of.starts_on, ends_on=of.ends_on)


@check("REG-04")
def money_of_a_month(portfolio: Portfolio) -> Hits:
    """Costs without the month of their currency."""
    of = portfolio.projects
    return projects_where((of.currency_month == UNKNOWN) & (cost_of(portfolio) > 0))


@check("REG-05")
def ready_to_execute(portfolio: Portfolio) -> Hits:
    """Works programmed on a project whose analysis does not let it be executed."""
    of = portfolio.projects
    programmed = np.zeros(len(of), dtype=bool)
    programmed[portfolio.months.project[has_works(portfolio.months.kind)]] = True
    return projects_where(programmed & (of.is_execution == 1) & (of.is_ready == 0))


@check("REG-06")
def communes_add_up(portfolio: Portfolio) -> Hits:
    """Shares of communes that are not 100 %; a project of none is told as incomplete."""
    of = portfolio.projects
    return projects_where((of.shares != WHOLE) & (of.shares != 0), shares=of.shares)


@check("REG-07")
def is_somewhere(portfolio: Portfolio) -> Hits:
    """No commune: its money would be in no territorial report."""
    return projects_where(portfolio.projects.shares == 0)


@check("REG-08")
def conditions_before_start(portfolio: Portfolio) -> Hits:
    """A pre-condition that stops the start, unmet when the start is programmed."""
    conditions = portfolio.conditions
    start = first_day(portfolio, "start")[conditions.project]
    late = (conditions.due_on != UNKNOWN) & (conditions.due_on > start)
    over = start <= portfolio.today
    wrong = (start != UNKNOWN) & (late | over)
    return hits_where(
        wrong, conditions.project, condition=conditions.condition,
        due_on=conditions.due_on, start=start,
    )  # fmt: skip


@check("FIN-01")
def sources_pay_it_all(portfolio: Portfolio) -> Hits:
    sources, cost = portfolio.projects.sources, cost_of(portfolio)
    return projects_where((sources != 0) & (sources != cost), sources=sources, cost=cost)


@check("FIN-02")
def somebody_pays(portfolio: Portfolio) -> Hits:
    cost = cost_of(portfolio)
    return projects_where((portfolio.projects.sources == 0) & (cost > 0), cost=cost)


@check("FIN-03")
def principal_pays(portfolio: Portfolio) -> Hits:
    """Works by mandate whose principal pays nothing."""
    of = portfolio.projects
    return projects_where((of.is_mandate == 1) & (of.sources != 0) & (of.principal_pays == 0))
