"""What was proved hangs from the line of an activity, so that it survives the versions."""

from datetime import date

from minga.core.models import Event
from minga.workplan import actions
from minga.workplan.models import ActivityStatus, Evidence, WorkPlanVersion
from minga.workplan.tables import Proof, board_of
from tests.conftest import TODAY, Cast
from tests.workplan import factories

BEFORE = date(2007, 5, 2)


def test_status_and_evidence_are_those_of_the_new_version_too(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    evidence = factories.verified(
        factories.line(plan), uploader=cast.ana, verifier=cast.bruno, on=BEFORE
    )
    waiting = factories.uploaded(factories.line(plan, 1), cast.ana, on=BEFORE)

    version = factories.modified(cast, plan)

    first, second = board_of(plan, version.pk, TODAY).rows
    assert (first.status, first.earned, first.evidence) == ("fulfilled", 60, (evidence,))
    assert (second.status, second.proof, second.evidence) == (None, Proof.WAITING, (waiting,))


def test_a_changed_weight_earns_what_the_new_version_says(cast: Cast) -> None:
    plan = factories.approved(cast, ((60, 40),))
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno, on=BEFORE)
    draft = factories.reopened(cast, plan)
    for activity, weight in zip(factories.activities_of(draft), (45, 55), strict=True):
        values = factories.values(cast, weight=weight)
        actions.change_activity(activity, values, revision=0, by=cast.ana.access)

    factories.sign(cast, factories.send(cast, draft))

    assert board_of(plan, draft.pk, TODAY).earned == 45
    first = plan.versions.get(number=1)
    assert board_of(plan, first.pk, BEFORE).earned == 60


def test_what_was_uploaded_before_is_verified_after(cast: Cast) -> None:
    plan = factories.approved(cast)
    evidence = factories.uploaded(factories.line(plan), cast.ana, on=BEFORE)
    version = factories.modified(cast, plan)

    actions.verify_evidence(evidence, by=cast.bruno.access)

    assert board_of(plan, version.pk, TODAY).earned == 50


def test_what_is_proved_while_a_draft_is_open_counts_at_once(cast: Cast) -> None:
    plan = factories.approved(cast)
    draft = factories.reopened(cast, plan)

    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    assert board_of(plan, factories.in_force(plan).pk, TODAY).earned == 50
    assert factories.read(draft).status == "draft"


def test_what_was_proved_of_an_activity_left_out_stays_and_no_longer_counts(cast: Cast) -> None:
    plan = factories.approved(cast)
    line = factories.line(plan)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=BEFORE)

    version = factories.sign(cast, factories.send(cast, factories.without_first(cast, plan)))

    assert board_of(plan, version.pk, TODAY).earned == 0
    assert Evidence.objects.get().line == line
    assert ActivityStatus.objects.get().line == line


def test_many_versions_leave_one_in_force_and_none_open(cast: Cast) -> None:
    plan = factories.approved(cast)

    for day in (15, 16, 17):
        factories.modified(cast, plan, on=date(2007, 6, day))

    versions = WorkPlanVersion.objects.filter(plan=plan).order_by("number")
    assert [version.status for version in versions] == ["superseded"] * 3 + ["in_force"]
    assert [version.superseded_on for version in versions] == [
        date(2007, 6, 15),
        date(2007, 6, 16),
        date(2007, 6, 17),
        None,
    ]


def test_the_whole_history_is_of_the_plan(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.modified(cast, plan)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    kinds = [event.kind.removeprefix("workplan.") for event in Event.objects.about(plan)]

    assert kinds == [
        "evidence_verified",
        "evidence_uploaded",
        "approved",
        "submitted",
        "draft_started",
        "approved",
        "submitted",
        "activity_added",
        "activity_added",
        "objective_added",
        "plan_created",
    ]
