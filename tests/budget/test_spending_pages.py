"""The pages of what is spent: the ceilings of a year, one of them, the projects behind."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.budget import laws
from tests.budget.ledger import ceiling, dossier, recorded
from tests.conftest import Cast
from tests.workplan import factories as plans

SPENDING = "/presupuesto/ejecucion/"


def test_it_says_what_is_committed_and_what_is_left(cast: Cast) -> None:
    ceiling(cast)
    of = dossier(cast)
    recorded("commitment", of, 250_000)

    page = cast.ana.client().get(SPENDING).content.decode()

    assert "<b>25,0 %</b> de M$ 1.000" in page
    assert "<b>M$ 750</b>" in page
    assert "31-02 Proyectos" in page


def test_without_a_law_it_says_how_to_begin(cast: Cast) -> None:
    page = cast.ana.client().get(SPENDING).content.decode()

    assert "Aquí verá cuánto queda de cada línea de la ley" in page


def test_a_line_names_the_projects_behind_it_to_who_sees_them(cast: Cast) -> None:
    line, plan, other = ceiling(cast), plans.approved(cast), dossier(cast)
    recorded("commitment", plan.dossier, 200_000, document="Res. 77")
    recorded("commitment", other, 100)
    address = reverse("budget:ceiling", args=[line.public_id])

    page = cast.ana.client().get(address).content.decode()

    assert f"Programa de trabajo {plan.year}" in page
    assert ("Otro expediente" in page, "Res. 77" in page) == (True, True)
    assert "$ 200.000" in page
    assert cast.carla.client().get(address).status_code == 404
    assert cast.pia.client().get(address).status_code == 403


def test_another_service_has_its_own(cast: Cast) -> None:
    laws.loaded(cast, service=cast.other, programme="18-98-01")
    ceiling(cast)

    page = cast.carla.client().get(SPENDING).content.decode()

    assert ("18-98-01" in page, "18-99-01" in page) == (True, False)


def test_more_entries_cost_no_more_queries(cast: Cast) -> None:
    line = ceiling(cast)
    client, address = cast.ana.client(), reverse("budget:ceiling", args=[line.public_id])
    recorded("commitment", dossier(cast), 10)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        recorded("commitment", dossier(cast), 10)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) <= len(few)
