"""Products and subproducts: the same line through all versions, never half written."""

from dataclasses import replace

import pytest

from minga.core.errors import DomainError, StaleForm
from minga.core.verification import verify
from minga.strategy.actions import propose_definitions, return_definitions
from minga.strategy.changes import changes
from minga.strategy.models import DefinitionVersion, ProductLine, StrategicProduct
from minga.strategy.products import Part, Product, ProductIncomplete, ProductTwice, said_of
from tests.conftest import Cast, nothing_recorded
from tests.core.database import commit, refused, refused_constraint, sql
from tests.strategy.factories import HOUSES, OBJECTIVES, STREETS, approved, proposed


def told(version: DefinitionVersion) -> list[tuple[str, tuple[int, ...], list[str]]]:
    return [
        (product.name, product.objectives, [part.name for part in product.parts])
        for product in said_of(version)
    ]


def test_a_version_says_its_products_with_their_parts_and_objectives(cast: Cast) -> None:
    version = proposed(cast, products=[HOUSES, STREETS])

    assert told(version) == [
        ("Viviendas", (1,), ["Nuevas", "Usadas"]),
        ("Calles", (1, 2), []),
    ]
    assert [row.number for row in version.products.all()] == [1, 2]
    commit()
    assert verify() == []


def test_the_line_of_a_product_goes_on_when_its_name_changes(cast: Cast) -> None:
    first = approved(cast, products=[HOUSES, STREETS])
    houses, streets = said_of(first)
    renamed = replace(
        houses, name="Soluciones", parts=(replace(houses.parts[1], name="Usada"), Part("Rural"))
    )

    second = proposed(cast, products=[streets, renamed])

    after = said_of(second)
    assert [product.key for product in after] == [streets.key, houses.key]
    assert after[1].parts[0].key == houses.parts[1].key
    assert after[1].parts[1].key not in {part.key for part in houses.parts}


def test_what_a_version_changes_is_said_line_by_line(cast: Cast) -> None:
    first = approved(cast, products=[HOUSES, STREETS])
    houses, _ = said_of(first)
    other = Product("Barrios", "Vecinos", "neighbourhoods", (2,))

    second = proposed(
        cast, products=[replace(houses, name="Soluciones", parts=houses.parts[:1]), other]
    )

    found = changes(first, second)
    assert found is not None
    assert [(item.title, item.how) for item in found] == [
        ("Producto «Viviendas»", "cambia"),
        ("Producto «Barrios»", "se agrega"),
        ("Producto «Calles»", "sale"),
    ]
    assert [(c.label, c.old, c.new) for c in found[0].changes] == [
        ("Nombre", "Viviendas", "Soluciones"),
        ("Subproducto 2", "Usadas", ""),
    ]
    assert changes(None, first) is None


def test_a_corrected_proposal_keeps_its_lines_and_forgets_those_nobody_names(cast: Cast) -> None:
    version = proposed(cast, products=[HOUSES, STREETS])
    houses, _ = said_of(version)
    return_definitions(version, remarks="Sin calles.", by=cast.diana.access)

    again = proposed(cast, products=[houses])

    assert said_of(again)[0].key == houses.key
    assert ProductLine.objects.count() == 3
    commit()
    assert verify() == []


@pytest.mark.parametrize(
    "said",
    [
        replace(STREETS, name=" "),
        replace(STREETS, clients=" "),
        replace(STREETS, objectives=()),
        replace(STREETS, objectives=(3,)),
        replace(STREETS, line_of_action="other"),
        replace(STREETS, parts=(Part(" "),)),
    ],
)
def test_an_incomplete_product_is_refused(cast: Cast, said: Product) -> None:
    with nothing_recorded(), pytest.raises(ProductIncomplete):
        proposed(cast, products=[HOUSES, said])


@pytest.mark.parametrize(
    "products",
    [[HOUSES, replace(HOUSES, name="VIVIENDAS ")], [replace(HOUSES, parts=(Part("A"), Part("á")))]],
)
def test_a_name_is_used_once(cast: Cast, products: list[Product]) -> None:
    with nothing_recorded(), pytest.raises(ProductTwice):
        proposed(cast, products=products)


def test_a_line_is_of_its_service_its_product_and_once(cast: Cast) -> None:
    foreign = propose_definitions(
        cast.other, mission="Otra", objectives=OBJECTIVES, products=[HOUSES], by=cast.carla.access
    )
    theirs = said_of(foreign)[0]
    houses = said_of(approved(cast, products=[HOUSES, STREETS]))[0]

    for products in (
        [replace(STREETS, key=theirs.key)],
        [replace(STREETS, key=houses.parts[0].key)],
        [replace(STREETS, parts=(Part("Pasajes", houses.parts[0].key),))],
        [houses, replace(STREETS, key=houses.key)],
        [replace(STREETS, key="nada")],
    ):
        with nothing_recorded(), pytest.raises(DomainError, match="no continúa un producto"):
            proposed(cast, products=products)


