"""Two people at the same moment, on PostgreSQL: one wins, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minga.core.verification import verify
from minga.strategy.models import StrategicDefinition
from minga.workplan.results import actions, errors
from minga.workplan.results.models import Result, ResultReview
from tests.conftest import TODAY, Cast
from tests.workplan.results.factories import corrected, defined, reported, said
from tests.workplan.test_concurrency import _act, _until_waiting, kinds

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            StrategicDefinition.objects.select_for_update(of=("self",)).get()
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def test_two_verifications_of_one_figure_are_one(cast: Cast) -> None:
    defined(cast)
    result = reported(cast)

    found = at_once(
        lambda: actions.verify_results(cast.serviu, [result], by=cast.bruno.access, on=TODAY),
        lambda: actions.verify_results(cast.serviu, [result], by=cast.emilio.access, on=TODAY),
    )

    assert kinds(found) == {list, errors.AlreadyReviewed}
    assert ResultReview.objects.count() == 1
    assert verify() == []


def test_verifying_and_correcting_at_once_is_never_both(cast: Cast) -> None:
    defined(cast)
    result = reported(cast)

    found = at_once(
        lambda: actions.verify_results(cast.serviu, [result], by=cast.bruno.access, on=TODAY),
        lambda: corrected(cast, result, 3),
    )

    # Verified first, it is corrected afterwards; corrected first, it is not verified any more.
    assert Result in kinds(found)
    assert ResultReview.objects.count() == (list in kinds(found))


def test_two_reports_of_one_figure_are_one(cast: Cast) -> None:
    defined(cast)
    one, two = said(), said(measure="SUBSIDIOS otorgados", value=3)

    found = at_once(
        lambda: actions.report_result(cast.serviu, one, by=cast.ana.access, on=TODAY),
        lambda: actions.report_result(cast.serviu, two, by=cast.bruno.access, on=TODAY),
    )

    assert kinds(found) == {Result, errors.AlreadyReported}
    assert Result.objects.count() == 1


def test_two_corrections_at_once_are_one(cast: Cast) -> None:
    defined(cast)
    result = reported(cast)

    found = at_once(lambda: corrected(cast, result, 3), lambda: corrected(cast, result, 4))

    assert kinds(found) == {Result, errors.AlreadyCorrected}
    assert Result.objects.count() == 2
