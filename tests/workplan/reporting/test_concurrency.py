"""Two people at once, on PostgreSQL: one is first, the other is told; nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minga.core.errors import StaleForm
from minga.core.versions import NotADraft
from minga.workplan.models import WorkPlan
from minga.workplan.reporting import actions, errors
from minga.workplan.reporting.models import PlanReport, PlanReportVersion, ReportRow
from tests.conftest import TODAY, Cast
from tests.workplan.reporting import factories
from tests.workplan.test_concurrency import Act, _act, _until_waiting

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def at_once(held: PlanReport | WorkPlan, *acts: Act) -> list[object]:
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            type(held).objects.select_for_update(of=("self",)).get(pk=held.pk)
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def test_two_who_edit_a_row_at_once(cast: Cast) -> None:
    version = factories.written(factories.begun(cast), cast)
    row = factories.rows(version)[0]

    results = at_once(
        version.report,
        lambda: actions.change_row(
            row, factories.values(achieved="A"), revision=0, by=cast.ana.access, on=TODAY
        ),
        lambda: actions.change_row(
            row, factories.values(achieved="B"), revision=0, by=cast.bruno.access, on=TODAY
        ),
    )

    assert {type(one) for one in results} == {ReportRow, StaleForm}


def test_two_who_add_at_once_both_stand(cast: Cast) -> None:
    version = factories.begun(cast)

    results = at_once(
        version.report,
        lambda: actions.add_row(version, "1", factories.values(), by=cast.ana.access, on=TODAY),
        lambda: actions.add_row(version, "1", factories.values(), by=cast.bruno.access, on=TODAY),
    )

    assert {type(one) for one in results} == {ReportRow}
    assert [row.number for row in factories.rows(version)] == [1, 2]


def test_a_row_sent_twice_at_once_is_one(cast: Cast) -> None:
    version = factories.begun(cast)

    def add() -> object:
        said, key = factories.values(), "bcdfghjkmnpq"
        return actions.add_row(version, "1", said, key=key, by=cast.ana.access, on=TODAY)

    results = at_once(version.report, add, add)

    assert {type(one) for one in results} == {ReportRow, errors.AlreadyAdded}


def test_sent_and_written_at_once(cast: Cast) -> None:
    """Whichever is first, what was sent is what the head reads."""
    version = factories.written(factories.begun(cast), cast)
    row = factories.rows(version)[0]

    results = at_once(
        version.report,
        lambda: actions.submit_report(version, by=cast.bruno.access, on=TODAY),
        lambda: actions.change_row(
            row, factories.values(achieved="A"), revision=0, by=cast.ana.access, on=TODAY
        ),
    )

    sent, changed = results
    assert isinstance(sent, PlanReportVersion)
    assert isinstance(changed, ReportRow | NotADraft)
    row.refresh_from_db()
    assert (row.achieved == "A") == isinstance(changed, ReportRow)


def test_one_report_begun_twice_at_once_is_one(cast: Cast) -> None:
    plan = factories.plan(cast)

    results = at_once(
        plan,
        lambda: actions.begin_report(plan, "final", by=cast.ana.access, on=TODAY),
        lambda: actions.begin_report(plan, "final", by=cast.bruno.access, on=TODAY),
    )

    assert {type(one) for one in results} == {PlanReport, errors.AlreadyBegun}
