"""Contracts, what was reported and what was spent."""

import numpy as np

from minga.rules.works.checks.base import (
    Hits,
    check,
    cost_of,
    cost_years,
    first_day,
    has_works,
    hits_where,
    known,
    out_of_range,
    projects_where,
    steps_back,
    year_of,
)
from minga.rules.works.portfolio import UNKNOWN, Portfolio
from minga.rules.works.summing import groups, matched

CONTRACT_DAYS = (
    "awarded_on", "signed_on", "handed_over_on", "starts_on", "provisional_on", "final_on",
    "settled_on",
)  # fmt: skip


@check("CON-01")
def contract_days_in_order(portfolio: Portfolio) -> Hits:
    """award ≤ signature ≤ handover ≤ start; provisional ≤ final acceptance ≤ settlement. `before`
    and `step`: places in CONTRACT_DAYS."""
    found = portfolio.contracts
    days = np.stack([getattr(found, name) for name in CONTRACT_DAYS]) if len(found) else None
    if days is None:
        return Hits(found.project)
    parts = []
    for place in range(1, len(CONTRACT_DAYS)):
        # Against the last day that is known before it.
        earlier = days[:place]
        last = np.max(earlier, axis=0)
        which = place - 1 - np.argmax((earlier == last)[::-1], axis=0)
        wrong = (days[place] != UNKNOWN) & (last != UNKNOWN) & (days[place] < last)
        parts.append(
            hits_where(
                wrong,
                found.project,
                contract=found.contract,
                before=which,
                before_on=last,
                step=np.full(len(found), place, dtype=np.int64),
                step_on=days[place],
            )
        )
    return _joined(parts)


def _joined(parts: list[Hits]) -> Hits:
    return Hits(
        np.concatenate([part.project for part in parts]),
        {name: np.concatenate([part.figures[name] for part in parts]) for name in parts[0].figures},
    )


@check("CON-02")
def charged_within_the_contract(portfolio: Portfolio) -> Hits:
    """Statements beyond the contract with its changes."""
    found = portfolio.contracts
    wrong = found.charged > found.limit
    return hits_where(
        wrong, found.project, contract=found.contract, charged=found.charged, limit=found.limit
    )


@check("CON-03")
def guarantee_outlives_the_contract(portfolio: Portfolio) -> Hits:
    """The guarantee of a contract not yet received ends before its term and the margin."""
    found = portfolio.contracts
    given = known(found.guaranteed_until, found.ends_on) & (found.provisional_on == UNKNOWN)
    needed = np.where(given, found.ends_on + portfolio.margin_days, 0)
    wrong = given & (found.guaranteed_until < needed)
    return hits_where(
        wrong, found.project, contract=found.contract, guaranteed=found.guaranteed_until,
        needed=needed,
    )  # fmt: skip


@check("CON-04")
def contract_as_foreseen(portfolio: Portfolio) -> Hits:
    """Signed before the day on which the schedule in force opens its bids."""
    signed = portfolio.projects.contracted
    opening = first_day(portfolio, "opening")
    wrong = (signed != UNKNOWN) & (opening != UNKNOWN) & (signed < opening)
    return projects_where(wrong, signed=signed, opening=opening)


@check("EJE-01")
def progress_never_goes_back(portfolio: Portfolio) -> Hits:
    return steps_back(portfolio.reports)


@check("EJE-02")
def progress_within_the_whole(portfolio: Portfolio) -> Hits:
    return out_of_range(portfolio.reports)


@check("EJE-03")
def past_years_as_spent(portfolio: Portfolio) -> Hits:
    """The cost of a year that is closed is what was spent in it."""
    if portfolio.closed_year == UNKNOWN:
        return Hits(np.empty(0, dtype=np.int64))
    of_costs, costs = cost_years(portfolio)
    rows = portfolio.spending
    spent_in = groups(rows.project, rows.item, year_of(rows.month))
    spent, _ = matched(of_costs.keys, spent_in.keys, spent_in.total(rows.amount))
    project, item, year = of_costs.keys
    # Costs are in whole thousands; spending is in pesos.
    rounded = (np.abs(spent) + 500) // 1000 * 1000 * np.sign(spent)
    wrong = (year <= portfolio.closed_year) & (rounded != costs)
    return hits_where(wrong, project, item=item, year=year, cost=costs, spent=spent)


@check("EJE-04")
def carry_over_has_its_ground(portfolio: Portfolio) -> Hits:
    """Works spent on a project with no contract: not carry-over, and not new either (domain.md 4.1:
    «no tiene un contrato vigente … y/o no posee gasto por concepto de expropiaciones»)."""
    rows = portfolio.spending
    works = has_works(rows.kind) & (rows.amount > 0)
    works &= portfolio.projects.contracted[rows.project] == UNKNOWN
    by_project = groups(rows.project[works])
    return Hits(
        by_project.keys[0],
        {
            "month": by_project.least(rows.month[works]),
            "amount": by_project.total(rows.amount[works]),
        },
    )


@check("EJE-05")
def spent_within_the_cost(portfolio: Portfolio) -> Hits:
    """More spent of a project than it costs."""
    spent = np.zeros(len(portfolio.projects), dtype=np.int64)
    np.add.at(spent, portfolio.spending.project, portfolio.spending.amount)
    cost = cost_of(portfolio)
    return projects_where((spent > cost) & (cost > 0), spent=spent, cost=cost)
