"""The pages of the indicators: list, one, its months, and what was kept."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minga.core.indicators import registry
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.registry import Indicator
from tests.conftest import Cast
from tests.snapshot import written_once
from tests.workplan import factories

SCORE = "/indicadores/puntaje-del-programa/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@written_once
def plan(cast: Cast) -> None:
    found = factories.approved(cast, ((40, 60),))
    factories.verified(
        factories.line(found), uploader=cast.ana, verifier=cast.bruno, on=date(2007, 6, 5)
    )


def test_the_list_asks_for_each_figure_by_itself(cast: Cast, plan: None) -> None:
    client = cast.ana.client()
    page = client.get("/indicadores/").content.decode()
    figure = client.get(f"{SCORE}valor/", **HTMX).content.decode()

    assert "Puntaje del programa de trabajo</a>" in page
    assert "Evidencias verificadas</a>" in page
    assert f'hx-get="{SCORE}valor/"' in page
    assert "40 %" in figure
    assert "<html" not in figure


def test_one_says_its_figure_what_it_means_and_its_rows(cast: Cast, plan: None) -> None:
    page = cast.ana.client().get(SCORE).content.decode()

    assert "<b>40 %</b> al" in page
    assert "40 de 100, en 2 actividades" in page
    assert "Ponderación de las actividades en estado «cumple»" in page
    assert "1.1 Actualizar los planes</a>" in page


def test_on_another_day_it_is_another(cast: Cast, plan: None) -> None:
    page = cast.ana.client().get(SCORE, {"al": "2007-06-04", "por": "place"}).content.decode()

    assert "<b>0 %</b> al" in page
    assert 'aria-current="true">Por lugar' in page


@pytest.mark.parametrize("al", ["2999-01-01", "ayer", ""])
def test_a_day_that_cannot_be_is_today(cast: Cast, plan: None, al: str) -> None:
    assert "<b>40 %</b> al" in cast.ana.client().get(SCORE, {"al": al}).content.decode()


def test_what_was_not_measured_says_so(cast: Cast, plan: None) -> None:
    page = cast.carla.client().get(SCORE).content.decode()

    assert "No medido todavía" in page
    assert "Guardar medición" not in page
    assert "no medido todavía" in cast.carla.client().get(f"{SCORE}valor/").content.decode()


def test_its_months_are_a_line_that_says_its_finding(cast: Cast, plan: None) -> None:
    answer = cast.ana.client().get(f"{SCORE}meses/", **HTMX).content.decode()

    assert "Subió de 0 % a 40 % en el año" in answer
    assert "<svg" in answer


def test_it_asks_the_database_the_same_few_times_with_more_rows(cast: Cast) -> None:
    client = cast.ana.client()

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    factories.approved(cast, ((50, 50),))
    paths = (SCORE, f"{SCORE}meses/", "/indicadores/evidencias-verificadas/", "/indicadores/")
    few = [asked(path) for path in paths]
    factories.approved(cast, ((10,) * 10,), year=2006)
    assert [asked(path) for path in paths] == few
    assert max(few) <= 12


def test_it_is_kept_from_its_page(cast: Cast, plan: None) -> None:
    client = cast.ana.client()
    sent = {"reason": "Actividad 3.1", "on": "2007-06-30", "by": "place"}

    answer = client.post(f"{SCORE}guardar/", sent, follow=True)

    snapshot = IndicatorSnapshot.objects.get()
    page = answer.content.decode()
    assert (snapshot.on, snapshot.by) == (date(2007, 6, 30), "place")
    assert "Medición guardada." in page
    again = client.get(f"/indicadores/mediciones/{snapshot.public_id}/", {"recalcular": "1"})
    assert "da lo mismo" in again.content.decode()
    assert "Actividad 3.1" in client.get("/indicadores/mediciones/").content.decode()
    assert (
        "guardó la medición"
        in client.get(f"/historia/medicion/{snapshot.public_id}/").content.decode()
    )


@pytest.mark.parametrize(
    "sent", [{}, {"reason": " "}, {"reason": "x", "on": "2999-01-01"}, {"reason": "x" * 401}]
)
def test_what_cannot_be_kept_comes_back_with_why(
    cast: Cast, plan: None, sent: dict[str, str]
) -> None:
    answer = cast.ana.client().post(f"{SCORE}guardar/", sent)

    assert answer.status_code == 422
    assert "notice stop" in answer.content.decode()
    assert not IndicatorSnapshot.objects.exists()


def test_a_dimension_that_is_none_is_left_out(cast: Cast, plan: None) -> None:
    cast.ana.client().post(f"{SCORE}guardar/", {"reason": "x", "by": "nada"})

    assert IndicatorSnapshot.objects.get().by == ""


def test_what_is_of_others_is_not_there(cast: Cast, plan: None) -> None:
    cast.ana.client().post(f"{SCORE}guardar/", {"reason": "Actividad 3.1"})
    at = f"/indicadores/mediciones/{IndicatorSnapshot.objects.get().public_id}/"

    for path in (at, f"{at}medicion.pdf"):
        assert cast.ana.client().get(path).status_code == 200
        assert cast.carla.client().get(path).status_code == 404
    assert cast.ana.client().get(f"{at}medicion.exe").status_code == 404
    assert cast.ana.client().get("/indicadores/no-existe/").status_code == 404
    assert cast.pia.client().post(f"{SCORE}guardar/", {"reason": "x"}).status_code == 403


def test_one_that_needs_a_permission_is_of_those_who_have_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = Indicator(
        "x", "Reservado", "x", "x", "x", rows=lambda **asked: [], permission="core.audit"
    )
    monkeypatch.setitem(registry._registered, "x", secret)

    assert "Reservado" not in cast.ana.client().get("/indicadores/").content.decode()
    assert cast.ana.client().get("/indicadores/x/").status_code == 403
    assert cast.aldo.client().get("/indicadores/x/").status_code == 200


def test_one_that_fails_says_so_in_its_place(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Indicator("x", "Roto", "x", "x", "x", rows=lambda **asked: [1 / 0])
    monkeypatch.setitem(registry._registered, "x", broken)

    answer = cast.ana.client().get("/indicadores/x/valor/", **HTMX)

    assert answer.status_code == 200
    assert "no pudo mostrarse" in answer.content.decode()
