"""Two people at once, on PostgreSQL: one is first, the other is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minga.workplan.problems import actions, errors
from minga.workplan.problems.models import Meeting, PartyCommitment, TerritorialProblem
from tests.conftest import TODAY, Cast
from tests.workplan.problems import factories
from tests.workplan.test_concurrency import Act, _act, _until_waiting

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def at_once(problem: TerritorialProblem, *acts: Act) -> list[object]:
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            TerritorialProblem.objects.select_for_update().get(pk=problem.pk)
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def test_two_meetings_convened_at_once_are_one(cast: Cast) -> None:
    made = factories.opened(cast)

    results = at_once(
        made,
        *(
            lambda who=who: actions.convene(  # type: ignore[misc]
                made, day=TODAY, place="SERVIU", by=who.on(TODAY), on=TODAY
            )
            for who in (cast.ana, cast.bruno)
        ),
    )

    assert {type(one) for one in results} == {Meeting, errors.OneIsOpen}


def test_the_same_promise_at_once_is_one(cast: Cast) -> None:
    made = factories.opened(cast)
    said = actions.Promised(
        factories.party(made, cast.seremi), "Aprobar", TODAY, factories.DUE, factories.GAP
    )

    results = at_once(
        made,
        lambda: actions.promise(made, said, by=cast.ana.on(TODAY), on=TODAY),
        lambda: actions.promise(made, said, by=cast.bruno.on(TODAY), on=TODAY),
    )

    assert {type(one) for one in results} == {PartyCommitment, errors.PromisedAlready}


def test_a_gap_closed_and_its_meeting_convened_at_once(cast: Cast) -> None:
    """Whoever is second sees what the first one did: no gap is on the agenda and closed unsaid."""
    made = factories.opened(cast)
    gap = factories.gap(cast, made)

    at_once(
        made,
        lambda: actions.close_gap(
            gap, resolved=True, how="Llegó.", by=cast.ana.on(TODAY), on=TODAY
        ),
        lambda: actions.convene(made, day=TODAY, place="SERVIU", by=cast.bruno.on(TODAY), on=TODAY),
    )

    assert not Meeting.objects.get().items.filter(outcome="").exists()