def test_two_corrections_at_once_compare_their_products_too(cast: Cast) -> None:
    version = proposed(cast, products=[HOUSES])
    began = return_definitions(version, remarks="Más.", by=cast.diana.access).event_id
    return_definitions(proposed(cast), remarks="Otra vez.", by=cast.diana.access)

    with nothing_recorded(), pytest.raises(StaleForm) as refusal:
        propose_definitions(
            cast.serviu,
            mission="Mía",
            objectives=OBJECTIVES,
            products=[STREETS],
            seen=began,
            by=cast.bruno.access,
        )

    assert "Calles" in refusal.value.differences["Productos"][1]


# Whoever writes, by hand.
TABLES = {
    "strategy_strategicproduct": "version_id, line_id, name, clients, is_territorial, "
    "line_of_action, event_id",
    "strategy_strategicsubproduct": "product_id, line_id, name, event_id",
}
CLOSED = "Solo un borrador se modifica"


@pytest.mark.parametrize("table", [*TABLES, "strategy_productobjective"])
def test_what_is_not_a_draft_keeps_its_products(cast: Cast, table: str) -> None:
    proposed(cast, products=[HOUSES, STREETS])

    with refused(CLOSED):
        sql(f"DELETE FROM {table}")
    with refused(CLOSED):
        sql(f"UPDATE {table} SET event_id = event_id")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_added_to_what_is_not_a_draft(cast: Cast, table: str) -> None:
    proposed(cast, products=[HOUSES])
    columns = TABLES[table]

    with refused(CLOSED):
        sql(f"INSERT INTO {table} (number, {columns}) SELECT 9, {columns} FROM {table} LIMIT 1")


def draft(cast: Cast, products: list[Product]) -> DefinitionVersion:
    return return_definitions(
        proposed(cast, products=products), remarks="Más.", by=cast.diana.access
    )


def test_a_draft_is_not_sent_with_a_product_that_serves_nothing(cast: Cast) -> None:
    version = draft(cast, [HOUSES])
    sql("DELETE FROM strategy_productobjective")

    with refused("Cada producto sirve al menos a un objetivo"):
        sql("UPDATE strategy_definitionversion SET status = 'submitted' WHERE id = %s", version.pk)


def test_lines_numbers_and_links_come_once(cast: Cast) -> None:
    draft(cast, [HOUSES])

    for table, fact, columns in (
        (
            "strategy_strategicproduct",
            "strategicproduct_number_once",
            TABLES["strategy_strategicproduct"],
        ),
        (
            "strategy_strategicsubproduct",
            "strategicsubproduct_number_once",
            TABLES["strategy_strategicsubproduct"],
        ),
    ):
        owner = columns.split(",")[0]
        with refused_constraint(fact, f"{table}.{owner}"):
            sql(
                f"INSERT INTO {table} (number, {columns}) SELECT number, {columns} FROM {table} "
                "LIMIT 1"
            )
        with refused_constraint(fact.replace("number", "line"), f"{table}.{owner}"):
            sql(f"INSERT INTO {table} (number, {columns}) SELECT 9, {columns} FROM {table} LIMIT 1")
    with refused_constraint("productobjective_once", "strategy_productobjective.product_id"):
        sql(
            "INSERT INTO strategy_productobjective (product_id, objective_id, event_id) "
            "SELECT product_id, objective_id, event_id FROM strategy_productobjective"
        )


def test_a_product_has_words(cast: Cast) -> None:
    draft(cast, [HOUSES])

    for column in ("name", "clients"):
        with refused("strategicproduct_says_what_and_for_whom"):
            sql(f"UPDATE strategy_strategicproduct SET {column} = ''")
    with refused("strategicsubproduct_has_a_name"):
        sql("UPDATE strategy_strategicsubproduct SET name = ''")


def test_lines_stay_in_their_definition_and_under_their_product(cast: Cast) -> None:
    draft(cast, [HOUSES, STREETS])
    houses, streets = StrategicProduct.objects.order_by("number")

    with refused("Una línea de producto sigue siendo la misma"):
        sql(
            "UPDATE strategy_productline SET public_id = 'bcdfghjkmnpq' WHERE id = %s",
            houses.line_id,
        )
    with refused("Un subproducto es de un producto de la misma definición"):
        sql(
            "INSERT INTO strategy_productline (public_id, definition_id, parent_id, event_id) "
            "SELECT 'bcdfghjkmnpq', definition_id, id, event_id FROM strategy_productline "
            "WHERE parent_id IS NOT NULL LIMIT 1"
        )
    with refused("La línea de un producto es de la misma definición"):
        part = houses.subproducts.all()[0]
        sql(
            "UPDATE strategy_strategicproduct SET line_id = %s WHERE id = %s",
            part.line_id,
            houses.pk,
        )
    with refused("La línea de un subproducto es de su producto"):
        sql("UPDATE strategy_strategicsubproduct SET product_id = %s", streets.pk)


def test_a_product_serves_objectives_of_its_own_version(cast: Cast) -> None:
    approved(cast)
    version = draft(cast, [HOUSES])
    old = DefinitionVersion.objects.exclude(pk=version.pk).get().objectives.all()[0]

    with refused("Un producto sirve objetivos de su misma versión"):
        sql("UPDATE strategy_productobjective SET objective_id = %s", old.pk)
