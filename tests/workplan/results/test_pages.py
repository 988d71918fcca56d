"""The pages of results: read by the place, written by the units, verified by another."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.lists.spec import Asking
from minga.core.reports import FORMATS
from minga.workplan.results import actions, awaiting
from minga.workplan.results.list import FIGURES, verify_many
from minga.workplan.results.models import Result
from minga.workplan.results.periods import Period
from tests.conftest import TODAY, Cast, nothing_recorded, pdf
from tests.snapshot import written_once
from tests.workplan.pages import all_words
from tests.workplan.results.factories import (
    corrected,
    defined,
    line,
    place,
    read,
    reported,
    verified,
)


def at_(name: str, *args: object) -> str:
    return reverse(f"results:{name}", args=args)


@written_once
def at(cast: Cast) -> Cast:
    defined(cast)
    return cast


def typed(**more: Any) -> dict[str, Any]:
    return {
        "product": line("Nuevas").public_id, "place": place("iquique").public_id, "year": "2007",
        "month": "10", "measure": "Subsidios otorgados", "unit": "subsidies", "value": "1.214",
        "source": "Nómina",
    } | more  # fmt: skip


def test_a_figure_is_reported_from_the_page(at: Cast) -> None:
    answer = at.ana.client().post(at_("new"), typed(file=pdf()))

    result = Result.objects.get()
    assert answer["Location"] == at_("result", result.public_id)
    assert (result.value, result.month, read(result).document is not None) == (1214, 10, True)


def test_each_place_is_offered_once_with_its_kind(at: Cast) -> None:
    """Also those that were of the region when the year began."""
    offered = all_words(at.ana.client().get(at_("new")), "//select[@id='id_place']//option")

    twins = {"Arica (provincia)", "Arica (comuna)", "Iquique (provincia)", "Iquique (comuna)"}
    assert twins | {"Región de Tarapacá"} <= set(offered)
    assert len(offered) == len(set(offered))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"value": "-4"}, "Escriba 0 o más."),
        ({"value": "1,5"}, "1,5"),
        ({"value": ""}, "Escriba la cantidad."),
        ({"value": "9" * 30}, ""),
        ({"product": "nada"}, "Elija un producto de la lista."),
        ({"place": "nada"}, "Elija un territorio de la lista."),
        ({"month": "12"}, "termina el 31-12-2007"),
        ({"month": "13"}, "Elija el mes, o todo el año."),
        ({"year": "dos mil"}, "Escriba el año con cuatro cifras."),
        ({"year": "2006"}, "regían al 31-10-2006"),
        ({"unit": "kilos"}, "Elija una unidad de la lista."),
        ({"measure": "x" * 81}, "Use hasta 80 letras."),
        ({"source": ""}, "Escriba de dónde sale la cifra."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    at: Cast, more: dict[str, Any], sentence: str
) -> None:
    with nothing_recorded():
        answer = at.ana.client().post(at_("new"), typed(remains="x") | more)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Nómina" in page or "source" in more


def test_the_matrix_says_what_counts_and_what_waits(at: Cast) -> None:
    verified(at)
    reported(at, territory="pica")

    page = at.ana.client().get(at_("results")).content.decode()

    assert "1 producto" in page
    assert "1 cifra espera verificación" in " ".join(page.split())
    assert "espera verificación" not in at.gaby.client().get(at_("results")).content.decode()
    assert "Aquí verá lo que el servicio" in at.pia.client().get(at_("results")).content.decode()


def test_a_line_of_action_narrows_the_page_and_the_export(at: Cast) -> None:
    verified(at)
    verified(at, line="Pasajes", measure="Superficie", unit="square_metres", value=10)
    client = at.ana.client()

    page = client.get(f"{at_('results')}?linea=paving").content.decode()

    assert "Superficie" in page
    assert "Subsidios otorgados" not in page
    assert "Subsidios otorgados" in client.get(f"{at_('results')}?linea=otra").content.decode()
    for fmt, format_ in FORMATS.items():
        answer = client.get(f"{at_('download', fmt)}?linea=paving")
        assert (answer.status_code, answer["Content-Type"]) == (200, format_.content_type)
    assert client.get(at_("download", "odt")).status_code == 404


def test_an_empty_matrix_is_also_handed_over(at: Cast) -> None:
    for fmt in FORMATS:
        assert at.ana.client().get(at_("download", fmt)).status_code == 200


def test_a_product_is_shown_on_the_map_with_the_figures_that_count(at: Cast) -> None:
    old = verified(at)
    verified(at, territory="pica", value=6)
    verified(at, territory="arica", value=9, period=Period(2007, 9))
    corrected(at, old, 220)
    address = at_("product", old.line.public_id)

    page = at.gaby.client().get(address).content.decode()

    assert "Iquique reúne el 97 % de lo entregado" in page
    assert "tiene una corrección por verificar" in at.ana.client().get(address).content.decode()
    assert "Arica" not in page.partition("Cifras que cuentan")[2].partition("</table>")[0]
    assert at.carla.client().get(address).status_code == 404
    assert at.pia.client().get(address).status_code == 404


def test_another_person_verifies_from_the_page(at: Cast) -> None:
    result = reported(at)
    with nothing_recorded():
        own = at.ana.client().post(at_("verify", result.public_id))
    assert own.status_code == 422
    assert "la revisa otra persona" in own.content.decode()

    client = at.bruno.client()
    assert "Verificar cifra" in client.get(at_("result", result.public_id)).content.decode()
    assert client.post(at_("verify", result.public_id)).status_code == 302
    with nothing_recorded():
        again = client.post(at_("verify", result.public_id))

    assert read(result).review.outcome == "verified"
    assert (again.status_code, "ya la revisó" in again.content.decode()) == (422, True)


def test_a_figure_is_returned_and_corrected(at: Cast) -> None:
    result = reported(at)
    bruno, ana = at.bruno.client(), at.ana.client()
    with nothing_recorded():
        empty = bruno.post(at_("return", result.public_id), {"remarks": " "})
    assert empty.status_code == 422
    bruno.post(at_("return", result.public_id), {"remarks": "Son 215."})

    words = {"value": "215", "source": "Nómina nueva", "reason": "Faltaba una."}
    with nothing_recorded():
        refused = ana.post(at_("correct", result.public_id), words | {"reason": ""})
    assert (refused.status_code, "Nómina nueva" in refused.content.decode()) == (422, True)
    answer = ana.post(at_("correct", result.public_id), words)

    new = Result.objects.latest("pk")
    assert answer["Location"] == at_("result", new.public_id)
    page = ana.get(at_("result", result.public_id)).content.decode()
    assert "corregido" in page
    assert "Ver la cifra que la corrige" in page


def test_what_is_not_ones_own_is_not_found_or_refused(at: Cast) -> None:
    result = reported(at)

    for who, code in (("carla", 404), ("gaby", 404), ("diana", 200), ("marta", 200)):
        client = at.everybody()[who].client()
        assert client.get(at_("result", result.public_id)).status_code == code
    for who, code in (("carla", 404), ("gaby", 403), ("diana", 403)):
        client = at.everybody()[who].client()
        for name in ("verify", "return", "correct"):
            with nothing_recorded():
                assert client.post(at_(name, result.public_id)).status_code == code


def test_the_list_verifies_many_at_once_and_says_which_it_can_not(at: Cast) -> None:
    first, second = reported(at), reported(at, territory="pica")
    reported(at, territory="huara", by=at.bruno)
    client = at.bruno.client()
    page = client.get(at_("figures")).content.decode()
    assert "3</b> esperan verificación" in page

    asking = Asking(at.bruno.access, TODAY, context={"year": 2007})
    barred = list(FIGURES.bulk[0].judge(FIGURES.rows(asking), asking))
    assert [one.why for one in barred] == ["Usted la informó: la verifica otra persona."]
    keys = [first.pk, second.pk]
    verify_many(keys, reason="", by=at.bruno.access, on=TODAY)

    page = client.get(f"{at_('figures')}?estado_es=por-verificar").content.decode()
    assert "1 cifra" in page


def test_a_correction_that_waits_is_told_to_its_service_alone(at: Cast) -> None:
    old = verified(at)
    new = corrected(at, old, 215)
    figure, product = at_("result", old.public_id), at_("product", old.line.public_id)
    link = at_("result", new.public_id)

    for who, seen in (("ana", True), ("gaby", False)):
        client = at.everybody()[who].client()
        assert (link in client.get(figure).content.decode()) is seen, who
        said = "tiene una corrección por verificar" in client.get(product).content.decode()
        assert said is seen, who


def test_what_waits_is_listed_of_every_year(cast: Cast) -> None:
    at = cast
    defined(at, on=date(2006, 12, 1))
    reported(at)
    reported(at, territory="pica", period=Period(2006, 12))
    (told,) = awaiting.find(at.bruno.access, TODAY)
    client = at.bruno.client()

    assert "2 cifras esperan" in told.note
    assert len(client.get(told.url).context["list"].found.rows) == 2
    own = at.emilio.client().get(at_("figures"))
    assert [row.year for row in own.context["list"].found.rows] == [2007]
    found = client.get(f"{told.url}&ano_es=2006").context["list"].found
    assert [row.year for row in found.rows] == [2006]


@pytest.mark.parametrize(
    ("state", "places"),
    [
        ("por-verificar", ["huara"]),
        ("verificado", ["iquique"]),
        ("devuelto", ["pica"]),
        ("corregido", ["huara"]),
    ],
)
def test_the_list_is_filtered_by_state(at: Cast, state: str, places: list[str]) -> None:
    verified(at)
    back = reported(at, territory="pica")
    actions.return_result(back, remarks="Mal.", by=at.bruno.access)
    corrected(at, reported(at, territory="huara"), 1)

    page = at.bruno.client().get(f"{at_('figures')}?estado_es={state}")

    assert [row.territory.key for row in page.context["list"].found.rows] == places


def test_a_list_of_the_past_shows_what_was_known(at: Cast) -> None:
    result = verified(at)

    assert at.bruno.client().get(at_("result", result.public_id)).status_code == 200
    page = at.bruno.client().get(at_("figures")).content.decode()
    assert "verificado" in page


def test_the_questions_of_the_list_do_not_grow(at: Cast, django_assert_num_queries: Any) -> None:
    client = at.ana.client()
    verified(at)
    client.get(at_("figures"))
    with CaptureQueriesContext(connection) as few:
        client.get(at_("figures"))
    for key in ("pica", "huara", "camina"):
        verified(at, territory=key)

    with django_assert_num_queries(len(few)):
        client.get(at_("figures"))
