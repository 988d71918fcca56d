"""The sums by year that the database keeps are those of the months, whatever happens."""

import random

import pytest
from django.db import connection

from minga.core.months import Month
from minga.works.models import Project
from minga.works.progress import actions, summing
from minga.works.progress.models import PortfolioYear
from tests.conftest import Cast, Somebody
from tests.works.factories import programmer
from tests.works.factories import project as made
from tests.works.progress.factories import OCTOBER, in_force, paid, spend


@pytest.fixture
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@pytest.fixture
def project(cast: Cast, paula: Somebody) -> Project:
    return made(cast, by=paula)


def test_what_is_in_force_counts_and_what_it_replaced_does_not(
    cast: Cast, project: Project
) -> None:
    in_force(project, cast, {OCTOBER: 1000, Month(2008, 1): 500, Month(2009, 2): 1})
    in_force(project, cast, {OCTOBER: 700, Month(2007, 12): 300, Month(2008, 1): 600})

    kept = {row.year: row for row in PortfolioYear.objects.filter(project=project)}
    assert (kept[2007].planned_10, kept[2007].planned_12) == (700_000, 300_000)
    assert (kept[2008].planned_01, kept[2009].planned_02) == (600_000, 0)
    assert summing.differences() == []


def test_spending_is_added_and_taken_back(project: Project, paula: Somebody) -> None:
    first = spend(project, paula, 500)
    spend(project, paula, 70)
    spend(project, paula, 9, Month(2006, 12))
    actions.take_back_spending(first, reason="Error", by=paula.access)

    kept = {row.year: row for row in PortfolioYear.objects.filter(project=project)}
    assert (kept[2007].spent_10, kept[2006].spent_12) == (70, 9)
    assert summing.differences() == []


def test_anything_in_any_order(cast: Cast, paula: Somebody) -> None:
    draw = random.Random(2007)
    projects = [made(cast, by=paula) for _ in range(3)]
    spent = []

    for _ in range(40):
        project, month = draw.choice(projects), Month(2007, 11) - draw.randrange(30)
        if draw.random() < 0.3:
            amounts = {month + n: draw.randint(1, 900) for n in range(draw.randint(1, 30))}
            in_force(project, cast, amounts)
        elif spent and draw.random() < 0.3:
            taken = spent.pop(draw.randrange(len(spent)))
            actions.take_back_spending(taken, reason="Error", by=paula.access)
        else:
            own = paid(draw.randint(1, 10**9), month)
            spent.append(actions.record_spending(project, own, by=paula.access))

    assert summing.differences() == []


@pytest.mark.parametrize(
    "change", ["spent_10 = spent_10 + 1", "planned_01 = 1", "year = 2005", "spent_10 = 0"]
)
def test_a_sum_that_somebody_changed_is_found(
    project: Project, paula: Somebody, change: str
) -> None:
    spend(project, paula, 500)

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE progress_portfolioyear SET {change}")

    found = list(summing.check())
    assert found
    assert f"del proyecto {project.bip}" in found[0].sentence


def test_a_year_without_money_is_no_difference(cast: Cast, project: Project) -> None:
    in_force(project, cast, {OCTOBER: 1000})
    in_force(project, cast, {Month(2008, 1): 1000})

    assert PortfolioYear.objects.get(project=project, year=2007).planned_10 == 0
    assert summing.differences() == []
