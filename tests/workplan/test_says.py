"""What the page of a plan says in words: findings, chips, next step, why a row does not count."""

from datetime import date, timedelta

import pytest

from minga.core.charts import Point
from minga.workplan import actions, says
from minga.workplan.models import WorkPlan
from minga.workplan.tables import Board, board_of
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories

MAY, JUNE = date(2007, 5, 2), date(2007, 6, 4)


def board(plan: WorkPlan, day: date = TODAY) -> Board:
    return board_of(plan, factories.in_force(plan).pk, day)


def why(plan: WorkPlan, by: Somebody) -> dict[str, str]:
    return {
        row.activity.code: sentence for row, sentence in says.not_yet(board(plan), plan, by.access)
    }


def step(plan: WorkPlan, by: Somebody) -> str | None:
    found = says.next_step(board(plan), plan, by.access)
    return found.label if found else None


def title(plan: WorkPlan, day: date = TODAY) -> str:
    return says.chart(board(plan, day), plan.year).title


def test_what_is_fulfilled_needs_no_reason(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    assert why(plan, cast.ana) == {"1.2": "Falta la evidencia: plan actualizado."}


def test_each_reads_of_what_waits_what_they_can_do(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),))
    factories.uploaded(factories.line(plan), cast.ana)
    document = factories.line(plan).evidence.get().document.title

    own = f"Usted cargó «{document}». Falta que otra persona lo verifique."
    may = f"«{document}» está cargado. Usted puede verificarlo hoy."
    may_not = f"«{document}» está cargado. Falta que se verifique."
    assert why(plan, cast.ana) == {"1.1": own}
    assert why(plan, cast.bruno) == {"1.1": may}
    for somebody in (cast.sofia, cast.diana, cast.gaby, cast.aldo):
        assert why(plan, somebody) == {"1.1": may_not}


def test_what_was_returned_says_what_to_correct(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),))
    factories.returned(
        factories.line(plan), uploader=cast.ana, verifier=cast.bruno, remarks="Falta la firma."
    )

    assert why(plan, cast.ana) == {"1.1": "Devuelta: Falta la firma."}


def test_it_counts_the_documents_still_missing(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),), evidence_needed=3)
    line = factories.line(plan)

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    first = "Hay 1 de 3 documentos verificados. Falta otros 2 documentos."
    assert why(plan, cast.ana) == {"1.1": first.replace("Falta otros", "Faltan otros")}

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    second = "Hay 2 de 3 documentos verificados. Falta otro documento."
    assert why(plan, cast.ana) == {"1.1": second}


def test_a_proved_activity_with_another_status_says_so(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),))
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)
    actions.report_status(
        factories.line(plan), status="in_process", reason="Se anuló.", by=cast.ana.access
    )

    says_so = "La evidencia está verificada y el estado informado es «en proceso»."
    assert why(plan, cast.ana) == {"1.1": says_so}


def test_the_next_step_is_to_verify_what_others_uploaded(cast: Cast) -> None:
    plan = factories.approved(cast)
    assert step(plan, cast.ana) is None

    factories.uploaded(factories.line(plan, 1), cast.ana)
    assert step(plan, cast.ana) is None
    assert step(plan, cast.bruno) == "Verificar la evidencia de 1.2"

    factories.uploaded(factories.line(plan, 0), cast.bruno)
    assert step(plan, cast.ana) == "Verificar la evidencia de 1.1"
    assert step(plan, cast.bruno) == "Verificar la evidencia de 1.2"
    assert step(plan, cast.emilio) == "Verificar 2 evidencias"


