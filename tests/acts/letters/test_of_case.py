"""The letters about a case stand on its page, for whoever may read them."""

from typing import Any

import pytest
from django.urls import reverse

from minga.acts.letters import batches
from minga.acts.letters.case_views import MOST
from minga.core.jobs.runner import perform
from minga.core.panels import panels_of
from tests.acts.letters.factories import numbered, registry, signed_batch, written
from tests.conftest import Cast, Somebody
from tests.workplan.factories import approved

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
