"""The page of a list: who sees what, chips, sort, pages, and what is remembered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from minga.people.roles import Role
from tests.conftest import Somebody
from tests.core.lists import reading
from tests.core.lists.conftest import Two, houses
from tests.core.lists.reading import AT, chips, facet, get, lede, link, numbers, problems, words

pytestmark = pytest.mark.urls("tests.core.lists.sample.urls")

MOST_QUERIES = 2  # of the list itself, besides those of any page


def test_it_shows_fifty_rows_and_says_how_many_there_are(two: Two, aldo: Somebody) -> None:
    houses(two, 120)

    page = get(aldo)

    assert numbers(page) == list(range(1, 51))
    assert lede(page) == "120 viviendas."
    assert "Filas 1 a 50 de 120" in page.content.decode()


def test_each_one_sees_the_rows_of_her_own_institution(
    two: Two, ana: Somebody, carla: Somebody, aldo: Somebody
) -> None:
    houses(two, 20)

    assert numbers(get(carla)) == [10, 20]
    assert numbers(get(ana)) == [n for n in range(1, 20) if n != 10]
    assert numbers(get(aldo)) == list(range(1, 21))
    assert numbers(get(carla, "?servicio=serviu-uno")) == []


def test_without_the_permission_there_is_no_list(two: Two) -> None:
    marta = two.somebody("marta", Role.TREASURY)
    pia = two.somebody("pia", None)

    for who in (marta, pia):
        get(who, status=403)


def test_an_empty_list_says_what_will_be_here(two: Two, ana: Somebody) -> None:
    page = get(ana)

    assert lede(page) == "Cuando haya algo, aparecerá en esta lista."
    assert "Todavía no hay nada aquí" in page.content.decode()


def test_nothing_found_says_how_to_go_on(two: Two, ana: Somebody) -> None:
    houses(two, 3)

    page = get(ana, "?q=zzz")

    assert lede(page) == "Nada cumple lo que pide."
    assert numbers(page) == []
    assert link(page, "vea todo") == AT + "?ver=todo"


def test_each_chip_takes_its_filter_away(two: Two, ana: Somebody) -> None:
    houses(two, 9)

    page = get(ana, "?q=calle&precio_desde=2000000&precio_hasta=8000000&esquina=si&esquina=no")

    assert chips(page) == {
        "«calle»": AT + "?precio_desde=2000000&precio_hasta=8000000&esquina=si&esquina=no",
        "Precio: desde $ 2.000.000": AT + "?q=calle&precio_hasta=8000000&esquina=si&esquina=no",
        "Precio: hasta $ 8.000.000": AT + "?q=calle&precio_desde=2000000&esquina=si&esquina=no",
        "Esquina: sí": AT + "?q=calle&precio_desde=2000000&precio_hasta=8000000&esquina=no",
        "Esquina: no": AT + "?q=calle&precio_desde=2000000&precio_hasta=8000000&esquina=si",
    }


def test_the_facet_is_a_row_of_chips_with_their_counts(two: Two, ana: Somebody) -> None:
    houses(two, 9)

    assert facet(get(ana)) == {
        "Todo 9": AT + "?ver=todo",
        "en estudio 6": AT + "?estado=en-estudio",
        "terminada 3": AT + "?estado=terminada",
    }
    assert numbers(get(ana, "?estado=terminada")) == [3, 6, 9]
    assert lede(get(ana, "?estado=terminada")) == "3 viviendas cumplen lo que pide."


def test_a_header_sorts_and_says_how_it_is_sorted(two: Two, ana: Somebody) -> None:
    houses(two, 9)

    page = get(ana)
    head = reading.tree(page).xpath("//th[@aria-sort]")
    assert [(words(one), one.get("aria-sort")) for one in head] == [("Número↑", "ascending")]
    assert link(page, "Número") == AT + "?orden=-numero"

    turned = get(ana, "?orden=-numero")
    assert numbers(turned)[0] == 9
    assert reading.tree(turned).xpath("//th/@aria-sort") == ["descending"]
    assert get(ana, "?orden=-precio,numero").content.decode().count("aria-sort") == 1


def test_empty_values_come_last_both_ways(two: Two, ana: Somebody) -> None:
    houses(two, 9)

    assert numbers(get(ana, "?orden=precio"))[-1] == 7
    assert numbers(get(ana, "?orden=-precio"))[-1] == 7


def test_columns_are_chosen_and_the_lead_one_stays(two: Two, ana: Somebody) -> None:
    houses(two, 1)

    page = get(ana, "?columnas=uf")

    heads = [words(head) for head in reading.tree(page).xpath("//thead//th")]
    assert heads[1:] == ["Calle", "Precio UF"]


def test_the_form_is_answered_with_a_short_address(two: Two, ana: Somebody) -> None:
    answer = get(
        ana, "?filtrar=1&q=&calle=&desde=&hasta=2007-02-01&esquina=si&orden=-numero", status=302
    )

    assert answer["Location"] == AT + "?hasta=01-02-2007&esquina=si&orden=-numero"
    assert get(ana, "?filtrar=1&q=", status=302)["Location"] == AT + "?ver=todo"


def test_the_fragment_is_that_of_the_whole_page(two: Two, aldo: Somebody) -> None:
    houses(two, 70)
    for query in ("?ver=todo", "?estado=terminada&pagina=2", "?ver=filtros", "?q=zzz&ver=vistas"):
        whole = reading.tree(get(aldo, query))
        part = get(aldo, query, headers={"HX-Request": "true"})

        swapped = html.fragment_fromstring(part.content.decode(), create_parent=True)

        section = html.tostring(whole.get_element_by_id("lista"))
        token = whole.xpath("//input[@name='csrfmiddlewaretoken']/@value")
        assert token
        lone = swapped.get_element_by_id("lista")
        for tree in (whole, swapped):
            for field in tree.xpath("//input[@name='csrfmiddlewaretoken']"):
                field.set("value", "")
        section = html.tostring(whole.get_element_by_id("lista"), encoding="unicode").strip()
        assert html.tostring(lone, encoding="unicode").strip() == section
        assert words(swapped.get_element_by_id("lista-dice")) == lede(get(aldo, query))
        assert part["HX-Push-Url"].startswith(AT + "?")


def test_back_asks_for_the_whole_page(two: Two, aldo: Somebody) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    page = get(aldo, "?ver=todo", headers=headers)

    assert "<h1>" in page.content.decode()
    assert "HX-Request" in page["Vary"]


def test_a_list_opens_as_one_left_it_until_one_asks_for_everything(
    two: Two, ana: Somebody, carla: Somebody
) -> None:
    client = ana.client()
    client.get(AT + "?estado=terminada&orden=-numero&pagina=3")

    again = client.get(AT)
    assert again["Location"] == AT + "?estado=terminada&orden=-numero"

    client.get(AT + "?ver=todo")
    assert client.get(AT).status_code == 200


def test_what_is_remembered_is_of_one_person_and_one_list(
    two: Two, ana: Somebody, carla: Somebody
) -> None:
    client = ana.client()
    client.get(AT + "?estado=terminada")
    cookie = client.cookies["lista-viviendas"]

    client.force_login(carla.person.user)
    assert client.get(AT).status_code == 200
    assert cookie["path"] == AT
    assert cookie["httponly"]


def test_a_forged_memory_is_forgotten(two: Two, ana: Somebody) -> None:
    client = ana.client()
    client.cookies["lista-viviendas"] = "estado=terminada:firma"

    assert client.get(AT).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "?estado=rosado&orden=-clave&pagina=1000000000&columnas=x&vista=nadie&nada=1",
        "?q=" + "a" * 5000,
        "?pagina=" + "9" * 5000,
        "?calle=%01&q=a%1Bb",
        "?precio_desde=" + "9" * 30,
        "?desde=99-99-9999&hasta=31-12-2200",
        "?orden=" + "numero," * 500,
        "?orden=)--&estado[]=1&desde[gte]=1",
        "?uf_desde=1.234",
    ],
)
def test_no_address_breaks_the_page(two: Two, aldo: Somebody, query: str) -> None:
    houses(two, 60)

    page = get(aldo, query)

    assert lede(page)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_was_typed_in_a_filter_and_could_not_be_read_stays_to_be_mended(
    two: Two, ana: Somebody, headers: dict[str, str]
) -> None:
    houses(two, 9)

    page = get(ana, "?filtrar=1&precio_desde=1234.5&precio_hasta=9.000.000", headers=headers)

    fields = reading.tree(page)
    field = fields.get_element_by_id("filtro-precio_desde")
    assert field.get("value") == "1234.5"
    assert fields.get_element_by_id("filtro-precio_hasta").get("value") == "9000000"
    assert "«1234.5» no se lee como un número entero" in problems(page)[0]


def test_a_page_past_the_end_says_where_the_list_ends(two: Two, aldo: Somebody) -> None:
    houses(two, 60)

    page = get(aldo, "?pagina=1000000000")

    assert problems(page) == ["La lista llega hasta la página 2."]
    assert numbers(page) == list(range(51, 61))


def test_three_hundred_rows_cost_what_fifteen_thousand_do(two: Two, aldo: Somebody) -> None:
    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            get(aldo, query)
        return len(asked)

    with CaptureQueriesContext(connection) as asked:
        aldo.client().get("/no-es-una-pagina/")
    # The client of these tests signs in anew each time: both counts carry it.
    bare = len(asked)

    houses(two, 300)
    addresses = ("", "?ver=todo", "?estado=terminada&q=calle&orden=-precio")
    few = [queries(query) for query in addresses]
    houses(two, 15_000)
    many = [queries(query) for query in addresses]

    assert few == many
    assert max(many) <= bare + MOST_QUERIES


def test_it_answers_only_to_get(two: Two, ana: Somebody) -> None:
    assert ana.client().post(AT).status_code == 405
