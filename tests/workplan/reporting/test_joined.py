"""What reports give to the other parts of a plan: commitments, sentences, worries, search."""

from datetime import date

from minga.core.months import Month
from minga.demo.reporting import Reporting
from minga.people.actions import add_organisation
from minga.people.models import Organisation
from minga.workplan import leaving
from minga.workplan.backing import said_of
from minga.workplan.leaving import Left
from minga.workplan.models import WorkPlan
from minga.workplan.reporting import actions, worries
from minga.workplan.reporting.leaving import left
from minga.workplan.worries import Line
from minga.workplan.worries import worries as registered
from tests.conftest import SCRIBE, TODAY, Cast
from tests.workplan import factories as plans
from tests.workplan.reporting import factories

PROMISE = {"commitment": "Publicar.", "due": Month(2008, 3), "responsible_words": "Todos"}


def all_left(plan: WorkPlan) -> list[Left]:
    return list(left(plan))


def test_each_approved_row_with_a_commitment_leaves_it(cast: Cast) -> None:
    plan = factories.plan(cast)
    report = factories.approved(cast, of=plan, said=PROMISE | {"responsible": cast.seremi})
    factories.approved(cast, "diffusion", of=plan)

    first, second = all_left(plan)

    row = factories.rows(factories.in_force(report))[0]
    assert first == Left(
        key=row.key,
        text="Publicar.",
        where="Formulario 1.2, objetivo 1",
        url=f"/informes-del-programa/{report.public_id}/#{row.key}",
        responsible=cast.seremi,
        responsible_words="Todos",
        due_on=date(2008, 3, 31),
    )
    assert second.where == "Formulario 1.2, objetivo 2"
    assert "informes" in {source.key for source in leaving.sources()}
    assert first in [item for _, item in leaving.left_by(plan)]


def test_each_kind_says_where_its_rows_stand(cast: Cast) -> None:
    plan = factories.plan(cast)
    for kind in ("partial", "diffusion", "systems"):
        factories.approved(cast, kind, of=plan, said=PROMISE)

    assert [item.where for item in all_left(plan)] == [
        "Formulario 2.1, SOE",
        "Formulario 3.1, funcionarios",
        "Formulario 3.1, usuarios",
        "Etapa 4, evaluación parcial, 1.1",
        "Etapa 4, evaluación parcial, 1.2",
        "Etapa 4, evaluación parcial, 1.3",
        *["Etapa 4, evaluación parcial, 2.1"] * 3,
    ]


def test_a_draft_leaves_nothing_and_a_new_version_the_same_keys(cast: Cast) -> None:
    report = factories.approved(cast, said=PROMISE)
    before = all_left(report.plan)
    draft = factories.reopened(cast, report)
    for row in factories.rows(draft)[1:]:
        actions.change_row(row, factories.values(), revision=0, by=cast.ana.access)

    assert all_left(report.plan) == before
    actions.submit_report(draft, by=cast.ana.access)
    actions.approve_report(draft, by=cast.diana.access)
    assert all_left(report.plan) == before[:1]


def test_the_final_evaluation_speaks_in_place_of_the_partial_one(cast: Cast) -> None:
    partial = factories.approved(cast, "partial", said=PROMISE)
    before = [item.key for item in all_left(partial.plan)]
    final = factories.begun(cast, "final", of=partial.plan)
    assert [item.key for item in all_left(partial.plan)] == before

    actions.submit_report(final, by=cast.ana.access)
    actions.approve_report(final, by=cast.diana.access)

    assert [item.key for item in all_left(partial.plan)] == before
    second = factories.reopened(cast, final.report)
    for row in factories.rows(second):
        said = factories.values(title=row.title)
        actions.change_row(row, said, revision=0, by=cast.ana.access)
    actions.submit_report(second, by=cast.ana.access)
    actions.approve_report(second, by=cast.diana.access)
    assert all_left(partial.plan) == []


# What the plan says for its evaluation


