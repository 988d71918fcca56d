"""Two people at the same moment, on PostgreSQL: one wins, the other is told; nothing is lost."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import Model

from minga.core import verification
from minga.core.errors import Refusal, StaleForm
from minga.core.models import Chain, Event
from minga.core.versions import NotSubmitted
from minga.people.roles import Role
from minga.workplan import actions, errors
from minga.workplan.models import (
    Activity,
    ActivityStatus,
    EvidenceReview,
    WorkPlanVersion,
)
from tests.conftest import TODAY, Cast, pdf
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


def at_once(held: Model, *acts: Act) -> list[object]:
    """Results and refusals of acts that begin while the row is held, and go on together."""
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            type(held)._base_manager.select_for_update(of=("self",)).get(pk=held.pk)
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
    """Until all stand in the queue; without a queue they are soon done, and the test tells."""
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING, [connection.settings_dict["NAME"]])
            if cursor.fetchone()[0] >= people:
                return
        threading.Event().wait(0.01)


def kinds(results: list[object]) -> set[type]:
    return {type(result) for result in results}


def recorded(kind: str) -> int:
    return Event.objects.filter(kind=f"workplan.{kind}").count()


def test_two_approvals_at_once_are_one(cast: Cast) -> None:
    other = factories.member(cast.serviu, Role.INSTITUTION_HEAD)
    version = factories.submitted(cast)

    results = at_once(
        version.plan,
        lambda: actions.approve_version(version, by=cast.diana.access, on=TODAY),
        lambda: actions.approve_version(version, by=other.access, on=TODAY),
    )

    assert kinds(results) == {WorkPlanVersion, NotSubmitted}
    assert recorded("approved") == 1
    approved = factories.read(version)
    (winner,) = (result for result in results if isinstance(result, WorkPlanVersion))
    assert approved.approved_by_id == winner.approved_by_id


def test_approving_and_returning_at_once_is_one_of_them(cast: Cast) -> None:
    version = factories.submitted(cast)

    results = at_once(
        version.plan,
        lambda: actions.approve_version(version, by=cast.diana.access, on=TODAY),
        lambda: actions.return_version(version, remarks="Falta.", by=cast.diana.access, on=TODAY),
    )

    assert kinds(results) == {WorkPlanVersion, NotSubmitted}
    assert recorded("approved") + recorded("returned") == 1
    assert factories.read(version).status == ("in_force" if recorded("approved") else "draft")


def test_two_verifications_of_one_document_are_one(cast: Cast) -> None:
    plan = factories.approved(cast)
    evidence = factories.uploaded(factories.line(plan), cast.ana)

    results = at_once(
        plan,
        *(
            lambda by=by: actions.verify_evidence(evidence, by=by.access, on=TODAY)  # type: ignore[misc]
            for by in (cast.bruno, cast.emilio)
        ),
    )

    assert errors.EvidenceAlreadyReviewed in kinds(results)
    assert (EvidenceReview.objects.count(), ActivityStatus.objects.count()) == (1, 1)
    assert recorded("evidence_verified") == 1


def test_the_two_documents_that_an_activity_needs_fulfil_it_once(cast: Cast) -> None:
    """Each verification alone sees one of two: only in a queue does the second see both."""
    plan = factories.approved(cast, evidence_needed=2)
    line = factories.line(plan)
    first, second = (factories.uploaded(line, cast.ana) for _ in range(2))

    at_once(
        plan,
        lambda: actions.verify_evidence(first, by=cast.bruno.access, on=TODAY),
        lambda: actions.verify_evidence(second, by=cast.emilio.access, on=TODAY),
    )

    assert EvidenceReview.objects.count() == 2
    assert [status.status for status in ActivityStatus.objects.all()] == ["fulfilled"]


def test_two_saves_of_one_form_are_one_and_a_conflict(cast: Cast) -> None:
    version = factories.draft(cast)
    activity = factories.activities_of(version)[0]

    def save(by: str) -> Act:
        values = factories.values(cast, weight=50, title=f"De {by}")
        access = cast.everybody()[by].access
        return lambda: actions.change_activity(activity, values, revision=0, by=access, on=TODAY)

    results = at_once(version.plan, save("ana"), save("bruno"))

    assert kinds(results) == {Activity, StaleForm}
    (saved,) = (result for result in results if isinstance(result, Activity))
    (stale,) = (result for result in results if isinstance(result, StaleForm))
    activity.refresh_from_db()
    assert (activity.title, activity.revision) == (saved.title, 1)
    assert stale.differences["Actividad"][0] == saved.title
    assert recorded("activity_changed") == 1


def test_two_modifications_opened_at_once_are_one(cast: Cast) -> None:
    plan = factories.approved(cast)

    results = at_once(
        plan,
        lambda: actions.start_draft(plan, by=cast.ana.access, on=TODAY),
        lambda: actions.start_draft(plan, by=cast.bruno.access, on=TODAY),
    )

    assert kinds(results) == {WorkPlanVersion, errors.OpenVersionExists}
    assert plan.versions.count() == 2


def test_two_activities_added_at_once_take_two_numbers(cast: Cast) -> None:
    version = factories.draft(cast, ((),))
    objective = version.objectives.get()

    def add(by: str) -> Act:
        access = cast.everybody()[by].access
        return lambda: actions.add_activity(objective, factories.values(cast), by=access, on=TODAY)

    results = at_once(version.plan, add("ana"), add("bruno"), add("emilio"))

    assert kinds(results) == {Activity}
    assert [row.number for row in factories.activities_of(version)] == [1, 2, 3]
    assert factories.read(version).weight_total == 30


def test_what_happened_at_once_is_one_chain_that_verifies(cast: Cast) -> None:
    plan = factories.approved(cast, ((50, 30, 20),))
    lines = [activity.line for activity in factories.activities(plan)]
    before = Chain.objects.get().sequence

    at_once(
        plan,
        *(
            lambda line=line: actions.upload_evidence(  # type: ignore[misc]
                line, file=pdf(), title="Acta", dated_on=TODAY, by=cast.ana.access, on=TODAY
            )
            for line in lines
        ),
    )

    assert Chain.objects.get().sequence == before + 3
    assert verification.verify() == []


def test_a_failure_in_the_middle_leaves_nothing(cast: Cast) -> None:
    """The database refuses the title after the file and its row were written."""
    plan = factories.approved(cast)
    line = factories.line(plan)
    before = Chain.objects.get().sequence

    with pytest.raises(Exception, match="too long"):
        actions.upload_evidence(
            line, file=pdf(), title="a" * 161, dated_on=TODAY, by=cast.ana.access, on=TODAY
        )

    assert not plan.dossier.documents.exists()
    assert Chain.objects.get().sequence == before
    assert verification.verify() == []
