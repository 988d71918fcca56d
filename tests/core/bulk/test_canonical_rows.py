"""The canonical form that the database puts together is that of Python, byte for byte."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minga.core.canonical import canonical_json, canonical_row, digests_of
from minga.core.canonical_rows import canonical_lines, digests
from minga.core.models import Chain, Event
from minga.core.verification import protected_models
from minga.people.models import Party, Person
from minga.territory.models import Territory, TerritoryVersion
from tests.conftest import SCRIBE, Cast
from tests.core.bulk.deeds import insert

# PostgreSQL keeps no NUL in a text; no database keeps half of a surrogate pair.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00") | st.sampled_from('",:{}\\/\n\t\x7f%'),
    max_size=20,
) | st.sampled_from(['"parent_id":null,', '\\"parent_id\\":null,', "x,", "null", "\x01\x1f"])


def by_the_long_way(model: type[models.Model]) -> list[bytes]:
    return [canonical_json(canonical_row(row)) for row in model._base_manager.order_by("pk")]


def by_the_database(model: type[models.Model]) -> list[bytes]:
    parts = canonical_lines(model, model._base_manager.order_by("pk"))
    return [line for _, lines in parts for line in lines]


def test_of_every_protected_table(record: Chain) -> None:
    for model in protected_models():
        assert by_the_database(model) == by_the_long_way(model), model


def test_a_table_with_instants_and_json_goes_the_long_way(record: Chain) -> None:
    assert by_the_database(Event) == by_the_long_way(Event)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
@given(
    st.lists(
        st.tuples(TEXTS, TEXTS, st.booleans(), st.dates(date(1, 1, 1)), st.none() | st.dates()),
        min_size=1,
        max_size=5,
    )
)
def test_of_any_text_date_and_empty_value(rows: list[tuple[Any, ...]]) -> None:
    """The rows stay until the end of the test: each example adds some."""
    after = Territory.objects.count()
    places = [(f"p{after + n}", "neighbourhood") for n in range(len(rows))]
    insert(Territory, ["key", "kind"], places, by=SCRIBE)
    keys = Territory.objects.filter(key__in=[key for key, _ in places]).values_list("pk", flat=True)
    given = [
        (key, name, basis, verified, first, date(9999, 12, 31) if until else None)
        for key, (name, basis, verified, first, until) in zip(keys, rows, strict=True)
        if not until or first.year < 9999
    ]
    columns = ["territory", "name", "legal_basis", "is_verified", "valid_from", "valid_until"]
    insert(TerritoryVersion, columns, given, by=SCRIBE)

    assert by_the_database(TerritoryVersion) == by_the_long_way(TerritoryVersion)


def test_the_digests_are_those_of_rows_read_one_by_one(cast: Cast) -> None:
    for model in (Person, Party, Territory):
        rows = list(model._base_manager.order_by("pk"))

        parts = [
            f"{model._meta.label_lower}:{pk}={digest.hex()}"
            for pks, found in digests(model, model._base_manager.all())
            for pk, digest in zip(pks, found, strict=True)
        ]

        assert parts == [f"{name}={said}" for name, said in digests_of(model, rows).items()]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps the type of a column")
def test_a_text_in_a_column_of_numbers_passes_for_nothing_else() -> None:
    insert(Territory, ["key", "kind"], [("a", "commune")], by=SCRIBE)
    insert(
        TerritoryVersion,
        ["territory", "code", "name", "valid_from"],
        [(Territory.objects.get().pk, "1", "A", date(2007, 1, 1))],
        by=SCRIBE,
    )
    (before,) = by_the_database(TerritoryVersion)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE territory_territoryversion SET is_verified = 'false'")

    (after,) = by_the_database(TerritoryVersion)
    assert b'"is_verified":false' in before
    assert b'"is_verified":"false"' in after
