"""Two people at once, on PostgreSQL: one is first, the other is told; nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minga.commitments import actions, errors
from minga.commitments.models import Commitment, CommitmentStep
from tests.commitments import factories
from tests.conftest import TODAY, Cast
from tests.workplan.test_concurrency import Act, _act, _until_waiting

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def at_once(made: Commitment, *acts: Act) -> list[object]:

    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            Commitment.objects.select_for_update(of=("self",)).get(pk=made.pk)
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def test_a_report_and_another_term_at_once(cast: Cast) -> None:
    """Both opened at the same revision: the second one is told what the first did."""
    made = factories.commitment(cast)

    results = at_once(
        made,
        lambda: actions.report_fulfilment(
            made, remarks="", file=factories.evidence(), seen=0, by=cast.sofia.access, on=TODAY
        ),
        lambda: actions.extend_term(
            made,
            due_on=factories.DUE.replace(day=28),
            reason="Falta.",
            seen=0,
            by=cast.diana.access,
            on=TODAY,
        ),
    )

    assert {type(one) for one in results} == {CommitmentStep, errors.ChangedMeanwhile}
    assert CommitmentStep.objects.count() == 1


def test_two_verifications_at_once_are_one(cast: Cast) -> None:
    made = factories.reported(cast)

    results = at_once(
        made,
        lambda: actions.verify_fulfilment(made, by=cast.emilio.access, on=TODAY),
        lambda: actions.verify_fulfilment(made, by=cast.ana.access, on=TODAY),
    )

    assert {type(one) for one in results} == {Commitment, errors.AlreadyClosed}
    assert CommitmentStep.objects.filter(kind="fulfilled").count() == 1