def test_the_plan_says_how_far_it_went_and_who_answers(cast: Cast) -> None:
    plan = factories.plan(cast)
    line = plans.line(plan)
    plans.verified(line, uploader=cast.sofia, verifier=cast.bruno)

    (where,) = said_of(plan, "1.1", TODAY, cast.ana.access)
    (who,) = said_of(plan, "1.3", TODAY, cast.ana.access)

    assert where.sentence == (
        "Territorio del programa 2007: Región de Tarapacá. Al 30-11-2007 cumple 1 de 2 actividades "
        "y gana 50 de 100 puntos."
    )
    assert where.advice == "Terminar 1 actividad pendiente."
    assert who.sentence == "Por 2 actividades de 2 responde otra institución: SEREMI."
    url = f"/programas/{plan.public_id}/actividades/{line.public_id}/"
    assert who.rows[0] == ("1.1 Actualizar los planes", url)


def test_where_only_the_service_answers_nothing_is_said_of_others(cast: Cast) -> None:
    plan = plans.approved(cast, responsible=cast.unit)

    assert said_of(plan, "1.3", TODAY, cast.ana.access) == []


def test_of_a_day_before_its_approval_and_to_others_it_says_nothing(cast: Cast) -> None:
    plan = factories.plan(cast)

    assert said_of(plan, "1.1", date(2007, 3, 29), cast.ana.access) == []
    assert said_of(plan, "1.1", TODAY, cast.carla.access) == []


# The page of the head


def late(cast: Cast, day: date) -> list[Line]:
    return list(worries.late(cast.serviu, day, cast.diana.on(day)))


def test_each_form_that_a_past_year_owes_is_late(cast: Cast) -> None:
    plan = factories.plan(cast)
    factories.approved(cast, "diffusion", of=plan)
    factories.sent(cast, "systems", of=plan)
    begun = factories.begun(cast, "final", of=plan)

    assert late(cast, date(2007, 12, 31)) == []
    first, second = late(cast, date(2008, 1, 2))

    assert (first.label, first.url) == (
        "Análisis del avance 2007", f"/programas/{plan.public_id}/#informes",
    )  # fmt: skip
    assert (second.label, second.due, second.is_late) == (
        "Evaluación final 2007", date(2007, 12, 31), True,
    )  # fmt: skip
    assert second.url == f"/informes-del-programa/{begun.report.public_id}/borrador/"


def test_what_waits_for_the_head_is_told_with_its_day(cast: Cast) -> None:
    version = factories.sent(cast)
    factories.begun(cast, "diffusion", of=version.report.plan)

    (line,) = worries.waiting(cast.serviu, TODAY, cast.diana.access)

    assert line.label == "Análisis del avance 2007"
    assert line.note == "Espera aprobación desde el 30-11-2007."
    assert list(worries.waiting(cast.other, TODAY, cast.diana.access)) == []
    assert list(worries.waiting(cast.serviu, TODAY, cast.carla.access)) == []
    assert {"informes-atrasados"} <= {item.key for item in registered("late")}
    assert {"informes-por-aprobar"} <= {item.key for item in registered("waits")}


# The demonstration


def _bodies(cast: Cast) -> dict[str, Organisation]:
    for key in ("minvu-difin", "minvu-dinfo", "seremi-barrios"):
        add_organisation(
            key=key, name=key, short_name=key, kind="agency", valid_from=date(2000, 1, 1),
            by=SCRIBE,
        )  # fmt: skip
    return {body.key: body for body in Organisation.objects.all()}


def test_the_demonstration_leaves_exactly_16_commitments(cast: Cast) -> None:
    people = {"mquispe": cast.ana, "laraya": cast.diana, "rmamani": cast.bruno}
    plan = plans.approved(cast, ((20,),) * 5)
    reporting = Reporting(lambda name, on: people[name].on(on), _bodies(cast))
    for _, _, happen in reporting.happenings():
        happen()

    found = all_left(plan)

    assert [item.where.rpartition(",")[0] for item in found] == [
        *["Formulario 1.2"] * 9,
        *["Formulario 2.1"] * 3,
        "Formulario 3.1",
        *["Etapa 4, evaluación parcial"] * 3,
    ]
    assert len({item.key for item in found}) == 16
    assert [item.where for item in found if item.due_on] == [
        "Formulario 2.1, Pago de Subsidios", "Formulario 2.1, RUKAN", "Formulario 2.1, SOE",
    ]  # fmt: skip
