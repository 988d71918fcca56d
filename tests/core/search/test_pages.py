"""The page of the search and the lines of its panel."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minga.core.jobs.models import Job
from tests.conftest import Cast
from tests.workplan import factories

PANEL = {"HTTP_HX_REQUEST": "true"}


def test_the_page_says_how_many_and_links_them(cast: Cast) -> None:
    page = cast.ana.client().get("/buscar/", {"q": "pozo almonte"}).content.decode()

    assert "<b>1 resultado</b>" in page
    assert ">Pozo Almonte</a>" in page


def test_its_field_keeps_the_words_and_that_of_other_pages_is_empty(cast: Cast) -> None:
    client = cast.ana.client()

    page = client.get("/buscar/", {"q": "mesa <técnica>"}).content.decode()
    other = client.get("/uf/", {"q": "mesa"}).content.decode()

    assert 'name="q" value="mesa &lt;técnica&gt;"' in page
    assert 'name="q" placeholder' in other


def test_the_panel_gets_lines_for_the_arrows(cast: Cast) -> None:
    answer = cast.ana.client().get("/buscar/", {"q": "iquique"}, **PANEL)
    lines = answer.content.decode()

    assert "<html" not in lines
    assert 'role="option"' in lines
    assert 'data-said="' in lines


def test_the_panel_shows_eight_and_the_way_to_all(cast: Cast) -> None:
    factories.approved(cast, ((10,) * 10,), title="Pirquén")
    client = cast.ana.client()

    lines = client.get("/buscar/", {"q": "pirquén"}, **PANEL).content.decode()

    assert lines.count('role="option"') == 8
    assert "Ver todos los resultados" in lines
    assert "<b>10 resultados</b>" in client.get("/buscar/", {"q": "pirquén"}).content.decode()


@pytest.mark.parametrize("asked", ["", " ", "p", '"', "%%%", "-"])
def test_what_says_nothing_finds_nothing(cast: Cast, asked: str) -> None:
    answer = cast.ana.client().get("/buscar/", {"q": asked})

    assert (answer.status_code, answer.context["results"]) == (200, [])


def test_what_is_very_long_is_shown_short(cast: Cast) -> None:
    answer = cast.ana.client().get("/buscar/", {"q": "largo " * 900})

    assert len(answer.context["words"]) < 100


def test_every_page_carries_the_panel_once(cast: Cast) -> None:
    page = cast.ana.client().get("/").content.decode()

    assert page.count('id="buscador"') == 1
    assert "core/minga." in page


def test_a_search_asks_the_database_a_few_times_whatever_it_finds(cast: Cast) -> None:
    factories.approved(cast, ((10,) * 10,))
    client = cast.ana.client()
    client.get("/buscar/")

    def asked(words: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/buscar/", {"q": words})
        return len(queries)

    assert asked("tarapacá") - asked("") == 2


def test_the_index_is_made_anew_once_by_who_administers(cast: Cast) -> None:
    client = cast.nora.client()

    first, second = (client.post("/buscar/rehacer/") for _ in range(2))

    job = Job.objects.get(kind="search_rebuild")
    assert first["Location"] == second["Location"] == job.get_absolute_url()
    assert cast.ana.client().post("/buscar/rehacer/").status_code == 403
