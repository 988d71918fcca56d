"""The page of an activity: its evidence, its status, and what this person can do now."""

from datetime import date
from typing import Any

import pytest

from minga.workplan import actions
from minga.workplan.models import ActivityLine
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories
from tests.workplan.asserts import nothing_changed
from tests.workplan.pages import Response, all_words, buttons, fields, messages, text, to, typed

UPLOAD, REPORT = "Cargar evidencia", "Informar estado"
JUDGE = ["Verificar evidencia", "Devolver evidencia"]


def address(line: ActivityLine, name: str = "activity") -> str:
    return to(name, line.plan.public_id, line.public_id)


def show(line: ActivityLine, by: Somebody) -> Response:
    response = by.client().get(address(line))
    assert response.status_code == 200
    return response


def test_it_says_what_the_activity_is_and_what_is_expected(cast: Cast) -> None:
    line = factories.line(factories.approved(cast, ((60, 40),), evidence_needed=2))

    response = show(line, cast.gaby)

    said = text(response)
    assert "1.1 Actualizar los planes Está sin informar y gana 0 de 60 puntos." in said
    assert "Se espera plan actualizado (2 documentos)" in said
    assert "02-01-2007 al 14-12-2007" in said
    assert "Nadie ha informado su estado todavía." in said


def test_who_may_upload_and_report_finds_the_forms(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    for somebody in (cast.ana, cast.emilio, cast.sofia):
        assert buttons(show(line, somebody)) == [UPLOAD, REPORT]
    for reader in (cast.diana, cast.gaby, cast.marta, cast.aldo, cast.nora):
        assert fields(show(line, reader)) == set()


def test_another_may_judge_what_waits_and_who_uploaded_is_told_why_not(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    factories.uploaded(line, cast.ana)

    assert [name for name in buttons(show(line, cast.bruno)) if name in JUDGE] == JUDGE
    own = show(line, cast.ana)
    assert not set(buttons(own)) & set(JUDGE)
    assert "Usted la cargó: la verifica otra persona de SERVIU Región de Tarapacá." in text(own)
    for reader in (cast.sofia, cast.diana, cast.gaby):
        assert not set(buttons(show(line, reader))) & set(JUDGE)
        assert "La verifica otra persona de SERVIU Región de Tarapacá." in text(show(line, reader))


def test_uploading_is_offered_while_a_document_is_missing_or_own(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    evidence = factories.uploaded(line, cast.ana)
    assert "Cambiar la evidencia que usted cargó" in all_words(show(line, cast.ana), "//h2")
    assert UPLOAD not in buttons(show(line, cast.bruno))

    actions.return_evidence(evidence, remarks="Falta.", by=cast.bruno.access)
    assert "Cargar la evidencia corregida" in all_words(show(line, cast.sofia), "//h2")

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    assert UPLOAD not in buttons(show(line, cast.ana))


def test_it_says_how_each_document_stands(cast: Cast) -> None:
    line = factories.line(factories.approved(cast, evidence_needed=3))
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    wrong = factories.uploaded(line, cast.ana)
    factories.uploaded(line, cast.ana)
    actions.return_evidence(wrong, remarks="Falta la firma.", by=cast.emilio.access)

    states = all_words(show(line, cast.gaby), '//article//span[contains(@class, "st")]')

    assert states == ["verificada", "devuelta", "por verificar"]
    said = text(show(line, cast.gaby))
    assert "por B. Díaz el 30-11-2007" in said
    assert "por E. Vera el 30-11-2007 Falta la firma." in said


def test_the_corrected_document_hides_the_returned_one(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    wrong = factories.returned(line, uploader=cast.ana, verifier=cast.bruno)
    right = factories.uploaded(line, cast.ana)

    titles = all_words(show(line, cast.gaby), "//article/h3")

    assert titles == [right.document.title]
    assert wrong.document.title not in titles


def test_reporting_a_status(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))

    data = {"status": "in_process", "reason": ""}
    response = cast.ana.client().post(address(line, "status"), data, follow=True)

    assert messages(response) == ["Estado de la actividad 1.1 informado."]
    assert "Está en proceso y gana 0 de 50 puntos." in text(response)
    assert all_words(response, '//section[@id="estado"]//li') == ["30-11-2007 en proceso A. Soto"]


def test_cumple_without_evidence_is_refused_beside_its_field(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    data = {"status": "fulfilled", "reason": "Ya está listo"}

    with nothing_changed():
        response = cast.ana.client().post(address(line, "status"), data)

    assert response.status_code == 422
    sentence = "La actividad 1.1 no puede quedar en cumple: le falta 1 evidencia verificada."
    assert sentence in all_words(response, '//div[@id="id_status_error"]')[0]
    assert (typed(response, "status"), typed(response, "reason")) == ("fulfilled", "Ya está listo")


def test_leaving_cumple_without_a_reason_is_refused(cast: Cast) -> None:
    line = factories.line(factories.approved(cast))
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)

    with nothing_changed():
        response = cast.ana.client().post(address(line, "status"), {"status": "in_process"})

    assert response.status_code == 422
    assert "Escriba el motivo: la actividad ya cumplía" in text(response)
    assert typed(response, "status") == "in_process"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Elija un estado."),
        ({"status": "cumplida"}, "Elija un estado de la lista."),
        ({"status": "in_process", "reason": "a" * 501}, "Use hasta 500 letras."),
    ],
    ids=["none", "unknown", "reason too long"],
)
def test_a_status_is_one_of_the_list(cast: Cast, data: dict[str, str], says: str) -> None:
    line = factories.line(factories.approved(cast))

    with nothing_changed():
        response = cast.ana.client().post(address(line, "status"), data)

    assert response.status_code == 422
    assert says in text(response)


def test_it_shows_the_day_one_is_living_in(cast: Cast, settings: Any) -> None:
    line = factories.line(factories.approved(cast))
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=TODAY)

    settings.TODAY = date(2007, 11, 29)

    said = text(show(line, cast.gaby))
    assert "Está sin informar y gana 0 de 50 puntos." in said
    assert "Aquí verá los documentos que prueban la actividad" in said


def test_an_activity_of_a_draft_or_left_out_has_no_page(cast: Cast) -> None:
    plan = factories.approved(cast)
    old = factories.line(plan)
    draft = factories.without_first(cast, plan)
    new = factories.activities_of(draft)[-1].line
    assert cast.ana.client().get(address(new)).status_code == 404

    factories.sign(cast, factories.send(cast, draft))

    assert cast.ana.client().get(address(old)).status_code == 404
    assert cast.ana.client().get(address(new)).status_code == 200
