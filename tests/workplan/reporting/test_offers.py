"""What the record says beside a paragraph of the evaluation, and taking it into the text."""

from minga.workplan.reporting.models import PlanReportVersion, ReportRow
from tests.conftest import Cast, nothing_recorded
from tests.workplan.pages import Response, page, text, typed
from tests.workplan.reporting import factories
from tests.workplan.reporting.test_pages import get, post, to, typed_row


def offered(cast: Cast, version: PlanReportVersion, part: str = "1.1") -> Response:
    return get(cast.ana, "new_row", version.report.public_id, part)


def mark(response: Response) -> str:
    (found, *_) = page(response).xpath('//button[@name="take"]/@value')
    return str(found)


def test_a_sentence_of_the_record_is_taken_into_the_text_with_its_rows(cast: Cast) -> None:
    version = factories.begun(cast, "partial")
    shown = offered(cast, version)
    assert "Se apoya en 2 registros" in text(shown)

    data = typed_row(achieved="Lo mío.", take=mark(shown))
    response = post(cast.ana, "new_row", version.report.public_id, "1.1", **data)

    row = ReportRow.objects.get()
    assert response.headers["location"] == to("edit_row", version.report.public_id, row.key)
    assert row.achieved.startswith("Lo mío.\nTerritorio del programa 2007: Región de Tarapacá.")
    assert row.recommendations == "Terminar 2 actividades pendientes."
    (quote,) = row.quotes.all()
    assert [words for words, _ in quote.stands_on] == [
        "1.1 Actualizar los planes", "2.1 Actualizar los planes",
    ]  # fmt: skip
    again = get(cast.ana, "edit_row", version.report.public_id, row.key)
    assert "Ya está en el texto." in text(again)
    assert "Respaldo: 2 registros" in text(get(cast.ana, "draft", version.report.public_id))


def test_of_whom_else_answers_it_says_who(cast: Cast) -> None:
    version = factories.begun(cast, "final")

    said = text(offered(cast, version, "1.3"))

    assert "Por 2 actividades de 2 responde otra institución: SEREMI." in said
    assert "Aquí verá frases" in text(offered(cast, version, "1.2"))


def test_a_sentence_that_is_no_longer_said_is_not_taken(cast: Cast) -> None:
    version = factories.begun(cast, "partial")

    with nothing_recorded():
        data = typed_row(achieved="Lo mío.", take="otra")
        response = post(cast.ana, "new_row", version.report.public_id, "1.1", **data)

    assert response.status_code == 409
    assert "Lo que el registro dice cambió" in text(response)
    assert typed(response, "achieved") == "Lo mío."


def test_taken_twice_it_is_once_in_the_text(cast: Cast) -> None:
    version = factories.begun(cast, "partial")
    take = mark(offered(cast, version))
    data = typed_row(achieved="", take=take)
    post(cast.ana, "new_row", version.report.public_id, "1.1", **data)
    row = ReportRow.objects.get()

    data = typed_row(achieved=row.achieved, take=take)
    response = post(cast.ana, "edit_row", version.report.public_id, row.key, **data)

    assert response.status_code == 422
    assert "Esa frase ya está en el texto." in text(response)
