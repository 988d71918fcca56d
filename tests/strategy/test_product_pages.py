"""Writing products on the page: room without losing a word, kind refusals, the official form."""

from dataclasses import replace

import pytest

from minga.core.reports import FORMATS
from minga.strategy.models import DefinitionVersion, StrategicDefinition
from minga.strategy.products import said_of
from tests.conftest import Cast, nothing_recorded
from tests.strategy.factories import HOUSES, STREETS, approved, proposed

PAGE = "/definiciones/proponer/"
TYPED = {
    "mission": "Servir mejor",
    "title_1": "Déficit", "text_1": "Reducirlo", "title_3": "Barrios", "text_3": "Mejorarlos",
    "products": "2",
    "name_1": "Viviendas", "line_1": "subsidies", "clients_1": "Familias",
    "serves_1": ["1", "3"], "territorial_1": "on",
    "parts_1": "3", "part_1_1": "Nuevas", "part_1_3": "Usadas",
    "parts_2": "2",
}  # fmt: skip


def test_products_are_written_in_the_form_and_empty_ones_are_left_out(cast: Cast) -> None:
    answer = cast.ana.client().post(PAGE, TYPED)

    assert answer.status_code == 302
    (product,) = said_of(DefinitionVersion.objects.get())
    assert (product.name, product.objectives, product.is_territorial) == ("Viviendas", (1, 2), True)
    assert [part.name for part in product.parts] == ["Nuevas", "Usadas"]


@pytest.mark.parametrize(("asked", "field"), [("producto", "part_3_2"), ("1", "part_1_6")])
def test_more_room_keeps_what_was_typed_and_records_nothing(
    cast: Cast, asked: str, field: str
) -> None:
    with nothing_recorded():
        answer = cast.ana.client().post(PAGE, TYPED | {"mas": asked, "mission": "A medias"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'name="{field}"' in page
    for typed in ("A medias", "Viviendas", "Familias", "Usadas", 'data-unsaved="yes"'):
        assert typed in page
    assert answer.context["form"]["serves_1"].value() == ["1", "3"]


@pytest.mark.parametrize("asked", ["99", "0", "x", "²"])
def test_room_for_what_is_not_there_is_only_the_form_again(cast: Cast, asked: str) -> None:
    answer = cast.ana.client().post(PAGE, TYPED | {"mas": asked})

    assert answer.status_code == 200
    assert b"Usadas" in answer.content


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name_1": ""}, "Escriba el nombre del producto"),
        ({"line_1": ""}, "Elija su línea de acción."),
        ({"line_1": "otra"}, "Elija una línea de la lista."),
        ({"clients_1": ""}, "Escriba sus clientes o usuarios."),
        ({"serves_1": []}, "Marque al menos un objetivo."),
        ({"serves_1": ["2"]}, "El objetivo 2 está en blanco"),
        ({"part_1_1": "x" * 121}, "Use hasta 120 letras."),
        ({"part_1_1": "USADAS"}, "aparece dos veces"),
        ({"part_2_1": "Suelto"}, "Escriba el nombre del producto"),
        ({"key_1": "bcdfghjkmnpq"}, "no continúa un producto de este servicio"),
    ],
)
def test_what_is_missing_in_a_product_is_said_and_the_rest_stays(
    cast: Cast, typed: dict[str, object], sentence: str
) -> None:
    with nothing_recorded():
        answer = cast.ana.client().post(PAGE, TYPED | typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Servir mejor" in page


def test_a_product_is_taken_out_by_its_box(cast: Cast) -> None:
    cast.ana.client().post(PAGE, TYPED | {"drop_1": "on", "name_1": ""})

    assert said_of(DefinitionVersion.objects.get()) == []


def test_the_form_begins_with_the_products_that_rule_and_keeps_their_lines(cast: Cast) -> None:
    ruling = approved(cast, products=[HOUSES, STREETS])
    client = cast.ana.client()

    initial = client.get(PAGE).context["form"].initial
    client.post(PAGE, {name: value for name, value in initial.items() if value is not False})

    assert said_of(DefinitionVersion.objects.latest("number")) == said_of(ruling)


def test_a_proposal_shows_what_it_changes(cast: Cast) -> None:
    approved(cast, products=[HOUSES])
    proposed(cast, products=[STREETS])

    page = cast.diana.client().get("/definiciones/").content.decode()

    assert "Qué cambia de la versión vigente" in page
    assert "Producto «Calles»" in page
    assert "Qué cambia" not in cast.aldo.client().get("/definiciones/").content.decode()


def address(rest: str) -> str:
    return f"/definiciones/{StrategicDefinition.objects.get().public_id}/versiones/{rest}"


def test_each_approved_version_has_its_page_and_no_other(cast: Cast) -> None:
    approved(cast, products=[HOUSES])
    approved(cast, products=[STREETS])
    proposed(cast)
    client = cast.ana.client()

    assert "Producto «Calles»" in client.get(address("2/")).content.decode()
    assert client.get(address("1/")).context["changes"] is None
    assert client.get(address("3/")).status_code == 404
    assert cast.carla.client().get(address("2/")).status_code == 404


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("products", [[HOUSES, STREETS], []], ids=["with", "without"])
def test_the_official_form_is_handed_over_in_each_format(
    cast: Cast, fmt: str, products: list[object]
) -> None:
    approved(cast, products=products)  # type: ignore[arg-type]

    answer = cast.ana.client().get(address(f"1/formulario.{fmt}"))

    assert (answer.status_code, answer["Content-Type"]) == (200, FORMATS[fmt].content_type)
    assert f"version-1.{fmt}" in answer["Content-Disposition"]
    assert len(answer.content) > 3000


def test_there_is_no_form_of_another_format_or_service(cast: Cast) -> None:
    approved(cast)

    assert cast.ana.client().get(address("1/formulario.odt")).status_code == 404
    assert cast.carla.client().get(address("1/formulario.pdf")).status_code == 404


def test_the_questions_of_the_page_do_not_grow_with_the_products(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    approved(cast, products=[replace(HOUSES, name=f"Producto {n}") for n in range(6)])
    client = cast.ana.client()
    client.get("/definiciones/")

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        client.get("/definiciones/")
