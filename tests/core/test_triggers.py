"""Triggers: what is declared is what stands, and what is missing or changed is named."""

from typing import Any

import pytest
from django.db import DatabaseError, connection

from minga.core import triggers
from minga.core.triggers import Trigger, TriggerList, append_only, refuse
from tests.conftest import Cast
from tests.core.database import by_hand, drop_trigger, refused, sql

NAME, TABLE = "core_event_no_update", "core_event"
ON_SQLITE = connection.vendor == "sqlite"


def test_after_a_migration_what_is_declared_stands(db: None) -> None:
    installed = {name for name, _, _ in triggers._catalogue()}

    assert installed == {trigger.name for trigger in triggers.declared()}
    assert triggers.problems() == []


def test_no_two_triggers_have_the_same_name() -> None:
    names = [trigger.name for trigger in triggers.declared()]

    assert len(names) == len(set(names)) > 40
    assert max(map(len, names)) <= 63  # PostgreSQL cuts a longer one in silence


def test_every_refusal_is_a_sentence() -> None:
    messages = [trigger.message for trigger in triggers.declared() if trigger.message]

    assert all(message[0].isupper() and message.endswith(".") for message in messages)


def test_a_missing_trigger_is_named_with_its_table(db: None) -> None:
    drop_trigger(NAME, TABLE)

    assert triggers.problems() == [
        "Falta el disparador core_event_no_update, que protege la tabla core_event."
    ]


def test_a_trigger_that_does_something_else_is_named(db: None) -> None:
    tame = Trigger(NAME, TABLE, "UPDATE", when="1=0", message="Los registros no se modifican.")

    drop_trigger(NAME, TABLE)
    sql(tame.sqlite() if ON_SQLITE else tame.postgres())

    assert triggers.problems() == [
        "El disparador core_event_no_update de la tabla core_event fue cambiado o apagado."
    ]


def again(how: str) -> str:
    """SQL of PostgreSQL that makes the trigger anew, with its own function, in another way."""
    made = f"CREATE TRIGGER {NAME} BEFORE {how} EXECUTE FUNCTION {NAME}()"
    return f"DROP TRIGGER {NAME} ON {TABLE}; {made}"


TAMED = {
    "switched off": f"ALTER TABLE {TABLE} DISABLE TRIGGER {NAME}",
    "never true": again(f"UPDATE ON {TABLE} FOR EACH ROW WHEN (false)"),
    "on another table": again("UPDATE ON core_chain FOR EACH ROW"),
    "of one column": again(f"UPDATE OF kind ON {TABLE} FOR EACH ROW"),
    "of another operation": again(f"INSERT ON {TABLE} FOR EACH ROW"),
}


@pytest.mark.postgres
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has no such ways")
@pytest.mark.parametrize("change", TAMED.values(), ids=TAMED)
def test_a_trigger_that_no_longer_fires_is_named(db: None, change: str) -> None:
    connection.check_constraints()

    sql(change)

    assert triggers.problems() == [
        "El disparador core_event_no_update de la tabla core_event fue cambiado o apagado."
    ]


def test_installing_again_mends_what_was_dropped_and_removes_what_is_not_ours_any_more(
    db: None,
) -> None:
    old = Trigger("core_event_old", TABLE, "INSERT", message="Ya no se usa.", when="1=0")
    drop_trigger(NAME, TABLE)
    sql(old.sqlite() if ON_SQLITE else old.postgres())

    triggers.install()

    assert triggers.problems() == []
    assert "core_event_old" not in {name for name, _, _ in triggers._catalogue()}


def test_installing_what_already_stands_touches_nothing(
    db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        triggers.install()


@pytest.mark.django_db(transaction=True)
def test_who_fails_while_installing_leaves_the_old_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    drop_trigger(NAME, TABLE)
    broken = Trigger("core_event broken", TABLE, "INSERT", message="No.")
    monkeypatch.setattr(triggers, "declared", lambda found=triggers.declared(): [*found, broken])  # noqa: B008

    with pytest.raises(DatabaseError):
        triggers.install()

    assert len(triggers._catalogue()) == len(triggers.declared()) - 2
    monkeypatch.undo()
    triggers.install()
    assert triggers.problems() == []


def test_while_lifted_there_are_none_and_they_come_back_even_after_an_error(cast: Cast) -> None:
    def look_and_fail() -> None:
        seen.extend(triggers._catalogue())
        raise ZeroDivisionError

    seen: list[object] = []

    with pytest.raises(ZeroDivisionError), by_hand():
        look_and_fail()

    assert seen == []
    assert triggers.problems() == []


def test_a_quote_and_a_percent_of_a_sentence_are_kept(db: None) -> None:
    sentence = "No más del 100 % de «O'Higgins»."
    sql(
        Trigger("core_event_quote", "core_chain", "UPDATE", message=sentence).sqlite()
        if ON_SQLITE
        else Trigger("core_event_quote", "core_chain", "UPDATE", message=sentence).postgres()
    )

    with refused("No más del 100 % de «O'Higgins»"):
        sql("UPDATE core_chain SET sequence = 1")


def test_append_only_is_an_update_and_a_delete_guard() -> None:
    guards = append_only("a_table")

    assert isinstance(guards, TriggerList)
    assert [guard.operation for guard in guards] == ["UPDATE", "DELETE"]


def test_the_row_of_a_refusal_is_the_old_one_when_it_is_deleted() -> None:
    guards = refuse("a_table", "fact", "INSERT UPDATE DELETE", "ROW.x = 1", "No.")

    assert [guard.when for guard in guards] == ["NEW.x = 1", "NEW.x = 1", "OLD.x = 1"]


def test_a_trigger_that_nobody_declared_is_named(db: None) -> None:
    foreign = Trigger("of_somebody", "core_chain", "UPDATE", message="No.", when="1=0")

    sql(foreign.sqlite() if ON_SQLITE else foreign.postgres())

    assert triggers.problems() == [
        "El disparador of_somebody de la tabla core_chain no es de Minga: nadie lo declaró."
    ]
