"""What the database itself refuses of progress, whoever writes in it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from minga.works.models import Project
from minga.works.progress import actions
from minga.works.progress.models import MonthClosing, MonthReport, MonthSpending, PortfolioYear
from tests.budget.factories import line_item
from tests.conftest import Cast
from tests.core.guards import barred, guards
from tests.snapshot import written_once
from tests.workplan.by_hand import delete, insert, update
from tests.works.factories import programmer
from tests.works.factories import project as project_of
from tests.works.progress.factories import (
    NOVEMBER,
    OCTOBER,
    inspector,
    picture,
    report,
    spend,
    works_head,
)

SEPTEMBER = OCTOBER + -1


@dataclass
class Made:
    """Reports of September (closed), October and November; two payments, one taken back; a month
    that was reopened."""

    cast: Cast
    other: Project
    frozen: MonthReport
    october: MonthReport
    november: MonthReport
    frozen_spending: MonthSpending
    spending: MonthSpending
    back: MonthSpending
    closed: MonthClosing
    reopened: MonthClosing
    year: PortfolioYear
    land: int
    subtitle: int


Break = Callable[[Made], object]


@written_once
def made(cast: Cast) -> Made:
    paula, ivan, olga = programmer(cast.serviu), inspector(cast.serviu), works_head(cast.serviu)
    project, other = project_of(cast, by=paula), project_of(cast, by=paula)
    frozen = report(project, ivan, SEPTEMBER, 1000, pictures=[picture()])
    october = report(project, ivan, OCTOBER, 4000, pictures=[picture()])
    november = report(project, ivan, NOVEMBER, 5000)
    frozen_spending = spend(project, paula, 3, SEPTEMBER)
    spending, wrong = spend(project, paula, 500), spend(project, paula, 70)
    back = actions.take_back_spending(wrong, reason="Error", by=paula.access)
    closed = actions.close_month(cast.serviu, SEPTEMBER, by=olga.access)
    reopened = actions.close_month(cast.serviu, SEPTEMBER + -1, by=olga.access)
    reopened = actions.reopen_month(reopened, reason="Falta uno", by=cast.diana.access)
    charged = line_item("31-02-003")
    whole = type(charged).objects.filter(kind="").first()
    assert whole is not None
    return Made(
        cast, other, frozen, october, november, frozen_spending, spending, back, closed, reopened,
        PortfolioYear.objects.get(project=project), charged.pk, whole.pk,
    )  # fmt: skip


def told(made: Made, **changes: object) -> int:
    """By a contract."""
    given = {
        "origin": "contract", "because_model": "contracts.statement", "because_id": 1, "detail": "",
    }  # fmt: skip
    return insert(made.spending, **(given | changes))


BREAKS: dict[str, Break] = {
    "progress_monthreport_stays_delete": lambda m: delete(m.november),
    "progress_monthreport_keeps_what_it_is_of_update": lambda m: update(
        m.november, reported_on="2007-11-29"
    ),
    "progress_monthreport_never_goes_back_insert": lambda m: insert(
        m.november, month="2007-12-01", physical=4999, reported_on="2007-12-02"
    ),
    "progress_monthreport_never_goes_back_update": lambda m: update(m.october, physical=5001),
    "progress_monthreport_frozen_when_closed_insert": lambda m: insert(
        m.frozen, project_id=m.other.pk
    ),
    "progress_monthreport_frozen_when_closed_update": lambda m: update(m.frozen, text="Otra cosa"),
    "monthreport_once": lambda m: insert(m.october),
    "monthreport_month_is_a_month": lambda m: insert(m.november, month="2007-11-02"),
    "monthreport_up_to_whole": lambda m: update(m.november, physical=10_001),
    "monthreport_says_what_was_done": lambda m: update(m.november, text=""),
    "monthreport_of_a_month_that_began": lambda m: insert(m.november, month="2007-12-01"),
    "monthreport_corrected_by_someone_and_why": lambda m: update(m.november, revision=1),
    "progress_reportphoto_no_update": lambda m: update(m.october.photos.get(), place="Otro"),
    "progress_reportphoto_no_delete": lambda m: delete(m.october.photos.get()),
    "progress_reportphoto_frozen_when_closed_insert": lambda m: insert(m.frozen.photos.get()),
    "reportphoto_says_where": lambda m: insert(m.october.photos.get(), place=""),
    "progress_monthspending_no_update": lambda m: update(m.spending, amount=501),
    "progress_monthspending_no_delete": lambda m: delete(m.spending),
    "progress_monthspending_frozen_when_closed_insert": lambda m: insert(m.frozen_spending),
    "progress_monthspending_of_a_line_item_of_projects_insert": lambda m: insert(
        m.spending, line_item_id=m.subtitle
    ),
    "progress_monthspending_takes_back_the_same_insert": lambda m: insert(
        m.spending, amount=-499, reverses_id=m.spending.pk
    ),
    "monthspending_month_is_a_month": lambda m: insert(m.spending, month="2007-10-02"),
    "monthspending_is_something": lambda m: told(m, amount=0),
    "monthspending_of_a_month_that_began": lambda m: insert(m.spending, month="2007-12-01"),
    "monthspending_says_where_it_comes_from": lambda m: told(m, because_id=None),
    "monthspending_by_hand_is_paid_or_taken_back": lambda m: insert(m.spending, amount=-1),
    "progress_monthclosing_stays_delete": lambda m: delete(m.closed),
    "progress_monthclosing_begins_closed_insert": lambda m: insert(m.reopened),
    "progress_monthclosing_only_reopens_once_update": lambda m: update(
        m.reopened, reopened_because="Otro motivo"
    ),
    "monthclosing_closed_once": lambda m: insert(m.closed),
    "monthclosing_month_is_a_month": lambda m: insert(m.closed, month="2007-10-02"),
    "monthclosing_after_it_began": lambda m: insert(m.closed, month="2007-12-01"),
    "monthclosing_missing_says_why": lambda m: insert(m.closed, month="2007-01-01", missing=1),
    "monthclosing_reopened_by_someone_and_why": lambda m: update(
        m.closed, reopened_on="2007-11-30"
    ),
    "monthclosing_reopened_after_it_closed": lambda m: update(
        m.closed, reopened_on="2007-11-29", reopened_by_id=m.cast.diana.pk, reopened_because="x"
    ),
    "portfolioyear_once": lambda m: insert(m.year),
}


@pytest.mark.parametrize("guard", BREAKS)
def test_the_database_refuses(made: Made, guard: str) -> None:
    with barred("progress", guard):
        BREAKS[guard](made)


def test_each_guard_was_tried() -> None:
    assert set(guards("progress")) == set(BREAKS)


def test_a_lower_month_with_its_reason_enters(made: Made) -> None:
    insert(
        made.november, month="2007-12-01", physical=4999, reported_on="2007-12-02",
        lowered_because="Se demolió",
    )  # fmt: skip
