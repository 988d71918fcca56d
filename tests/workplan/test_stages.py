"""The four stages of a plan: what each asks, and who closes them, in their order."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed
from minga.strategy.actions import approve_definitions, propose_definitions
from minga.workplan import actions, errors, stages
from minga.workplan.awaiting import evidence_for
from minga.workplan.models import ActivityStatus, Stage, StageClosing, WorkPlan
from minga.workplan.stages import Met, Need, Standing, standings
from tests.conftest import TODAY, Cast
from tests.snapshot import written_once
from tests.workplan import factories
from tests.workplan.asserts import last_said, nothing_changed, refused
from tests.workplan.pages import messages, text, to

BEFORE = date(2007, 2, 1)


@pytest.fixture(autouse=True)
def only_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what other parts of the work plan ask: they try that themselves."""
    own = {"definiciones", "programa", "estados", "evidencias", "resultado"}
    monkeypatch.setattr(
        stages, "_registered", [need for need in stages._registered if need.key in own]
    )


@written_once
def plan(cast: Cast) -> WorkPlan:
    return factories.approved(cast, ((60, 40),))


def define(cast: Cast) -> None:
    """Strategic definitions, in force before the plan."""
    version = propose_definitions(
        cast.serviu,
        mission="Mejorar la vida de las familias",
        objectives=[("Déficit", "Reducirlo.")],
        by=cast.ana.on(BEFORE),
        on=BEFORE,
    )
    approve_definitions(version, by=cast.diana.on(BEFORE), on=BEFORE)


def prove(cast: Cast, plan: WorkPlan) -> None:
    """The first activity is fulfilled, the second one is not."""
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)
    actions.report_status(factories.line(plan, 1), status="not_fulfilled", by=cast.ana.access)


def standing(plan: WorkPlan, stage: Stage, day: date = TODAY) -> Standing:
    return standings(plan, day)[stage.number - 1]


def lacks(plan: WorkPlan, stage: Stage) -> list[str]:
    return [item.need.key for item in standing(plan, stage).missing]


def close(cast: Cast, plan: WorkPlan, *which: Stage) -> None:
    for stage in which:
        actions.close_stage(plan, stage, by=cast.diana.access)


def test_each_stage_asks_what_the_plan_answers_for(cast: Cast, plan: WorkPlan) -> None:
    assert lacks(plan, Stage.DIAGNOSIS) == ["definiciones"]
    assert lacks(plan, Stage.DESIGN) == []
    assert lacks(plan, Stage.IMPLEMENTATION) == ["estados"]
    assert lacks(plan, Stage.EVALUATION) == ["resultado"]

    define(cast)
    prove(cast, plan)

    assert [lacks(plan, stage) for stage in Stage] == [[], [], [], []]


def test_evidence_that_waits_or_came_back_keeps_the_third_open(cast: Cast, plan: WorkPlan) -> None:
    prove(cast, plan)
    waiting = factories.uploaded(factories.line(plan, 1), cast.ana)
    assert lacks(plan, Stage.IMPLEMENTATION) == ["evidencias"]
    actions.return_evidence(waiting, remarks="Falta la firma.", by=cast.bruno.access)
    assert lacks(plan, Stage.IMPLEMENTATION) == ["evidencias"]


def test_an_activity_under_way_keeps_the_fourth_open(cast: Cast, plan: WorkPlan) -> None:
    prove(cast, plan)
    actions.report_status(factories.line(plan, 1), status="in_process", by=cast.ana.access)

    assert lacks(plan, Stage.EVALUATION) == ["resultado"]
    assert "1.2" in standing(plan, Stage.EVALUATION).missing[0].met.note


def test_a_draft_has_no_activities_to_speak_of(cast: Cast) -> None:
    plan = factories.draft(cast).plan

    assert lacks(plan, Stage.DESIGN) == ["programa"]
    assert lacks(plan, Stage.IMPLEMENTATION) == ["estados", "evidencias"]


def test_they_are_closed_in_their_order_by_the_head(cast: Cast, plan: WorkPlan) -> None:
    define(cast)
    with refused(errors.StageOutOfTurn, "cierre antes la de diagnóstico"):
        close(cast, plan, Stage.DESIGN)

    close(cast, plan, Stage.DIAGNOSIS, Stage.DESIGN)

    assert last_said() == ("workplan.stage_closed", "D. Pérez", "cerró la etapa de diseño")
    assert standing(plan, Stage.DESIGN).says == ("cerrada el 30-11-2007", "ok")
    assert standing(plan, Stage.IMPLEMENTATION).says == ("en curso", "go")
    assert standing(plan, Stage.EVALUATION).says == ("por comenzar", "")


def test_one_that_lacks_something_is_not_closed(cast: Cast, plan: WorkPlan) -> None:
    with refused(errors.StageLacks, "le falta cumplir: «Definiciones estratégicas vigentes»"):
        close(cast, plan, Stage.DIAGNOSIS)


