"""The rows that filters, words and sort leave are those that a slow reader would pick."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minga.core.access import operator
from minga.core.lists import counts, rows
from minga.core.lists.asked import read_query
from minga.core.lists.spec import Asking
from tests.core.lists.conftest import Two, houses
from tests.core.lists.sample.lists import HOUSES
from tests.core.lists.sample.models import House

EVERYTHING = Asking(operator(), date(2007, 11, 30))


def found(query: str) -> rows.Found:
    asking = Asking(operator(), date(2007, 11, 30))
    return rows.find(read_query(HOUSES, asking, query))


def numbers(query: str) -> list[int]:
    return [house.number for house in found(query).rows]


ENDS = st.integers(0, 40) | st.none()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    state=st.sampled_from(["", "planned", "built", "sold"]),
    low=ENDS,
    high=ENDS,
    corner=st.sampled_from([None, True, False]),
    order=st.sampled_from(["numero", "-numero", "precio", "-precio", "estado,-inicio"]),
)
def test_filters_and_sort_against_a_slow_reader(
    two: Two, state: str, low: int | None, high: int | None, corner: bool | None, order: str
) -> None:
    if not House._base_manager.exists():
        houses(two, 37)
    slug = {"planned": "en-estudio", "built": "terminada", "sold": "entregada"}.get(state)
    parts = [f"orden={order}"]
    parts += [f"estado={slug}"] if slug else []
    parts += [f"precio_desde={low * 1_000_000}"] if low is not None else []
    parts += [f"precio_hasta={high * 1_000_000}"] if high is not None else []
    parts += [f"esquina={'si' if corner else 'no'}"] if corner is not None else []

    got = numbers("&".join(parts))

    picked = [
        house
        for house in House._base_manager.all()
        if (not state or house.state == state)
        and (low is None or (house.price is not None and house.price >= low * 1_000_000))
        and (high is None or (house.price is not None and house.price <= high * 1_000_000))
        and (corner is None or house.is_corner == corner)
    ]
    assert got == [house.number for house in _sorted(picked, order)]


def _sorted(picked: list[House], order: str) -> list[House]:
    """Key by key from the last one; empty values at the end, whichever way."""
    picked = sorted(
        picked, key=lambda house: house.pk, reverse=order.rsplit(",", maxsplit=1)[-1][0] == "-"
    )
    attributes = {"numero": "number", "precio": "price", "estado": "state", "inicio": "begun_on"}
    for key in reversed(order.split(",")):
        name = attributes[key.removeprefix("-")]
        filled = [house for house in picked if getattr(house, name) is not None]
        empty = [house for house in picked if getattr(house, name) is None]
        filled.sort(key=lambda house: getattr(house, name), reverse=key.startswith("-"))
        picked = filled + empty
    return picked


def test_each_word_of_a_search_must_be_somewhere(two: Two) -> None:
    houses(two, 30)

    assert numbers("q=00012") == [12]
    assert numbers("q=calle+dos") == [10, 20, 30]
    assert numbers("q=calle+tres") == []
    assert numbers("q=%25") == []


def test_the_pages_share_no_row_and_miss_none(two: Two) -> None:
    houses(two, 120)

    pages = [numbers(f"orden=estado&pagina={page}") for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [50, 50, 20]
    assert sorted(number for page in pages for number in page) == list(range(1, 121))


def test_a_page_past_the_end_is_the_last_one(two: Two) -> None:
    houses(two, 120)

    last = found("pagina=1000000000")

    assert (last.page, last.total, last.first, last.last) == (3, 120, 101, 120)


def test_past_the_bound_it_says_more_and_its_pages_end_there(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (counts, rows):
        monkeypatch.setattr(module, "COUNTED", 100)
    houses(two, 130)

    first, last = found(""), found("pagina=9")

    assert (first.total, first.is_bounded, first.pages) == (101, True, 2)
    assert first.total_said == "más de 100"
    assert (last.page, [house.number for house in last.rows][-1]) == (2, 100)


def test_exactly_at_the_bound_the_count_is_exact(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (counts, rows):
        monkeypatch.setattr(module, "COUNTED", 100)
    houses(two, 100)

    assert (found("").total_said, found("").pages) == ("100", 2)


def test_the_facet_counts_what_the_other_filters_leave(two: Two) -> None:
    houses(two, 30)

    assert found("estado=terminada&esquina=si").facets == {"planned": 5, "built": 2}
    assert found("esquina=si").facets == {"planned": 5, "built": 2}


def test_a_facet_of_too_many_rows_is_not_counted(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "FACETED", 10)

    houses(two, 10)
    assert found("").facets == {"planned": 7, "built": 3}
    houses(two, 1)
    assert found("").facets is None


@pytest.mark.parametrize(
    ("value", "words"), [(None, ("",)), (True, ("1", "true")), (12, ("12",)), ("x", ("x",))]
)
def test_a_value_is_known_by_how_each_engine_writes_it(value: Any, words: tuple[str, ...]) -> None:
    assert counts.word_of(value) == words
