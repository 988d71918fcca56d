"""The page of the head's Monday: the score, what is late, what waits, what was promised."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.territory.models import Territory
from minga.workplan import actions, worries
from minga.workplan.models import Stage, StageClosing, WorkPlan
from minga.workplan.procedures.actions import agree_correction, analyse_cause
from minga.workplan.week import lines, views
from minga.workplan.worries import Line, Worry
from tests.commitments import factories as promises
from tests.conftest import TODAY, Cast, Somebody, pdf
from tests.snapshot import written_once
from tests.workplan import factories
from tests.workplan.pages import text
from tests.workplan.problems import factories as problems
from tests.workplan.procedures import factories as procedures

OVER = date(2007, 10, 31)


@written_once
def plan(cast: Cast) -> WorkPlan:
    """60 and 40 points, both past their end."""
    return factories.approved(cast, ((60, 40),), ends_on=OVER)


def told(cast: Cast, find: str, by: Somebody | None = None, day: date = TODAY) -> list[Line]:
    access = (by or cast.diana).on(day)
    return list(getattr(lines, find)(cast.serviu, day, access))


def test_what_is_past_its_end_without_points_is_late(cast: Cast, plan: WorkPlan) -> None:
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)
    actions.report_status(factories.line(plan, 1), status="in_process", by=cast.ana.access)

    (line,) = told(cast, "late_activities")

    assert (line.who, line.due, line.is_late) == ("SEREMI", OVER, True)
    assert line.note == "Estado: en proceso; vale 40 puntos."
    assert told(cast, "late_activities", day=OVER) == []


def test_evidence_waits_or_came_back(cast: Cast, plan: WorkPlan) -> None:
    factories.uploaded(factories.line(plan), cast.ana)
    factories.returned(factories.line(plan, 1), uploader=cast.bruno, verifier=cast.ana)

    waits, back = told(cast, "waiting_evidence")

    assert (waits.who, waits.is_late) == ("A. Soto, 2007", False)
    assert waits.note == "Espera que otra persona la verifique desde el 30-11-2007."
    assert (back.who, back.is_late) == ("B. Díaz, 2007", True)
    assert back.note == "Devuelta el 30-11-2007: Falta la firma."


def test_verified_evidence_waits_for_nobody(cast: Cast, plan: WorkPlan) -> None:
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)
    assert told(cast, "waiting_evidence") == []


def test_only_what_falls_due_within_thirty_days_was_promised(cast: Cast) -> None:
    promises.commitment(cast, due_on=TODAY + timedelta(days=30))
    promises.commitment(cast, due_on=TODAY + timedelta(days=31))

    (line,) = told(cast, "promised")

    assert line.due == TODAY + timedelta(days=30)


def test_another_service_is_told_nothing_of_it(cast: Cast, plan: WorkPlan) -> None:
    factories.uploaded(factories.line(plan), cast.ana)
    for find in ("late_activities", "waiting_evidence"):
        assert told(cast, find, by=cast.carla) == []


def test_the_score_is_held_against_the_terms_and_the_week_before(
    cast: Cast, plan: WorkPlan
) -> None:
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    (found,) = views.standings(cast.serviu, TODAY, cast.diana.access)

    assert (found.board.earned, found.before, found.expected, found.behind) == (60, 0, 100, 40)
    assert found.moved == "60 más que hace una semana"
    (later,) = views.standings(cast.serviu, TODAY + timedelta(days=7), cast.diana.access)
    assert later.moved == ""


def test_the_page_says_it_in_its_first_line(cast: Cast, plan: WorkPlan) -> None:
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    shown = text(cast.diana.client().get(reverse("week:week")))

    assert "El programa 2007 lleva 60 de 100 puntos, 60 más que hace una semana" in shown
    assert "según sus plazos ya debía llevar 100" in shown
    assert "1 cosa atrasada, 0 que esperan a alguien" in shown
    assert "semana del 26-11-2007" in shown


def test_without_a_plan_it_says_so(cast: Cast) -> None:
    shown = text(cast.diana.client().get(reverse("week:week")))

    assert "Todavía no rige un programa de trabajo de este año." in shown
    assert "Nada está atrasado." in shown


def test_another_part_adds_its_lines_with_the_late_ones_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worries, "_registered", [])
    found = [
        Line("Segunda", "", "/b", due=date(2007, 12, 3), key="una"),
        Line("Primera", "", "/a", due=date(2007, 11, 5), is_late=True),
        *(Line("Otra", "de igual nombre", "/c", due=date(2007, 12, 24)) for _ in range(30)),
        Line("Segunda", "la misma, contada otra vez", "/d", due=date(2007, 12, 3), key="una"),
    ]
    worries.register_worry(Worry("prueba", "late", "Pruebas", lambda *asked: found))

    shown = text(cast.diana.client().get(reverse("week:week")))

    assert "las primeras 25; hay 7 más" in shown
    assert shown.index("Primera") < shown.index("Segunda")
    assert "contada otra vez" not in shown


def test_who_neither_directs_nor_prepares_has_no_such_page(cast: Cast) -> None:
    for who in (cast.gaby, cast.aldo, cast.pia):
        assert who.client().get(reverse("week:week")).status_code == 403


def test_who_is_in_two_services_chooses_between_them(cast: Cast, plan: WorkPlan) -> None:
    factories.also(cast.ana, "unit_officer", cast.other)  # type: ignore[arg-type]
    client = cast.ana.client()

    shown = text(client.get(reverse("week:week"), {"servicio": cast.other.public_id}))

    assert "Otro SERVIU · semana" in shown
    assert "SERVIU Región de Tarapacá" in shown
    assert client.get(reverse("week:week"), {"servicio": cast.seremi.public_id}).status_code == 404


def test_more_of_everything_costs_no_more_questions(cast: Cast, plan: WorkPlan) -> None:
    client = cast.diana.client()
    counts = []
    for number in (1, 4):
        for _ in range(number):
            promises.commitment(cast, due_on=TODAY + timedelta(days=9))
            factories.returned(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)
        client.get(reverse("week:week"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("week:week")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_has_the_same_name_is_told_each_time(cast: Cast, plan: WorkPlan) -> None:
    for number in (0, 1):
        actions.upload_evidence(
            factories.line(plan, number),
            file=pdf("acta.pdf", pdf().read() + str(number).encode()),
            title="Acta",
            dated_on=TODAY,
            by=cast.ana.access,
        )

    shown = text(cast.diana.client().get(reverse("week:week")))

    assert shown.count("Espera que otra persona la verifique") == 2


def test_a_commitment_of_a_problem_is_told_once(cast: Cast) -> None:
    opened = problems.opened(cast)
    made = problems.promised(cast, opened, due_on=TODAY + timedelta(days=9))

    shown = text(cast.diana.client().get(reverse("week:week")))

    assert shown.count(made.commitment.short) == 1


def test_what_was_promised_and_is_overdue_is_late_and_counted_once(cast: Cast) -> None:
    overdue = promises.commitment(cast, due_on=TODAY - timedelta(days=1))
    coming = promises.commitment(cast, due_on=TODAY, promise="Entregar la nómina del comité.")

    answer = cast.diana.client().get(reverse("week:week"))

    told = {
        chapter.key: [(told.part, told.line.key) for told in chapter.told]
        for chapter in answer.context["chapters"]
    }
    assert told == {
        "late": [("Compromisos", overdue.public_id)],
        "waits": [],
        "promised": [("Compromisos", coming.public_id)],
    }
    assert "1 cosa atrasada, 0 que esperan a alguien y 1 promesa por cumplir" in text(answer)


def test_an_overdue_correction_is_told_by_its_procedure_alone(cast: Cast) -> None:
    agreed = date(2007, 11, 1)
    fault = procedures.fault(cast, procedures.approved(cast))
    analyse_cause(fault, cause="Nadie", by=cast.ana.on(agreed), on=agreed)
    due = procedures.correction(cast, due_on=date(2007, 11, 15))
    agree_correction(fault, due, by=cast.ana.on(agreed), on=agreed)

    late, _, promised = cast.diana.client().get(reverse("week:week")).context["chapters"]

    found = [told.part for told in late.told if told.line.label == "Dejar acta siempre"]
    assert found == ["Acciones correctivas vencidas"]
    assert promised.told == []


def test_what_failed_in_a_year_that_ended_or_was_evaluated_is_late_no_more(cast: Cast) -> None:
    plan = factories.approved(cast, ((1, 99),), ends_on=OVER)
    next_year = date(2008, 1, 7)
    actions.report_status(factories.line(plan), status="not_fulfilled", by=cast.ana.access)

    assert told(cast, "late_activities")[0].note == "Estado: no cumple; vale 1 punto."
    (line,) = told(cast, "late_activities", day=next_year)
    assert line.note == "Estado: sin informar; vale 99 puntos."
    for stage in Stage:
        closed(plan, stage, by=cast.diana.on(next_year), on=next_year)
    assert told(cast, "late_activities", day=next_year) == []


@action("tests.stage_closed", says="cerró una etapa")
def closed(plan: WorkPlan, stage: Stage, *, by: Access, on: date | None = None) -> None:
    StageClosing(plan=plan, stage=stage, on=on, closed_by_id=by.actor_id).save()
    current_act().about(plan)


def test_two_plans_of_the_year_are_told_each_with_its_place(cast: Cast, plan: WorkPlan) -> None:
    town = Territory.objects.get(key="alto-hospicio")
    factories.approved(cast, ((30, 70),), territory=town)

    shown = text(cast.diana.client().get(reverse("week:week")))

    assert "El programa 2007 de Alto Hospicio lleva 0 de 100 puntos" in shown
    assert shown.count("El programa 2007 de ") == 2
    assert "Puntos por objetivo, Alto Hospicio" in shown
