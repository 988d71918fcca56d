"""What awaits each person."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.parameters import actions as parameters
from minga.rules.shapes import shapes
from minga.works.models import Project
from minga.works.progress import actions
from minga.works.progress.watching import FILE, TERMS, find
from tests.conftest import TODAY, Cast, Somebody
from tests.works.factories import programmer
from tests.works.factories import project as made
from tests.works.progress.factories import (
    OCTOBER,
    in_force,
    inspector,
    report,
    spend,
    works_head,
)


@pytest.fixture
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@pytest.fixture
def going(cast: Cast, paula: Somebody) -> Project:
    """1.000 programmed in October, to be half done by its end."""
    project = made(cast, by=paula, name="Calle Uno")
    in_force(project, cast, {OCTOBER: 1000}, {OCTOBER: 5000})
    return project


def told(who: Somebody) -> list[tuple[str, str]]:
    return [(one.label, one.verb) for one in find(who.access, TODAY)]


def test_the_terms_are_parameters(cast: Cast, going: Project) -> None:
    ivan, olga = inspector(cast.serviu), works_head(cast.serviu)
    [asked] = find(ivan.access, TODAY)
    closing = next(one for one in find(olga.access, TODAY) if one.verb == "Cerrar mes")
    assert (asked.due, closing.due) == (date(2007, 11, 5), date(2007, 11, 10))
    shape, since = shapes(FILE)[TERMS], date(2007, 11, 1)
    row = parameters.propose(
        shape, parameters.Said(since, {"report": 12, "close": 20}, "Instrucción de ejemplo"),
        institution=(cast.serviu.pk, cast.serviu.name), reason="Así se acordó.",
        seen=parameters.mark(shape, cast.serviu.pk), by=cast.nora.access, on=TODAY,
    )  # fmt: skip
    approvals.pass_step(row, seen=seen_of(row), by=cast.diana.access, on=TODAY)
    [asked] = find(ivan.access, TODAY)
    closing = next(one for one in find(olga.access, TODAY) if one.verb == "Cerrar mes")
    assert (asked.due, closing.due) == (date(2007, 11, 12), date(2007, 11, 20))


def test_who_reported_last_is_asked_for_the_next_month(cast: Cast, going: Project) -> None:
    ivan, other = inspector(cast.serviu), inspector(cast.serviu)
    report(going, ivan, OCTOBER + -1, 4500)

    assert told(ivan) == [("Calle Uno", "Informar avance")]
    assert told(other) == []
    report(going, ivan, OCTOBER, 4600)
    assert told(ivan) == []


def test_what_nobody_ever_reported_is_asked_of_all_in_one_line(cast: Cast, going: Project) -> None:
    ivan = inspector(cast.serviu)

    assert told(ivan) == [("1 proyecto en curso sin ningún informe", "Ver quién falta")]
    assert told(inspector(cast.other)) == []
    closing = works_head(cast.serviu)
    actions.close_month(cast.serviu, OCTOBER, remark="Sin inspector", by=closing.access)
    assert told(ivan) == []


def test_the_month_is_to_be_closed_once(cast: Cast, going: Project) -> None:
    olga = works_head(cast.serviu)

    also = [
        ("1 proyecto con registro incompleto", "Ver registros incompletos"),
        ("Calle Uno", "Ver avance"),
    ]
    assert told(olga) == [("Cerrar octubre de 2007", "Cerrar mes"), *also]
    actions.close_month(cast.serviu, OCTOBER, remark="Sin inspector", by=olga.access)
    assert told(olga) == also


def test_the_head_hears_of_all_that_goes_wrong_in_as_many_questions(
    cast: Cast, going: Project, paula: Somebody
) -> None:
    olga = works_head(cast.serviu)
    assert "Calle Uno" in [label for label, _ in told(olga)]
    assert told(works_head(cast.other)) == []
    with CaptureQueriesContext(connection) as one:
        told(olga)

    for name in ("Calle Dos", "Calle Tres"):
        more = made(cast, by=paula, name=name)
        in_force(more, cast, {OCTOBER: 1000}, {OCTOBER: 5000})
    with CaptureQueriesContext(connection) as three:
        lines = told(olga)
    assert [label for label, verb in lines if verb == "Ver avance"] == [
        "Calle Uno", "Calle Dos", "Calle Tres",
    ]  # fmt: skip
    assert ("3 proyectos con registro incompleto", "Ver registros incompletos") in lines
    assert len(three) == len(one)


def test_the_owner_hears_of_what_goes_wrong(cast: Cast, going: Project, paula: Somebody) -> None:
    report(going, inspector(cast.serviu), OCTOBER, 4001)
    fine = list(find(paula.access, TODAY))
    spend(going, paula, 1_000_001)
    [wrong] = find(paula.access, TODAY)

    assert [one.note for one in fine] == [
        "Lleva 40,01 % de la obra y 0 % del gasto. Al cierre de octubre de 2007."
    ]
    assert wrong.note == (
        "Lleva 40,01 % de la obra y 100 % del gasto. Se gastó más que todo lo programado. "
        "Al cierre de octubre de 2007."
    )


def test_late_from_ten_points_on(cast: Cast, going: Project, paula: Somebody) -> None:
    spend(going, paula, 400_000)
    report(going, inspector(cast.serviu), OCTOBER, 4000)

    assert [one.note for one in find(paula.access, TODAY)] == [
        "Lleva 40 % y debía llevar 50 %. Al cierre de octubre de 2007."
    ]
    assert told(cast.ana) == []
