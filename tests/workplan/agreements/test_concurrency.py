"""Two people at the same moment: one wins, the other is told; nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minga.core import verification
from minga.core.errors import Refusal
from minga.core.integrity import AlreadyDecided
from minga.workplan.agreements import actions, errors
from minga.workplan.agreements.models import Agreement, Measurement, MeasurementReview
from tests.conftest import Cast
from tests.workplan.agreements import factories as made
from tests.workplan.test_concurrency import Act, _act, _until_waiting, kinds

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def at_once(agreement: Agreement, *acts: Act) -> list[object]:
    """Results and refusals of acts that begin while the agreement is held, and go on together."""
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def test_the_same_cut_informed_twice_is_one_figure(cast: Cast) -> None:
    agreement = made.approved(cast)
    line = made.line(agreement)

    results = at_once(
        agreement,
        lambda: made.informed(line, cast.ana, 30),
        lambda: made.informed(line, cast.bruno, 31),
    )

    assert kinds(results) == {Measurement, errors.AlreadyMeasured}
    assert Measurement.objects.count() == 1
    assert not verification.verify()


def test_two_corrections_at_once_are_one(cast: Cast) -> None:
    agreement = made.approved(cast)
    first = made.verified(made.line(agreement), cast, 20)

    results = at_once(
        agreement,
        lambda: made.corrected(first, cast.ana, 30),
        lambda: made.corrected(first, cast.bruno, 31),
    )

    assert kinds(results) == {Measurement, errors.AlreadyCorrected}


def test_two_verifications_at_once_are_one(cast: Cast) -> None:
    agreement = made.approved(cast)
    figure = made.informed(made.line(agreement), cast.ana)

    results = at_once(
        agreement,
        lambda: actions.verify_measurement(figure, by=cast.bruno.access),
        lambda: actions.return_measurement(figure, remarks="No.", by=cast.emilio.access),
    )

    assert kinds(results) == {Measurement, errors.AlreadyReviewed}
    assert MeasurementReview.objects.count() == 1


def test_two_who_begin_the_same_agreement_make_one(cast: Cast) -> None:
    """Nothing to queue at yet: the database has the last word."""
    with ThreadPoolExecutor(2) as people:
        running = [
            people.submit(
                _act,
                lambda who=who: actions.create_agreement(
                    cast.serviu, year=2007, kind="collective", by=who.access
                ),
            )
            for who in (cast.ana, cast.bruno)
        ]
        results = [one.result(timeout=30) for one in running]

    assert Agreement.objects.count() == 1
    refused = [result for result in results if isinstance(result, Refusal)]
    assert {type(one) for one in refused} <= {AlreadyDecided, errors.AgreementExists}
    assert len(refused) == 1