def test_who_does_not_verify_here_has_no_step(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.uploaded(factories.line(plan), cast.ana)

    for somebody in (cast.sofia, cast.diana, cast.gaby, cast.marta, cast.aldo):
        assert step(plan, somebody) is None


def test_the_chips_count_and_filter_the_same_rows(cast: Cast) -> None:
    plan = factories.approved(cast, ((25, 25), (25, 25)))
    lines = [activity.line for activity in factories.activities(plan)]
    factories.verified(lines[0], uploader=cast.ana, verifier=cast.bruno)
    factories.uploaded(lines[1], cast.ana)
    factories.returned(lines[2], uploader=cast.ana, verifier=cast.bruno)
    found = board(plan)

    def codes(shown: str) -> list[str]:
        blocks = says.filtered(found, shown)
        return [row.activity.code for _, rows in blocks for row in rows]

    assert codes("") == codes("cualquiera") == ["1.1", "1.2", "2.1", "2.2"]
    assert codes("por-verificar") == ["1.2"]
    assert codes("por-corregir") == ["2.1", "2.2"]
    for chip in says.chips(found, "por-corregir"):
        assert chip.number == len(codes(chip.value))
        assert chip.current == (chip.value == "por-corregir")


def test_what_is_fulfilled_needs_no_mending_whatever_else_was_returned(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),))
    line = factories.line(plan)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    factories.returned(line, uploader=cast.bruno, verifier=cast.ana)

    assert says.filtered(board(plan), "por-corregir") == []
    assert why(plan, cast.bruno) == {}


def test_a_chip_that_nobody_knows_is_all(cast: Cast) -> None:
    found = board(factories.approved(cast))

    assert [chip.label for chip in says.chips(found, "x") if chip.current] == ["Todas"]


@pytest.mark.parametrize(
    ("proved", "sentence", "in_the_end"),
    [
        ((), "Ningún objetivo gana puntos todavía", "Ningún objetivo ganó puntos"),
        ((0,), "Los objetivos 2 y 3 aún no ganan puntos", "Los objetivos 2 y 3 no ganaron puntos"),
        ((0, 2), "El objetivo 3 aún no gana puntos", "El objetivo 3 no ganó puntos"),
        ((0, 2, 3), "Todos los objetivos ganan puntos", "Todos los objetivos ganaron puntos"),
        ((0, 1, 2, 3), *["Todos los objetivos ganaron sus puntos"] * 2),
    ],
)
def test_the_finding_of_the_objectives(
    cast: Cast, proved: tuple[int, ...], sentence: str, in_the_end: str
) -> None:
    plan = factories.approved(cast, ((10, 20), (30,), (40,)))
    for position in proved:
        factories.verified(factories.line(plan, position), uploader=cast.ana, verifier=cast.bruno)

    assert says.objectives(board(plan)) == sentence
    assert says.objectives(board(plan), ended=True) == in_the_end


def test_the_chart_tells_the_steps_of_the_score(cast: Cast) -> None:
    plan = factories.approved(cast)
    assert title(plan) == "Todavía no se ganan puntos"

    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno, on=MAY)
    assert title(plan) == "El puntaje subió en un paso y llegó a 50 en mayo"

    factories.verified(factories.line(plan, 1), uploader=cast.ana, verifier=cast.bruno, on=JUNE)
    assert title(plan) == "El puntaje subió en dos pasos y llegó a 100 en junio"
    assert title(plan, JUNE - timedelta(days=1)).endswith("llegó a 50 en mayo")


def test_the_chart_does_not_say_that_a_score_that_fell_rose(cast: Cast) -> None:
    plan = factories.approved(cast)
    line = factories.line(plan)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=MAY)

    actions.report_status(
        line, status="in_process", reason="Se anuló.", by=cast.ana.on(JUNE), on=JUNE
    )

    assert title(plan) == "El puntaje cambió en dos pasos y quedó en 0 en junio"


def test_the_marks_of_the_chart_stand_on_their_days(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno, on=MAY)

    chart = says.chart(board(plan), 2007)

    (series,) = chart.series
    assert series.points == (Point(MAY, 50, "1.1"),)
    assert series.ending == "50 al 30-11"
    assert (chart.start, chart.day, chart.until) == (date(2007, 1, 1), TODAY, date(2007, 12, 31))


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2007, 11, 30), 31),
        (date(2007, 1, 1), 364),
        (date(2007, 12, 31), 0),
        (date(2008, 1, 1), None),
        (date(2006, 12, 31), None),
    ],
)
def test_the_days_left_are_those_of_the_year_of_the_plan(day: date, left: int | None) -> None:
    assert says.days_left(2007, day) == left
