"""The pages of the law: what rules by year, every load, its paper."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.reports import FORMATS
from tests.answers import put_away
from tests.budget import laws
from tests.conftest import Cast

LAW = "/presupuesto/"


def test_the_page_says_the_figure_that_matters(cast: Cast) -> None:
    laws.loaded(cast)

    page = cast.ana.client().get(LAW).content.decode()

    assert "M$ 1.000" in page
    assert "60,0 % va a transferencias de capital" in page
    assert "Subsidios Fondo Solidario" in page
    assert "Cargar ley" not in page


def test_who_programmes_is_offered_to_load_it(cast: Cast) -> None:
    page = laws.programmer(cast).client().get(LAW).content.decode()

    assert "Aquí verá la ley de presupuestos de cada año" in page
    assert reverse("imports:upload", args=["budget_law"]) in page


def test_each_one_reads_the_laws_within_reach(cast: Cast) -> None:
    laws.loaded(cast)
    laws.loaded(cast, service=cast.other, programme="18-98-01")

    seen = {
        name: [code in answer.content.decode() for code in ("18-99-01", "18-98-01")]
        for name in ("ana", "carla", "gaby", "sofia")
        if (answer := getattr(cast, name).client().get(LAW))
    }

    assert seen == {
        "ana": [True, False],
        "carla": [False, True],
        "gaby": [True, False],
        "sofia": [False, False],
    }
    # Who reads everything chooses.
    page = cast.marta.client().get(f"{LAW}?servicio={cast.other.key}").content.decode()
    assert ("18-98-01" in page, cast.serviu.short_name in page) == (True, True)


def test_the_year_one_looks_at_or_the_last_before_it(cast: Cast) -> None:
    for year in (2006, 2009):
        laws.loaded(cast, year=year)
    client = cast.ana.client()

    assert "<h1>Presupuesto 2006</h1>" in client.get(LAW).content.decode()
    assert "<h1>Presupuesto 2009</h1>" in client.get(f"{LAW}?anio=2009").content.decode()
    assert client.get(f"{LAW}?anio=2010").status_code == 404
    assert client.get(f"{LAW}?servicio=nadie").status_code == 404


def test_a_law_of_a_later_year_alone_is_shown(cast: Cast) -> None:
    laws.loaded(cast, year=2009)

    assert "<h1>Presupuesto 2009</h1>" in cast.ana.client().get(LAW).content.decode()


def test_a_replaced_load_says_so_and_leads_to_the_one_in_force(cast: Cast) -> None:
    first, second = laws.loaded(cast), laws.loaded(cast, laws.corrected())
    client = cast.ana.client()
    old, new = (reverse("budget:loaded", args=[law.public_id]) for law in (first, second))

    page = client.get(old).content.decode()
    assert ("fue reemplazada" in page, new in page) == (True, True)
    page = client.get(new).content.decode()
    assert "Qué cambió de la carga 1" in page
    assert "33-01-023 Subsidios Fondo Solidario" in page
    assert "<h1>Presupuesto 2008</h1>" in client.get(LAW).content.decode()


@pytest.mark.parametrize("fmt", FORMATS)
def test_it_is_printed(cast: Cast, fmt: str) -> None:
    law = laws.loaded(cast)

    answer = cast.ana.client().get(reverse("budget:paper", args=[law.public_id, fmt]))

    assert answer.status_code == 200
    assert len(answer.content) > 3000
    assert f"ley-de-presupuestos-2008-18-99-01-carga-1.{fmt}" in answer["Content-Disposition"]
    put_away(answer)


def test_another_format_is_not_there(cast: Cast) -> None:
    law = laws.loaded(cast)

    assert cast.ana.client().get(
        reverse("budget:paper", args=[law.public_id, "odt"])
    ).status_code == 404  # fmt: skip


def test_more_laws_cost_no_more_queries(cast: Cast) -> None:
    laws.loaded(cast, year=2006)
    client = cast.ana.client()
    client.get(LAW)
    with CaptureQueriesContext(connection) as few:
        client.get(LAW)
    for year in (2008, 2009, 2010):
        laws.loaded(cast, year=year)
    with CaptureQueriesContext(connection) as many:
        client.get(LAW)

    assert len(many) <= len(few)


def test_it_is_found_by_what_it_says(cast: Cast) -> None:
    laws.loaded(cast)

    found = cast.ana.client().get("/buscar/", {"q": "ley de presupuestos 2008"}).content.decode()

    assert "Ley de presupuestos 2008, 18-99-01" in found
