"""What a schedule programmes: money by month, physical progress, and the budget that it fits in."""

import numpy as np

from minga.rules.works.checks.base import (
    NOBODY,
    Hits,
    check,
    cost_years,
    first_contract,
    first_day,
    has_works,
    hits_where,
    last_day,
    month_of,
    month_years,
    out_of_range,
    projects_where,
    same_key,
    steps_back,
)
from minga.rules.works.portfolio import UNKNOWN, WHOLE, Portfolio
from minga.rules.works.summing import groups, matched


@check("PRO-01")
def months_add_up(portfolio: Portfolio) -> Hits:
    """The months of a line item in a year are not its cost of the year, to the peso."""
    years, programmed = month_years(portfolio)
    of_costs, costs = cost_years(portfolio)
    cost, there = matched(years.keys, of_costs.keys, costs)
    project, item, year = years.keys
    wrong = (there == 1) & (programmed != cost)
    return hits_where(wrong, project, item=item, year=year, programmed=programmed, cost=cost)


@check("PRO-02")
def programmed_where_it_costs(portfolio: Portfolio) -> Hits:
    """Months of a line item in a year that has no cost."""
    years, programmed = month_years(portfolio)
    of_costs, costs = cost_years(portfolio)
    _, there = matched(years.keys, of_costs.keys, costs)
    project, item, year = years.keys
    wrong = (there == 0) & (programmed != 0)
    return hits_where(wrong, project, item=item, year=year, programmed=programmed)


@check("PRO-03")
def costs_are_programmed(portfolio: Portfolio) -> Hits:
    """A cost of a year without months, from the first year of the schedule on."""
    years, programmed = month_years(portfolio)
    of_costs, costs = cost_years(portfolio)
    _, there = matched(of_costs.keys, years.keys, programmed)
    project, item, year = of_costs.keys
    by_project = groups(years.keys[0])
    begins = np.full(len(portfolio.projects), UNKNOWN, dtype=np.int64)
    begins[by_project.keys[0]] = by_project.least(years.keys[2])
    begun = (begins[project] != UNKNOWN) & (year >= begins[project])
    return hits_where((there == 0) & begun & (costs > 0), project, item=item, year=year, cost=costs)


@check("PRO-04")
def works_after_their_contract(portfolio: Portfolio) -> Hits:
    """Works, equipment, the programme: never in a month before the first contract of the project.
    Administration, land and consultancy may precede it."""
    months = portfolio.months
    contract = month_of(first_contract(portfolio))[months.project]
    wrong = (
        has_works(months.kind)
        & (months.amount != 0)
        & (contract != UNKNOWN)
        & (months.month < contract)
    )
    day = first_contract(portfolio)[months.project]
    return hits_where(
        wrong, months.project, item=months.item, month=months.month, amount=months.amount,
        contract=day,
    )  # fmt: skip


@check("PRO-05")
def works_have_a_contract(portfolio: Portfolio) -> Hits:
    """Works programmed, and no contract signed nor foreseen."""
    months = portfolio.months
    works = has_works(months.kind) & (months.amount != 0)
    without = works & (first_contract(portfolio)[months.project] == UNKNOWN)
    by_project = groups(months.project[without])
    return Hits(
        by_project.keys[0],
        {
            "month": by_project.least(months.month[without]),
            "amount": by_project.total(months.amount[without]),
        },
    )


@check("PRO-06")
def works_end_with_their_contract(portfolio: Portfolio) -> Hits:
    """Works programmed after the final acceptance."""
    months = portfolio.months
    final = last_day(portfolio, "final")
    last = month_of(final)[months.project]
    works = has_works(months.kind) & (months.amount != 0)
    wrong = works & (last != UNKNOWN) & (months.month > last)
    return hits_where(
        wrong, months.project, item=months.item, month=months.month, amount=months.amount,
        final=final[months.project],
    )  # fmt: skip


@check("FIS-01")
def programme_never_goes_back(portfolio: Portfolio) -> Hits:
    return steps_back(portfolio.physical)


@check("FIS-02")
def programme_ends_whole(portfolio: Portfolio) -> Hits:
    """The last month of the physical programme is not 100 %."""
    rows = portfolio.physical
    order = np.lexsort((rows.month, rows.project))
    ends = np.ones(len(order), dtype=bool)
    ends[:-1] = ~same_key(order, rows.project)
    last = order[ends]
    wrong = rows.accumulated[last] < WHOLE
    return hits_where(wrong, rows.project[last], month=rows.month[last], now=rows.accumulated[last])


@check("FIS-03")
def programme_within_the_whole(portfolio: Portfolio) -> Hits:
    return out_of_range(portfolio.physical)


@check("FIS-04")
def works_have_a_programme(portfolio: Portfolio) -> Hits:
    """Works with money by month, and no physical programme."""
    works = np.zeros(len(portfolio.projects), dtype=bool)
    works[portfolio.months.project[has_works(portfolio.months.kind)]] = True
    works[portfolio.physical.project] = False
    return projects_where(works)


@check("FIS-05")
def progress_after_its_start(portfolio: Portfolio) -> Hits:
    """Physical progress programmed before the month in which works start."""
    rows = portfolio.physical
    start = first_day(portfolio, "start")
    month = month_of(start)[rows.project]
    wrong = (rows.accumulated > 0) & (month != UNKNOWN) & (rows.month < month)
    return hits_where(
        wrong, rows.project, month=rows.month, now=rows.accumulated, start=start[rows.project]
    )


@check("PRE-01")
def within_the_law(portfolio: Portfolio) -> Hits:
    """The own projects of a service programme more than a line of its budget gives. No project
    answers for it alone."""
    found = portfolio.ceilings
    wrong = found.programmed > found.amount
    nobody = np.full(len(found), NOBODY, dtype=np.int64)
    return hits_where(
        wrong, nobody, ceiling=found.ceiling, year=found.year, programmed=found.programmed,
        limit=found.amount,
    )  # fmt: skip


@check("PRE-02")
def within_the_mandate(portfolio: Portfolio) -> Hits:
    """A project by mandate programmes more than its principal pays."""
    of = portfolio.projects
    programmed = np.zeros(len(of), dtype=np.int64)
    np.add.at(programmed, portfolio.months.project, portfolio.months.amount)
    wrong = (of.is_mandate == 1) & (of.principal_pays > 0) & (programmed > of.sources)
    return projects_where(wrong, programmed=programmed, pays=of.sources)
