"""Spending by hand, and what a contract tells."""

from datetime import date

import pytest

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.months import Month
from minga.works import carrying, spending
from minga.works.models import CostLine, Project
from minga.works.progress import actions, errors
from minga.works.progress.models import MonthSpending
from tests.budget.factories import line_item
from tests.conftest import TODAY, Cast, Somebody, nothing_recorded
from tests.snapshot import written_once
from tests.works.factories import CIVIL_WORKS, paid_for, programmer
from tests.works.factories import project as made
from tests.works.progress.factories import OCTOBER, inspector, paid, spend, works_head


@written_once
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@written_once
def project(cast: Cast, paula: Somebody) -> Project:
    return made(cast, by=paula)


@action("tests.statement", says="pagó {bip}")
def statement(
    project: Project, month: Month, amount: int, *, by: Access, on: date | None = None
) -> None:
    """As a contract does it."""
    row = CostLine.objects.get(project=project)
    current_act().about(project, bip=project.bip)
    spending.tell(spending.Spent(project, line_item(CIVIL_WORKS), month, amount, row))


def test_land_is_paid_by_hand(project: Project, paula: Somebody) -> None:
    found = spend(project, paula, 12_345_678)

    assert (found.amount, found.origin, found.recorded_by_id) == (12_345_678, "direct", paula.pk)


def test_what_was_wrong_is_taken_back_once(project: Project, paula: Somebody) -> None:
    first = spend(project, paula, 500)

    with pytest.raises(errors.FieldMissing, match="por qué"):
        actions.take_back_spending(first, reason="", by=paula.access)
    back = actions.take_back_spending(first, reason="Era de otro proyecto", by=paula.access)
    with pytest.raises(errors.AlreadyTakenBack, match="Era de otro proyecto"):
        actions.take_back_spending(first, reason="De nuevo", by=paula.access)
    with pytest.raises(errors.ToldByAContract):
        actions.take_back_spending(back, reason="De nuevo", by=paula.access)

    assert (back.amount, back.month, back.detail) == (-500, OCTOBER, "Era de otro proyecto")


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_above_zero(project: Project, paula: Somebody, amount: int) -> None:
    with pytest.raises(errors.AmountNotPositive), nothing_recorded():
        spend(project, paula, amount)


def test_it_says_what_was_paid_and_in_a_month_that_began(project: Project, paula: Somebody) -> None:
    with pytest.raises(errors.FieldMissing):
        actions.record_spending(project, paid(1, detail=" "), by=paula.access)
    with pytest.raises(errors.MonthToCome):
        spend(project, paula, 1, Month(2007, 12))


def test_only_programming_spends(cast: Cast, project: Project) -> None:
    with pytest.raises(NotAllowed), nothing_recorded():
        spend(project, inspector(cast.serviu), 1)


def test_a_contract_tells_its_months(project: Project, paula: Somebody) -> None:
    paid_for(project, paula)

    statement(project, OCTOBER, 7_000_001, by=paula.access, on=TODAY)
    statement(project, OCTOBER, -1, by=paula.access, on=TODAY)

    found = MonthSpending.objects.filter(project=project)
    assert [row.amount for row in found] == [7_000_001, -1]
    assert {(row.origin, row.because_model) for row in found} == {("contract", "works.costline")}
    with pytest.raises(errors.ToldByAContract):
        actions.take_back_spending(found[0], reason="x", by=paula.access)


def test_what_the_keeper_refuses_nobody_spent(
    cast: Cast, project: Project, paula: Somebody
) -> None:
    paid_for(project, paula)
    actions.close_month(cast.serviu, OCTOBER, by=works_head(cast.serviu).access)

    with nothing_recorded():
        with pytest.raises(errors.MonthClosed):
            statement(project, OCTOBER, 7, by=paula.access, on=TODAY)
        with pytest.raises(errors.MonthToCome):
            statement(project, Month(2008, 1), 7, by=paula.access, on=TODAY)
        with pytest.raises(errors.MonthClosed):
            spend(project, paula, 1)
    assert not MonthSpending.objects.exists()


def test_expropriations_carry_a_project_into_the_next_year(
    cast: Cast, project: Project, paula: Somebody
) -> None:
    new, returned = made(cast, by=paula), made(cast, by=paula)
    spend(project, paula, 5)
    actions.record_spending(new, paid(5, code=CIVIL_WORKS), by=paula.access)
    actions.take_back_spending(spend(returned, paula, 5), reason="Error", by=paula.access)

    def carried(year: int) -> list[Project]:
        return list(Project.objects.filter(carrying.carried_over(year)))

    assert carried(2007) == []
    assert carried(2008) == [project]
