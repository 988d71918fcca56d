"""Events and preparations are added, never changed nor deleted, whoever asks."""

import pytest
from django.db import connection

from minga.core.models import Event
from tests.conftest import Cast
from tests.core.database import ask, refused, refused_constraint, sql
from tests.workplan.factories import draft

NEVER = "Los registros de core_event no se modifican ni se borran"


def test_an_event_is_not_changed(cast: Cast) -> None:
    with refused(NEVER):
        sql("UPDATE core_event SET reason = 'otra' WHERE sequence = 1")


def test_an_event_is_not_deleted(cast: Cast) -> None:
    with refused(NEVER):
        sql("DELETE FROM core_event WHERE sequence = 1")


def test_an_event_is_not_changed_through_the_models(cast: Cast) -> None:
    with refused(NEVER):
        Event.objects.filter(sequence=1).update(reason="otra")


def _copied(sequence: str) -> str:
    """Insert a copy of event 1: same key, the sequence given as SQL."""
    columns = [f'"{field.column}"' for field in Event._meta.concrete_fields]
    values = [sequence if column == '"sequence"' else column for column in columns]
    return (
        f"INTO core_event ({', '.join(columns)}) SELECT {', '.join(values)} "
        "FROM core_event WHERE sequence = 1"
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_an_event_is_not_replaced_by_another_with_its_key(cast: Cast, verb: str) -> None:
    with refused(NEVER):
        sql(f"{verb} {_copied('sequence')}")


def test_an_upsert_does_not_change_an_event(cast: Cast) -> None:
    upsert = f"INSERT {_copied('sequence')} AND 1 = 1 ON CONFLICT (id) DO UPDATE SET reason = 'x'"

    with refused(NEVER):
        sql(upsert)


def test_every_connection_to_sqlite_fires_triggers_on_replace(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite only")

    assert ask("PRAGMA recursive_triggers") == [1]


@pytest.mark.parametrize("column", ["sequence", "hash", "public_id"])
def test_number_hash_and_address_of_an_event_are_its_own(cast: Cast, column: str) -> None:
    names = [f'"{field.column}"' for field in Event._meta.concrete_fields]
    other = {'"id"': "id + 1", '"sequence"': "99999", '"hash"': "'x'", '"public_id"': "'x'"}
    other.pop(f'"{column}"')
    values = ", ".join(other.get(name, name) for name in names)

    with refused_constraint(f"core_event_{column}", f"core_event.{column}"):
        sql(
            f"INSERT INTO core_event ({', '.join(names)}) SELECT {values} FROM core_event "
            "WHERE sequence = 1"
        )


@pytest.mark.parametrize("change", ["UPDATE {} SET actor = 'x'", "DELETE FROM {}"])
def test_who_prepared_is_neither_changed_nor_forgotten(cast: Cast, change: str) -> None:
    draft(cast)

    with refused("Los registros de core_preparation no se modifican ni se borran"):
        sql(change.format("core_preparation"))


def test_a_person_prepares_a_version_once(cast: Cast) -> None:
    draft(cast)
    columns = "subject_model, subject_id, actor_id, actor, event_id"

    with refused_constraint(
        "preparation_once_per_person",
        "core_preparation.subject_model, core_preparation.subject_id, core_preparation.actor_id",
    ):
        sql(f"INSERT INTO core_preparation ({columns}) SELECT {columns} FROM core_preparation")