def test_one_is_closed_once(cast: Cast, plan: WorkPlan) -> None:
    define(cast)
    close(cast, plan, Stage.DIAGNOSIS)

    with refused(errors.StageClosed):
        close(cast, plan, Stage.DIAGNOSIS)


def test_only_the_head_closes(cast: Cast, plan: WorkPlan) -> None:
    define(cast)
    for who in (cast.ana, cast.emilio, cast.carla):
        with refused(NotAllowed):
            actions.close_stage(plan, Stage.DIAGNOSIS, by=who.access)


def test_a_past_day_knows_nothing_of_later_closings(cast: Cast, plan: WorkPlan) -> None:
    define(cast)
    close(cast, plan, Stage.DIAGNOSIS)

    assert standing(plan, Stage.DIAGNOSIS, date(2007, 11, 29)).closing is None


def test_another_part_of_the_plan_adds_what_it_asks(cast: Cast, plan: WorkPlan) -> None:
    define(cast)
    stages.register_need(
        Need("prueba", Stage.DIAGNOSIS, "Problema identificado", lambda plan, day: Met(False))
    )

    assert lacks(plan, Stage.DIAGNOSIS) == ["prueba"]


def test_the_page_says_what_is_missing_and_lets_the_head_close(cast: Cast, plan: WorkPlan) -> None:
    url = to("stages", plan.public_id)
    assert "faltan" not in text(cast.ana.client().get(url))
    assert "Va en la etapa 1, de diagnóstico: falta 1" in text(cast.ana.client().get(url))
    define(cast)
    assert "Cerrar la etapa" not in text(cast.ana.client().get(url))
    client = cast.diana.client()
    assert "Cerrar la etapa de diagnóstico" in text(client.get(url))

    answer = client.post(
        to("close_stage", plan.public_id), {"stage": "diagnosis", "remarks": "Of. 12"}, follow=True
    )

    assert messages(answer) == ["Etapa de diagnóstico cerrada."]
    assert StageClosing.objects.get().remarks == "Of. 12"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"stage": "diagnosis"}, "le falta cumplir: «Definiciones estratégicas vigentes»"),
        ({"stage": "design"}, "cierre antes la de diagnóstico"),
        ({"stage": "otra"}, "esa etapa no existe"),
        ({}, "no se sabe qué etapa"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    cast: Cast, plan: WorkPlan, sent: dict[str, str], says: str
) -> None:
    client = cast.diana.client()

    with nothing_changed():
        answer = client.post(to("close_stage", plan.public_id), sent | {"remarks": "Of. 12"})

    assert answer.status_code == 422
    assert says in text(answer)
    assert "Of. 12" in text(answer)


def test_the_stages_of_a_large_plan_cost_what_those_of_a_small_one_do(
    cast: Cast, plan: WorkPlan, django_assert_max_num_queries: object
) -> None:
    large = factories.approved(cast, ((5,) * 4,) * 5, year=2006)
    assert not ActivityStatus.objects.exists()
    for each in (plan, large):
        with django_assert_max_num_queries(15):  # type: ignore[operator]
            standings(each, TODAY)


def test_once_the_evaluation_is_closed_nothing_is_proved_any_more(
    cast: Cast, plan: WorkPlan
) -> None:
    define(cast)
    prove(cast, plan)
    close(cast, plan, *list(Stage)[:3])
    first, second = factories.line(plan), factories.line(plan, 1)
    waiting = factories.uploaded(second, cast.ana)
    shared = factories.national(cast).proved()
    close(cast, plan, Stage.EVALUATION)

    said = "La etapa de evaluación del programa 2007 se cerró el 30-11-2007"
    with refused(errors.EvaluationClosed, said):
        factories.uploaded(first, cast.ana)
    with refused(errors.EvaluationClosed, said):
        actions.share_evidence(first, shared, by=cast.ana.access)
    with refused(errors.EvaluationClosed, said):
        actions.verify_evidence(waiting, by=cast.bruno.access)
    with refused(errors.EvaluationClosed, said):
        actions.return_evidence(waiting, remarks="No.", by=cast.bruno.access)
    with refused(errors.EvaluationClosed, said):
        actions.report_status(second, status="in_process", by=cast.ana.access)
    assert not evidence_for(cast.bruno.access, TODAY).filter(line__plan=plan).exists()


def test_a_closed_stage_is_told_as_it_stood_on_its_day(cast: Cast, plan: WorkPlan) -> None:
    define(cast)
    prove(cast, plan)
    close(cast, plan, *list(Stage)[:3])
    later = date(2007, 12, 3)
    factories.uploaded(factories.line(plan, 1), cast.ana, on=later)

    assert lacks(plan, Stage.IMPLEMENTATION) == []
    assert standing(plan, Stage.IMPLEMENTATION, later).missing == []
