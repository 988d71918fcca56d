"""Two people at once, on PostgreSQL: one is first, the other is told; no number is given twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minga.core.errors import StaleForm
from minga.workplan.procedures import actions, errors
from minga.workplan.procedures.models import Procedure, ProcedureUse, UseStep
from minga.workplan.procedures.parts import ACTIVITIES
from tests.conftest import TODAY, Cast
from tests.workplan.procedures import factories
from tests.workplan.test_concurrency import Act, _act, _until_waiting

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def at_once(procedure: Procedure, *acts: Act) -> list[object]:
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def test_two_activities_added_at_once_have_two_numbers(cast: Cast) -> None:
    version = factories.draft(cast)

    at_once(
        version.procedure,
        *(
            lambda who=who: actions.add_part(
                version, ACTIVITIES, factories.activity(cast), by=who.access, on=TODAY
            )
            for who in (cast.ana, cast.bruno)
        ),
    )

    numbers = version.activities.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def test_two_moves_at_once_keep_the_order_whole(cast: Cast) -> None:
    version = factories.draft(cast)
    second, third = (version.activities.get(number=number) for number in (2, 3))

    at_once(
        version.procedure,
        lambda: actions.move_part(second, up=False, by=cast.ana.access, on=TODAY),
        lambda: actions.move_part(third, up=True, by=cast.bruno.access, on=TODAY),
    )

    numbers = version.activities.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]


def test_two_changes_of_one_activity_at_once(cast: Cast) -> None:
    version = factories.draft(cast)
    one = version.activities.get(number=1)

    results = at_once(
        version.procedure,
        *(
            lambda who=who, what=what: actions.change_part(
                one, factories.activity(cast, what=what), revision=0, by=who.access, on=TODAY
            )
            for who, what in ((cast.ana, "Una"), (cast.bruno, "Otra"))
        ),
    )

    assert sum(isinstance(result, StaleForm) for result in results) == 1


def test_a_tick_and_a_passing_at_once(cast: Cast) -> None:
    """The fourth activity is not in version 2: whoever is second is told."""
    procedure = factories.approved(cast)
    use = factories.used(cast, procedure)
    factories.changed(cast, procedure)
    fourth = use.version.activities.get(number=4)

    results = at_once(
        procedure,
        lambda: actions.mark_done(
            use, fourth, actions.Done(TODAY), seen=0, by=cast.ana.access, on=TODAY
        ),
        lambda: actions.move_use(use, reason="Se aprobó", seen=0, by=cast.emilio.access, on=TODAY),
    )

    kinds = {type(result) for result in results}
    assert errors.ChangedMeanwhile in kinds
    assert len(kinds & {UseStep, ProcedureUse}) == 1
