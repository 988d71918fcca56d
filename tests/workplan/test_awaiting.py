"""What waits for each person: it appears when it is theirs to do, and goes when it is done."""

import re
from datetime import date, timedelta

from minga.core.approvals import tray
from minga.people.roles import Role
from minga.workplan import actions, awaiting
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories

DAY = timedelta(days=1)


def waits(by: Somebody, day: date = TODAY) -> list[str]:
    """What the area tells, and the tray of approvals for it."""
    found = (*awaiting.find(by.on(day), day), *tray.find(by.on(day), day))
    return [item.verb for item in found]


def who_waits(cast: Cast, verb: str, day: date = TODAY) -> set[str]:
    return {name for name, somebody in cast.everybody().items() if verb in waits(somebody, day)}


def in_menu(by: Somebody) -> int:
    """The figure beside «Programas de trabajo»; none is 0."""
    page = by.client().get("/").content.decode()
    found = re.search(r'Programas de trabajo<span class="n">(\d+)', page)
    return int(found[1]) if found else 0


def test_evidence_waits_for_all_who_may_verify_it_but_who_uploaded_it(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    assert who_waits(cast, "Verificar evidencia") == set()

    evidence = factories.uploaded(line, cast.ana)
    assert who_waits(cast, "Verificar evidencia") == {"bruno", "emilio"}
    assert waits(cast.ana) == []

    actions.verify_evidence(evidence, by=cast.bruno.access)
    assert who_waits(cast, "Verificar evidencia") == set()


def test_it_says_what_to_verify_where_and_by_when(cast: Cast) -> None:
    plan = factories.approved(cast)
    evidence = factories.uploaded(factories.line(plan, 1), cast.ana)

    (item,) = awaiting.find(cast.bruno.access, TODAY)

    assert item.label == "Programa de trabajo 2007, actividad 1.2"
    assert item.note == f"«{evidence.document.title}», cargada por A. Soto el 30-11-2007."
    assert item.due == date(2007, 12, 14)
    assert cast.bruno.client().get(item.url).status_code == 200


def test_returned_evidence_waits_for_who_uploaded_it_until_it_is_corrected(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    factories.returned(line, uploader=cast.sofia, verifier=cast.ana, remarks="Falta la firma.")
    assert who_waits(cast, "Corregir evidencia") == {"sofia"}
    assert who_waits(cast, "Verificar evidencia") == set()
    (item,) = awaiting.find(cast.sofia.access, TODAY)
    assert item.note == "Devuelta: Falta la firma."

    factories.uploaded(line, cast.sofia)

    assert who_waits(cast, "Corregir evidencia") == set()
    assert who_waits(cast, "Verificar evidencia") == {"ana", "bruno", "emilio"}


def test_evidence_waits_from_the_day_it_was_uploaded(cast: Cast) -> None:
    factories.uploaded(factories.line(factories.approved(cast)), cast.ana)

    assert waits(cast.bruno, TODAY - DAY) == []
    assert waits(cast.bruno, TODAY) == ["Verificar evidencia"]


def test_evidence_of_an_activity_left_out_waits_for_nobody(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.uploaded(factories.line(plan), cast.ana, on=factories.MODIFIED)
    assert in_menu(cast.bruno) == 1

    factories.sign(cast, factories.send(cast, factories.without_first(cast, plan)))

    assert waits(cast.bruno) == []
    assert in_menu(cast.bruno) == 0


def test_a_version_waits_for_the_head_of_its_service(cast: Cast) -> None:
    other = factories.member(cast.other, Role.INSTITUTION_HEAD)
    version = factories.submitted(cast)
    assert who_waits(cast, "Aprobar o devolver") == {"diana"}
    assert waits(other) == []
    (item,) = tray.find(cast.diana.access, TODAY)
    assert (item.label, item.note, item.place) == (
        "Programa de trabajo 2007, versión 1",
        "Se envió a aprobación el 26-03-2007.",
        "Región de Tarapacá",
    )

    factories.sign(cast, version)

    assert who_waits(cast, "Aprobar o devolver") == set()


def test_a_returned_version_no_longer_waits_for_the_head(cast: Cast) -> None:
    version = factories.submitted(cast)

    actions.return_version(version, remarks="Falta la línea base.", by=cast.diana.access)

    assert waits(cast.diana) == []


def test_an_activity_without_evidence_waits_from_the_day_after_its_end(cast: Cast) -> None:
    end = date(2007, 10, 31)
    factories.approved(cast, ((100,),), ends_on=end)

    assert who_waits(cast, "Cargar evidencia", end) == set()
    assert who_waits(cast, "Cargar evidencia", end + DAY) == {"ana", "bruno", "emilio", "sofia"}
    (item,) = awaiting.find(cast.sofia.access, TODAY)
    assert (item.due, item.note) == (end, "Falta la evidencia: plan actualizado.")


def test_it_waits_for_the_institution_of_the_unit_that_answers(cast: Cast) -> None:
    """A unit of the SEREMI answers: the SEREMI is told, once."""
    plan = factories.approved(
        cast,
        ((100,),),
        service=cast.seremi,
        preparer=cast.sofia,
        head=factories.member(cast.seremi, Role.INSTITUTION_HEAD),
        responsible=cast.unit,
        ends_on=date(2007, 10, 31),
    )

    assert plan.service == cast.seremi
    assert waits(cast.ana) == ["Cargar evidencia"]
    assert waits(cast.sofia) == ["Cargar evidencia"]


def test_it_is_no_longer_late_once_something_was_uploaded(cast: Cast) -> None:
    plan = factories.approved(cast, ((100,),), ends_on=date(2007, 10, 31))

    factories.uploaded(factories.line(plan), cast.ana)

    assert who_waits(cast, "Cargar evidencia") == set()


def test_what_is_only_planned_is_not_late(cast: Cast) -> None:
    factories.draft(cast, ends_on=date(2007, 10, 31))

    assert who_waits(cast, "Cargar evidencia") == set()


def test_the_menu_counts_the_evidence_to_verify_or_correct(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.returned(factories.line(plan, 0), uploader=cast.ana, verifier=cast.bruno)
    evidence = factories.uploaded(factories.line(plan, 1), cast.bruno)
    assert {name: in_menu(by) for name, by in cast.everybody().items()} == {
        **dict.fromkeys(cast.everybody(), 0),
        "ana": 2,
        "emilio": 1,
    }

    actions.verify_evidence(evidence, by=cast.emilio.access)

    assert (in_menu(cast.ana), in_menu(cast.emilio)) == (1, 0)


def test_nothing_waits_for_readers_and_strangers(cast: Cast) -> None:
    plan = factories.approved(cast, ends_on=date(2007, 10, 31))
    factories.uploaded(factories.line(plan), cast.ana)
    factories.reopened(cast, plan)

    for somebody in (cast.carla, cast.gaby, cast.marta, cast.aldo, cast.nora, cast.pia):
        assert waits(somebody) == []
