"""Two people at once, on PostgreSQL: one is first, the other is told; nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minga.core.errors import StaleForm
from minga.core.versions import NotADraft
from minga.works.models import Project
from minga.works.schedules import actions, errors
from minga.works.schedules.models import Schedule, ScheduleVersion
from tests.budget.factories import line_item
from tests.conftest import TODAY, Cast
from tests.workplan.test_concurrency import Act, _act, _until_waiting
from tests.works.factories import CIVIL_WORKS, programmer, project
from tests.works.schedules.factories import JULY, JUNE, drafted, written

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def at_once(made: Project, *acts: Act) -> list[object]:
    """Acts that begin while the project and its programme are held, and go on together."""
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            Project.objects.select_for_update().get(pk=made.pk)
            list(Schedule.objects.select_for_update().filter(project=made))
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def test_two_who_begin_at_once_have_one_programme(cast: Cast) -> None:
    people = [programmer(cast.serviu), programmer(cast.serviu)]
    made = project(cast, by=people[0])

    results = at_once(
        made,
        *(lambda who=who: actions.start_draft(made, by=who.access, on=TODAY) for who in people),
    )
    assert {type(result) for result in results} == {ScheduleVersion, errors.OpenVersionExists}
    assert ScheduleVersion.objects.count() == 1


def test_two_who_save_one_year_at_once(cast: Cast) -> None:
    people = [programmer(cast.serviu), programmer(cast.serviu)]
    made = project(cast, by=people[0])
    draft = drafted(made, people[0])
    works = line_item(CIVIL_WORKS)

    def save(at: int) -> object:
        amounts = {(works, (JUNE, JULY)[at]): 5000}
        return actions.write_months(draft, amounts, {}, revision=0, by=people[at].access, on=TODAY)

    results = at_once(made, lambda: save(0), lambda: save(1))
    assert {type(result) for result in results} == {ScheduleVersion, StaleForm}
    assert draft.amounts.count() == 1


def test_what_is_sent_is_what_was_written_before(cast: Cast) -> None:
    by, other = programmer(cast.serviu), programmer(cast.serviu)
    made = project(cast, by=by)
    draft = written(drafted(made, by), by)
    works = line_item(CIVIL_WORKS)

    sent, saved = at_once(
        made,
        lambda: actions.submit_version(draft, by=by.access, on=TODAY),
        lambda: actions.write_months(draft, {(works, JUNE): 5000}, {}, by=other.access, on=TODAY),
    )
    draft.refresh_from_db()
    assert (type(sent), draft.status) == (ScheduleVersion, "submitted")
    total = sum(draft.amounts.values_list("amount", flat=True))
    assert total == (500_000_000 if isinstance(saved, NotADraft) else 5000)
