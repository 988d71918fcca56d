"""Whatever is done with plans leaves a record that verifies; what is done by hand is seen."""

from datetime import date

from minga.core import verification
from minga.core.actions import SENTENCES
from minga.core.approvals.actions import withdraw
from minga.core.history import lines
from minga.core.models import Event
from minga.strategy.actions import approve_definitions, propose_definitions
from minga.workplan import actions
from minga.workplan.models import Stage, WorkPlanVersion
from tests.conftest import TODAY, Cast
from tests.workplan import factories
from tests.workplan.by_hand import update


def define(cast: Cast) -> None:
    version = propose_definitions(
        cast.serviu, mission="Mejorar", objectives=[("Déficit", "Bajarlo.")], by=cast.ana.access
    )
    approve_definitions(version, by=cast.diana.access)


def everything(cast: Cast) -> WorkPlanVersion:
    """Each action at least once."""
    ana, bruno, diana = cast.ana.access, cast.bruno.access, cast.diana.access
    version = factories.draft(cast, ((60, 40), ()))
    extra = version.objectives.get(number=2)
    actions.change_objective(extra, title="Otro", revision=0, by=bruno)
    actions.remove_objective(extra, by=ana)
    factories.send(cast, version)
    actions.return_version(version, remarks="Falta la línea base.", by=diana)
    withdraw(factories.send(cast, version), reason="Faltaba un anexo.", by=ana)
    first, second = factories.activities_of(version)
    values = factories.values(cast, weight=70)
    actions.change_activity(first, values, revision=0, by=bruno)
    actions.remove_activity(second, by=ana)
    actions.add_activity(first.objective, factories.values(cast, weight=30), by=ana)
    factories.sign(cast, factories.send(cast, version))
    plan = version.plan
    line = factories.line(plan)
    actions.report_status(line, status="in_process", by=cast.sofia.access)
    factories.returned(line, uploader=cast.sofia, verifier=cast.bruno)
    factories.verified(line, uploader=cast.sofia, verifier=cast.bruno)
    actions.share_evidence(factories.line(plan, 1), factories.national(cast).proved(), by=ana)
    define(cast)
    actions.close_stage(plan, Stage.DIAGNOSIS, by=diana)
    actions.discard_draft(factories.reopened(cast, plan), by=ana)
    return factories.modified(cast, plan, on=date(2007, 12, 3))


def findings() -> list[str]:
    """Of rows and chain: no commit, and so no anchor, is reached inside a test."""
    return [found.where for found in verification.verify() if found.where != "anclas"]


def test_it_verifies_after_everything(cast: Cast) -> None:
    everything(cast)

    # Its flow has one step, and the step that is the last one approves.
    done = {kind for kind in SENTENCES if kind.startswith("workplan.")} - {"workplan.step_passed"}
    assert set(Event.objects.values_list("kind", flat=True)) >= done
    assert findings() == []


def test_the_counter_that_a_trigger_moves_is_vouched_for_after_each_change(cast: Cast) -> None:
    """A draft that nobody has sent yet: only its activities were written."""
    draft = factories.reopened(cast, factories.approved(cast, ((60, 40),)))
    first, second = factories.activities_of(draft)
    assert findings() == []

    values = factories.values(cast, weight=50)
    actions.change_activity(first, values, revision=0, by=cast.ana.access)
    assert findings() == []

    actions.remove_activity(second, by=cast.ana.access)
    assert findings() == []

    actions.add_activity(first.objective, factories.values(cast), by=cast.ana.access)
    assert findings() == []


def test_a_weight_changed_by_hand_is_named(cast: Cast) -> None:
    version = factories.draft(cast)
    activity = factories.activities_of(version)[0]

    update(activity, weight=49)

    assert set(findings()) == {
        f"workplan.activity:{activity.pk}",
        f"workplan.workplanversion:{version.pk}",
    }


def test_each_sentence_has_what_it_names(cast: Cast) -> None:
    """No «…» where an event forgot to say a number."""
    everything(cast)

    for line in lines(Event.objects.filter(kind__startswith="workplan.")):
        assert "…" not in line.what
        assert line.on <= max(TODAY, date(2007, 12, 3))
