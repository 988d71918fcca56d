"""What a declaration of a list can't say."""

from dataclasses import replace
from datetime import date

import pytest

from minga.core.access import Access
from minga.core.lists.asked import read_query
from minga.core.lists.filters import Choice, Text
from minga.core.lists.rows import find
from minga.core.lists.spec import Asking, Bulk, Column, all_specs, located, register
from minga.core.models import Event
from minga.core.scoped import ScopedQuerySet
from tests.conftest import Somebody
from tests.core.lists.conftest import Two, houses
from tests.core.lists.sample.lists import HOUSES
from tests.core.lists.sample.models import House


def test_rows_of_others_are_left_out_though_the_area_forgets_to(two: Two, carla: Somebody) -> None:
    """`queryset` of the sample says nothing of who may see what."""
    houses(two, 20)
    everything = HOUSES.queryset(Asking(carla.access, date(2007, 11, 30)))
    assert isinstance(everything, ScopedQuerySet)
    assert everything.count() == 20

    seen = HOUSES.rows(Asking(carla.access, date(2007, 11, 30)))

    assert sorted(house.number for house in seen) == [10, 20]


def test_who_has_no_function_sees_nothing(two: Two) -> None:
    houses(two, 20)

    nobody = Asking(Access(None, ""), date(2007, 11, 30))

    assert find(read_query(HOUSES, nobody, "")).rows == []


def test_rows_without_an_owner_need_a_reason(db: None, carla: Somebody) -> None:
    asking = Asking(carla.access, date(2007, 11, 30))
    careless = replace(HOUSES, key="x", queryset=lambda asking: Event.objects.all(), unscoped="")

    with pytest.raises(AssertionError, match="unscoped"):
        careless.rows(asking)


def test_a_manager_that_skips_the_scope_needs_a_reason(two: Two, carla: Somebody) -> None:
    careless = replace(HOUSES, queryset=lambda asking: House._base_manager.all(), unscoped="")

    with pytest.raises(AssertionError, match="unscoped"):
        careless.rows(Asking(carla.access, date(2007, 11, 30)))


def test_every_list_of_the_product_scopes_its_rows_or_says_why_not() -> None:
    assert {spec.key for spec in all_specs()} >= {"eventos", "programas"}
    said = {spec.key for spec in all_specs() if spec.unscoped}
    # Public, or narrowed by the list itself to what the person administers or audits.
    assert said == {"cuentas", "eventos", "funciones", "organizaciones", "territorios"}


LEAD = Column("calle", "Calle", path="street", lead=True)


@pytest.mark.parametrize(
    "change",
    [
        {"columns": [LEAD, Column("calle", "Otra", path="street")]},
        {"columns": [Column("calle", "Calle", path="street")]},
        {"filters": [Text("a", "A", "street"), Text("a", "B", "street")]},
        {"filters": [Text("q", "A", "street")]},
        {"filters": [Text("al", "A", "street")], "also": ("al",)},
        {"filters": [Choice(n, n, "state", facet=True, choices=()) for n in ("a", "b")]},
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        replace(HOUSES, **change)  # type: ignore[arg-type]


def test_a_key_has_one_list() -> None:
    register(HOUSES)

    with pytest.raises(AssertionError, match="viviendas"):
        register(replace(HOUSES, title="Otras"))


def test_a_bulk_action_takes_what_one_query_can_carry() -> None:
    action = HOUSES.bulk[0]

    with pytest.raises(AssertionError):
        replace(action, most=40_000)
    assert isinstance(action, Bulk)


@pytest.mark.urls("tests.core.lists.sample.urls")
@pytest.mark.parametrize("path", ["/programas/", "/nada/", "//", "https://otra.cl/viviendas/"])
def test_a_list_is_found_only_at_its_own_address(path: str) -> None:
    assert located(HOUSES, path) is None
    assert located(HOUSES, "/viviendas/") == ("/viviendas/", {})
    assert located(HOUSES, "") == ("/viviendas/", {})
