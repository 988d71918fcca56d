"""What those above read of many projects at once."""

from datetime import date, timedelta

import numpy as np
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minga.core.months import Month
from minga.works.models import Project
from minga.works.schedules import programmed
from minga.works.schedules.models import ScheduleVersion
from tests.budget.factories import line_item
from tests.conftest import TODAY, Cast
from tests.works.factories import CIVIL_WORKS, programmer, project
from tests.works.schedules.factories import AUGUST, JULY, JUNE, approved, drafted, reprogrammed

LATER = TODAY + timedelta(days=10)


def two(cast: Cast) -> tuple[Project, Project]:
    """One reprogrammed ten days later, one with its baseline and a draft."""
    by = programmer(cast.serviu)
    first, second = project(cast, by=by), project(cast, by=by)
    approved(cast, first, by)
    approved(cast, second, by)
    reprogrammed(cast, first, by, LATER)
    drafted(second, by, on=LATER)
    return first, second


def test_money_of_the_version_in_force_and_of_the_baseline(cast: Cast) -> None:
    first, second = two(cast)
    found = programmed.amounts(programmed.versions_of(Project.objects.all()))

    assert found.project.tolist() == [first.pk] * 3 + [second.pk] * 2
    assert set(found.line_item.tolist()) == {line_item(CIVIL_WORKS).pk}
    months = [JUNE.index, JULY.index, AUGUST.index, JUNE.index, JULY.index]
    assert found.month.tolist() == months
    assert found.amount.tolist() == [200_000_000, 250_000_000, 50_000_000, 200_000_000, 300_000_000]
    assert found.amount.dtype == np.int64
    base = programmed.amounts(programmed.versions_of([first.pk], baseline=True))
    assert base.amount.tolist() == [200_000_000, 300_000_000]


def test_a_draft_is_read_when_it_is_named(cast: Cast) -> None:
    _, second = two(cast)
    draft = ScheduleVersion.objects.filter(schedule__project=second, status="draft")

    assert programmed.amounts(draft).amount.sum() == 500_000_000


def test_progress_stays_until_the_next_figure(cast: Cast) -> None:
    first, second = two(cast)
    found = programmed.progress(programmed.versions_of([first.pk, second.pk]))

    assert found.at(Month(2008, 5)) == {}
    assert found.at(JULY) == {first.pk: 90_00, second.pk: 100_00}
    assert found.at(Month(2009, 1)) == {first.pk: 100_00, second.pk: 100_00}


def test_milestones_by_project(cast: Cast) -> None:
    first, second = two(cast)
    found = programmed.milestones(programmed.versions_of(Project.objects.all()))

    ends = {pk: [one.on for one in said if one.kind == "end"] for pk, said in found.items()}
    assert ends == {first.pk: [date(2008, 8, 14)], second.pk: [date(2008, 7, 31)]}
    assert [(one.round, one.outcome) for one in found[first.pk] if one.kind == "bidding"] == [
        (1, "deserted"),
        (2, "awarded"),
    ]


def test_the_version_of_a_day(cast: Cast) -> None:
    first, _ = two(cast)

    numbers = {day: programmed.versions_on([first.pk], day).get().number for day in (TODAY, LATER)}
    assert numbers == {TODAY: 1, LATER: 2}
    assert not programmed.versions_on([first.pk], TODAY - timedelta(days=1)).exists()


def test_nothing_of_none(cast: Cast) -> None:
    rows = programmed.versions_of([])

    assert len(programmed.amounts(rows)) == len(programmed.progress(rows)) == 0
    assert programmed.milestones(rows) == {}


def test_the_number_of_questions_does_not_grow(cast: Cast) -> None:
    two(cast)
    with CaptureQueriesContext(connection) as asked:
        rows = programmed.versions_of(Project.objects.all())
        programmed.amounts(rows)
        programmed.progress(rows)
        programmed.milestones(rows)
    assert len(asked) == 3
