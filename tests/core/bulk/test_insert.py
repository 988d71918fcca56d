"""Many rows at once, inside an action and by their fields."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from minga.core import bulk
from minga.core.acts import NoActionInCourse
from minga.core.bulk import bulk_insert
from minga.core.integrity import AlreadyDecided
from minga.core.models import DigestKey, Event, Preparation, Verification
from minga.people.models import Organisation, Party
from minga.territory.models import Territory, TerritoryVersion
from tests.conftest import SCRIBE, Cast, nothing_recorded
from tests.core.bulk.deeds import PREPARATION, insert, last_event, preparations

VERSION = ["territory", "code", "name", "valid_from", "is_verified"]


@pytest.mark.django_db
def test_the_rows_are_there_in_order_with_the_event_of_their_action() -> None:
    added = insert(Preparation, PREPARATION, preparations(3), by=SCRIBE)

    rows = list(Preparation.objects.order_by("pk"))
    assert added == 3
    assert [(row.subject_id, row.actor) for row in rows] == [
        (0, "Persona número 0"), (1, "Persona número 1"), (2, "Persona número 2"),
    ]  # fmt: skip
    assert {row.event_id for row in rows} == {last_event().pk}


@pytest.mark.django_db
def test_more_rows_than_one_chunk_and_from_a_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)

    added = insert(Preparation, PREPARATION, iter(preparations(5)), by=SCRIBE)

    assert added == Preparation.objects.count() == 5


@pytest.mark.django_db
def test_no_rows_write_nothing_but_the_event() -> None:
    assert insert(Preparation, PREPARATION, [], by=SCRIBE) == 0

    assert last_event().digests == {}
    assert "batches" not in last_event().data


@pytest.mark.django_db
def test_a_protected_row_is_not_inserted_outside_an_action() -> None:
    with nothing_recorded(), pytest.raises(NoActionInCourse):
        bulk_insert(Preparation, PREPARATION, preparations(1))

    assert not Preparation.objects.exists()


@pytest.mark.django_db
def test_what_is_not_named_gets_its_default_one_by_row() -> None:
    insert(Territory, ["key", "kind"], [("a", "commune"), ("b", "commune")], by=SCRIBE)

    first, second = Territory.objects.order_by("key")
    assert len(first.public_id) == 12
    assert first.public_id != second.public_id


@pytest.mark.django_db
def test_values_are_kept_as_when_they_are_saved() -> None:
    insert(Territory, ["key", "kind"], [("a", "commune"), ("b", "commune")], by=SCRIBE)
    one, other = Territory.objects.order_by("key")

    rows = [
        (one.pk, "01401", "Ñuble, «el río»", date(2007, 10, 8), True),
        (other.pk, "01402", "", date(2000, 1, 1), False),
    ]
    insert(TerritoryVersion, VERSION, rows, by=SCRIBE)

    kept = TerritoryVersion.objects.order_by("pk").values_list("territory_id", *VERSION[1:])
    assert list(kept) == rows
    assert set(TerritoryVersion.objects.values_list("legal_basis", "valid_until")) == {("", None)}


@pytest.mark.django_db
def test_what_is_of_another_type_is_converted_by_its_field_or_refused() -> None:
    rows = [("x", "7", 1, "Ana")]
    insert(Preparation, PREPARATION, rows, by=SCRIBE)
    assert Preparation.objects.get().subject_id == 7

    with nothing_recorded(), pytest.raises(ValueError, match="expected a number"):
        insert(Preparation, PREPARATION, [("x", "siete", 1, "Ana")], by=SCRIBE)


@pytest.mark.django_db
def test_rows_of_different_lengths_are_a_mistake() -> None:
    for rows in ([("x", 1, 1)], [("x", 1, 1, "Ana"), ("x", 2, 1)]):
        with nothing_recorded(), pytest.raises(ValueError, match=r"zip\(\)"):
            insert(Preparation, PREPARATION, rows, by=SCRIBE)


@pytest.mark.django_db
def test_a_constraint_has_its_say_and_nothing_stays() -> None:
    twice = preparations(2) + preparations(1)

    with nothing_recorded(), pytest.raises(AlreadyDecided):
        insert(Preparation, PREPARATION, twice, by=SCRIBE)

    assert not Preparation.objects.exists()


def test_a_trigger_has_its_say(cast: Cast) -> None:
    version = TerritoryVersion.objects.earliest("pk")
    again = [(version.territory_id, "99999", "Otra", version.valid_from, False)]

    with nothing_recorded(), pytest.raises(AlreadyDecided, match="no pueden regir el mismo día"):
        insert(TerritoryVersion, VERSION, again, by=SCRIBE)


@pytest.mark.django_db(transaction=True)
def test_a_reference_to_nothing_is_refused_at_the_end() -> None:
    rows = [(999, "99999", "Nada", date(2007, 1, 1), False)]

    with nothing_recorded(), pytest.raises(IntegrityError):
        insert(TerritoryVersion, VERSION, rows, by=SCRIBE)


@pytest.mark.django_db
def test_the_event_is_not_for_the_caller_to_say() -> None:
    with pytest.raises(ValueError, match="that of its action"):
        insert(Preparation, [*PREPARATION, "event"], [], by=SCRIBE)


@pytest.mark.django_db
def test_rows_of_machinery_need_no_action() -> None:
    added = bulk_insert(Verification, ["done", "total"], [(1, 2), (3, 4)])

    assert added == 2
    first, second = Verification.objects.order_by("pk")
    assert (first.status, second.total) == ("waiting", 4)
    assert first.public_id != second.public_id
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_each_row_of_a_person_gets_a_secret() -> None:
    insert(Party, ["kind"], [("person",)] * 3, by=SCRIBE)

    keys = DigestKey.objects.filter(model="people.party")
    assert sorted(key.row_id for key in keys) == sorted(Party.objects.values_list("pk", flat=True))
    assert len({bytes(key.key) for key in keys}) == 3
    assert {len(bytes(key.key)) for key in keys} == {32}


@pytest.mark.django_db
def test_who_follows_bulk_writes_is_told_the_table_and_the_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(bulk, "after", [lambda model, pks: told.append((model, list(pks)))])

    insert(Party, ["kind"], [("organisation",)], by=SCRIBE)
    key = Party.objects.get().pk
    insert(
        Organisation,
        ["party", "key", "name", "short_name", "kind", "valid_from"],
        [(key, "minvu", "Ministerio", "MINVU", "ministry", date(2000, 1, 1))],
        by=SCRIBE,
    )

    assert told == [(Party, [key]), (Organisation, [key])]
