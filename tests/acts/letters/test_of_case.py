"""The letters about a case stand on its page, for whoever may read them."""

from typing import Any

import pytest
from django.urls import reverse

from minga.acts.letters import batches, errors
from minga.acts.letters.case_views import MOST
from minga.acts.letters.models import Letter, LetterBatch
from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from minga.core.panels import panels_of
from minga.documents.files.models import Filing
from minga.documents.models import Document
from tests.acts.letters.factories import (
    SAID,
    TEXT,
    TO,
    TOWNS,
    batch,
    came,
    numbered,
    registry,
    signed_batch,
    written,
)
from tests.answers import status_of
from tests.conftest import Cast, Somebody, nothing_recorded
from tests.workplan.factories import approved, draft

EMPTY = "Todavía no hay ninguno"


@pytest.fixture
def plan(cast: Cast) -> Any:
    return approved(cast)


def _panel(who: Somebody, case: Any) -> str:
    page = who.client().get(reverse("letters:of_case", args=["programa", case.public_id]))
    assert page.status_code == 200
    return page.content.decode()


def test_the_page_of_a_case_shows_its_letters_and_no_other(cast: Cast, plan: Any) -> None:
    written(cast, subject="Pide antecedentes", case=plan)
    written(cast, subject="De otra cosa")

    assert ("letters:of_case", "Oficios") in [
        (panel.url_name, panel.title) for panel, _ in panels_of(plan, cast.ana.access)
    ]
    shown = _panel(cast.ana, plan)
    assert "Pide antecedentes" in shown
    assert "De otra cosa" not in shown
    assert f"{reverse('letters:new')}?caso=programa:{plan.public_id}" in shown


def test_a_reader_of_the_case_does_not_see_a_reserved_letter(cast: Cast, plan: Any) -> None:
    numbered(cast, subject="Denuncia", kind="reserved", case=plan)

    assert "Denuncia" in _panel(cast.ana, plan)
    shown = _panel(cast.marta, plan)
    assert EMPTY in shown
    assert "Escribir oficio" not in shown
    numbered(cast, subject="Pide antecedentes", case=plan)
    assert "Pide antecedentes" in _panel(cast.marta, plan)


def test_a_batch_is_one_line_whatever_its_letters(cast: Cast, plan: Any) -> None:
    made = signed_batch(cast, subject="Convoca", case=plan)
    assert perform(batches.ask_issue(made, by=registry(cast).access).public_id) == "done"

    shown = _panel(cast.ana, plan)
    assert shown.count("Convoca") == 1
    assert "Envío masivo para 4" in shown


def test_with_many_it_shows_the_last_and_says_that_there_are_more(cast: Cast, plan: Any) -> None:
    for number in range(MOST + 1):
        written(cast, subject=f"Oficio de prueba {number:02}", case=plan)

    shown = _panel(cast.ana, plan)
    assert "Oficio de prueba 12" in shown
    assert "Oficio de prueba 00" not in shown
    assert "hay más en" in shown


def test_a_case_of_another_service_is_no_case_of_its_letters(cast: Cast) -> None:
    foreign = draft(cast, service=cast.other, preparer=cast.carla).plan
    registry(cast)
    for write in (written, batch, came):
        with nothing_recorded(), pytest.raises(errors.CaseOfAnother):
            write(cast, case=foreign)
    assert not Document.objects.filter(dossier=foreign.dossier).exists()


def test_its_papers_are_among_the_documents_of_its_file(cast: Cast, plan: Any) -> None:
    letter, received = numbered(cast, case=plan), came(cast, case=plan)
    made = signed_batch(cast, case=plan)
    perform(batches.ask_issue(made, by=registry(cast).access).public_id)
    many = [one.document for one in Letter.objects.filter(batch=made).order_by("number")]
    numbered(cast)
    numbered(cast, kind="reserved", case=plan)
    came(cast, kind="reserved", number="Ord. 90", case=plan)

    filed = list(Filing.objects.order_by("pk"))
    assert [one.document for one in filed] == [letter.document, received.document, *many]
    assert {one.case() for one in filed} == {plan}
    shown = cast.ana.client().get(reverse("files:file", args=["programa", plan.public_id]))
    assert "Ord. 1 de 2007" in shown.content.decode()


def test_the_paper_of_a_reserved_one_is_opened_by_its_service_alone(cast: Cast, plan: Any) -> None:
    made = signed_batch(cast, kind="reserved", case=plan)
    perform(batches.ask_issue(made, by=registry(cast).access).public_id)
    reserved = [
        numbered(cast, kind="reserved", case=plan), came(cast, kind="reserved", case=plan),
        *made.letters.all(),
    ]  # fmt: skip
    common = numbered(cast, case=plan)
    for row, read in (*((row, 404) for row in reserved), (common, 200)):
        assert row.document
        paper = reverse("documents:download", args=[row.document.public_id])
        assert status_of(cast.ana.client(), paper) == 200
        assert status_of(cast.marta.client(), paper) == read


def test_the_name_of_a_job_does_not_say_what_a_batch_is_about(cast: Cast) -> None:
    made = signed_batch(cast, kind="reserved", subject="Cita a quienes denunciaron")
    perform(batches.ask_issue(made, by=registry(cast).access).public_id)
    made.refresh_from_db()
    batches.ask_print(made, by=registry(cast).access)
    titles = list(Job.objects.order_by("pk").values_list("title", flat=True))
    assert titles == [
        "Numeración de un envío masivo para 4", "Un PDF con un envío masivo para 4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"), [("new", SAID | {"to": TO}), ("new_batch", TEXT | {"to": TOWNS})]
)
def test_one_about_a_case_that_is_gone_is_not_saved_about_nothing(
    cast: Cast, plan: Any, name: str, said: dict[str, Any]
) -> None:
    page = reverse(f"letters:{name}")
    with nothing_recorded():
        answer = cast.ana.client().post(f"{page}?caso=programa:noexiste", said)
    assert answer.status_code == 422
    assert "Ese caso no existe" in answer.content.decode()
    assert not Letter.objects.exists()
    assert not LetterBatch.objects.exists()
    answer = cast.ana.client().post(f"{page}?caso=programa:{plan.public_id}", said)
    assert answer.status_code == 302
    about = Letter.objects.first() or LetterBatch.objects.get()
    assert about.case() == plan
