"""The canonical form and its digests. The literals were worked out apart: a chain that was written
years ago has to give the same ones for ever."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from minga.core.actions import event_hash
from minga.core.canonical import canonical_json, canonical_row, digest, digests_of, ensure_keys
from minga.core.models import Chain, DigestKey, Event
from minga.people.models import Party, Person
from minga.territory.models import Territory, TerritoryVersion
from tests.conftest import SCRIBE, Cast
from tests.core.deeds import rename


def test_the_order_of_the_keys_does_not_matter_and_nothing_is_escaped() -> None:
    assert canonical_json({"ñ": 1, "a": [1, None, True]}) == '{"a":[1,null,true],"ñ":1}'.encode()


def test_an_instant_is_in_utc_and_a_day_is_iso() -> None:
    chile = timezone(timedelta(hours=-3))

    form = canonical_json({"at": datetime(2007, 11, 30, 22, 5, 7, tzinfo=chile)})

    assert form == b'{"at":"2007-12-01T01:05:07.000000+00:00"}'
    assert canonical_json({"on": date(2007, 11, 30)}) == b'{"on":"2007-11-30"}'


def test_what_has_no_canonical_form_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="No canonical form for complex"):
        canonical_json({"x": 1j})


def test_a_row_is_its_table_and_its_stored_fields_without_the_empty_ones() -> None:
    version = TerritoryVersion(
        id=3, event_id=9, territory_id=7, code="01401", name="Pozo Almonte",
        valid_from=date(2007, 10, 8), legal_basis="Ley 20.175", is_verified=True,
    )  # fmt: skip

    assert canonical_row(version) == {
        "table": "territory.territoryversion", "id": 3, "event_id": 9, "territory_id": 7,
        "code": "01401", "name": "Pozo Almonte", "valid_from": date(2007, 10, 8),
        "legal_basis": "Ley 20.175", "is_verified": True,
    }  # fmt: skip


def test_the_digest_of_a_row_is_the_same_for_ever() -> None:
    row = Territory(id=7, event_id=9, public_id="bcdfghjkmnpq", key="pozo", kind="commune")

    written = (
        '{"event_id":9,"id":7,"key":"pozo","kind":"commune","public_id":"bcdfghjkmnpq",'
        '"table":"territory.territory"}'
    )
    assert digests_of(Territory, [row]) == {
        "territory.territory:7": hashlib.sha256(written.encode()).hexdigest()
    }


def test_the_hash_of_an_event_is_the_same_for_ever() -> None:
    event = Event(
        id=5, public_id="bcdfghjkmnpq", sequence=2, on=date(2007, 11, 30), kind="people.x",
        recorded_at=datetime(2026, 3, 1, 12, tzinfo=UTC), actor_id=4, actor="A. Soto", role="r",
        organisation="SERVIU", subject_model="people.person", subject_id=4,
        subject_public_id="xxxxxxxxxxxx", data={"b": 1, "a": ["ñ"]}, digests={"x:1": None},
        previous="ab",
    )  # fmt: skip

    assert event_hash(event, "bcdfghjkmnpr") == (
        "4c456baea36a6c32f21aa6088989235ce2e01cfd65c6a0686399834f25b71724"
    )


def test_the_hash_is_of_everything_stored_as_anyone_can_recompute_it(cast: Cast) -> None:
    rename(cast.unit, "Control", by=cast.ana.access, on=date(2007, 3, 1))

    stored = Event.objects.values().latest("sequence")
    said = stored.pop("hash")
    stored["recorded_at"] = stored["recorded_at"].isoformat(timespec="microseconds")
    stored |= {"on": stored["on"].isoformat(), "chain": Chain.objects.get().chain_id}
    text = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == said


def test_every_field_of_an_event_but_the_hash_itself_is_in_the_hash(cast: Cast) -> None:
    chain_id = Chain.objects.get().chain_id
    other = {"data": {"x": 1}, "digests": {}, "recorded_at": datetime(2000, 1, 1, tzinfo=UTC)}
    unnoticed = []

    for field in (field.attname for field in Event._meta.concrete_fields):
        event = Event.objects.latest("sequence")
        said = event.hash
        setattr(event, field, other.get(field, "otra"))
        if event_hash(event, chain_id) == said:
            unnoticed.append(field)

    assert unnoticed == ["hash"]


def test_the_same_events_in_another_chain_have_other_hashes(cast: Cast) -> None:
    event = Event.objects.latest("sequence")

    assert event_hash(event, "otracadena12") != event.hash


def test_a_keyed_digest_tells_nothing_to_who_guesses_the_data() -> None:
    assert digest(b"12345678-5", b"secret") != digest(b"12345678-5", b"other")
    assert digest(b"12345678-5", b"secret") != digest(b"12345678-5")


def test_each_row_of_a_person_has_a_secret_of_its_own(cast: Cast) -> None:
    tables = {"people.person", "people.party", "core.user"}

    keys = DigestKey.objects.all()

    assert {key.model for key in keys} == tables
    assert keys.filter(model="people.person").count() == Person.objects.count()
    assert keys.filter(model="people.party").count() == Party.objects.count()
    assert len({bytes(key.key) for key in keys}) == len(keys)
    assert {len(bytes(key.key)) for key in keys} == {32}


def test_a_row_that_has_a_secret_keeps_it(cast: Cast) -> None:
    before = bytes(DigestKey.objects.get(model="people.person", row_id=cast.ana.pk).key)

    ensure_keys(Person, [cast.ana.pk])

    after = bytes(DigestKey.objects.get(model="people.person", row_id=cast.ana.pk).key)
    assert after == before


def test_the_digest_of_a_person_is_not_the_plain_one(cast: Cast) -> None:
    name = f"people.person:{cast.ana.pk}"
    event = next(e for e in Event.objects.order_by("sequence") if name in e.digests)

    person = Person.objects.get(pk=cast.ana.pk)

    assert event.digests[name] != digest(canonical_json(canonical_row(person)))
    assert event.digests[name] == digests_of(Person, [person])[name]


def test_a_rename_of_somebody_else_touches_no_secret(cast: Cast) -> None:
    before = DigestKey.objects.count()

    rename(cast.unit, "Control", by=SCRIBE)

    assert DigestKey.objects.count() == before
