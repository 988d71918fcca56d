"""Two at the same moment, on PostgreSQL: the calendar makes a visit once, two reports are both
kept."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, models, transaction

from minga.core.errors import Refusal
from minga.visits import actions
from minga.visits.models import Photo, Visit, VisitReport, VisitRule
from tests.conftest import SCRIBE, TODAY, Cast
from tests.visits import factories as make
from tests.workplan import factories

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]
Act = Callable[[], object]
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def at_once(row: models.Model, *acts: Act) -> list[object]:
    """Results and refusals of acts that begin while the row is held, and go on together."""
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def _act(act: Act) -> object:
    try:
        return act()
    except Refusal as refusal:
        return refusal
    finally:
        connection.close()


def _until_waiting(people: int) -> None:
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING, [connection.settings_dict["NAME"]])
            if cursor.fetchone()[0] >= people:
                return
        threading.Event().wait(0.01)


def test_two_calendars_make_each_visit_once(cast: Cast):
    factories.approved(cast)
    rule: VisitRule = make.rule(cast, anchor="actividad-comienza", rhythm="months", every=1)

    def calendar() -> object:
        return actions.make_due_visits(by=SCRIBE, on=TODAY)

    made = sorted(at_once(rule, calendar, calendar), key=int)  # type: ignore[call-overload]
    assert made[0] == 0
    assert made[1] == Visit.objects.count() > 0


def test_two_phones_at_once_are_one_report_and_one_conflict(cast: Cast):
    visit = make.assigned(cast)
    results = at_once(
        visit,
        lambda: make.reported(visit, cast.ana),
        lambda: make.reported(visit, cast.ana, shade=5),
    )
    assert all(isinstance(one, VisitReport) for one in results), results
    standing = VisitReport.objects.values_list("standing", flat=True)
    assert sorted(standing) == ["conflict", "stands"]


def test_one_phone_twice_at_once_is_one_report(cast: Cast):
    visit, uuid = make.assigned(cast), uuid4()
    results = at_once(
        visit,
        lambda: make.reported(visit, cast.ana, uuid=uuid),
        lambda: make.reported(visit, cast.ana, uuid=uuid),
    )
    assert all(isinstance(one, VisitReport) for one in results), results
    assert (VisitReport.objects.count(), Photo.objects.count()) == (1, 1)
