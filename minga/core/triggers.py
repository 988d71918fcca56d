"""Triggers declared beside the model they guard, written once for both engines.

A model lists them in its `triggers` attribute. They are installed after each migration (AddField on
SQLite drops them in silence), compared by `minga doctor` and `minga audit verify`, and lifted only
while the tests empty their tables.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, cast

from django.apps import apps
from django.db import connection, transaction

Operation = Literal["INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True)
class Trigger:
    """`when` (SQL both engines read; NEW and OLD) decides; then `message` refuses or `statement`
    runs. `alone`: `when` looks at other rows that two transactions may be writing at once, so on
    PostgreSQL the second one waits (SQLite has one writer)."""

    name: str
    table: str
    operation: Operation
    when: str = "1=1"
    message: str = ""
    statement: str = ""
    alone: bool = False

    def sqlite(self) -> str:
        moment = "BEFORE" if self.message else "AFTER"
        body = f"SELECT RAISE(ABORT, '{_quoted(self.message)}')" if self.message else self.statement
        return (
            f"CREATE TRIGGER {self.name} {moment} {self.operation} ON {self.table} "
            f"FOR EACH ROW WHEN {self.when} BEGIN {body}; END"
        )

    def postgres_body(self) -> str:
        does = (
            f"RAISE EXCEPTION '{_quoted(self.message).replace('%', '%%')}' USING ERRCODE = "
            "'check_violation'"
            if self.message
            else self.statement
        )
        row = "OLD" if self.operation == "DELETE" else "NEW"
        # One lock for the table and not for each owner: a transaction may hold few thousand.
        wait = f"PERFORM pg_advisory_xact_lock(hashtext('{self.table}')); " if self.alone else ""
        return f" BEGIN {wait}IF {self.when} THEN {does}; END IF; RETURN {row}; END "

    def postgres_trigger(self) -> str:
        """As PostgreSQL tells it when asked: events, table and no condition of its own."""
        moment = "BEFORE" if self.message else "AFTER"
        return (
            f"CREATE TRIGGER {self.name} {moment} {self.operation} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )

    def postgres(self) -> str:
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$minga${self.postgres_body()}$minga$;\n{self.postgres_trigger()}"
        )


def _quoted(text: str) -> str:
    return text.replace("'", "''")


class TriggerList(tuple[Trigger, ...]):
    """Several triggers that make one guard."""


def append_only(table: str) -> TriggerList:
    """Rows are added, never changed nor deleted."""
    return TriggerList(
        Trigger(
            f"{table}_no_{operation.lower()}",
            table,
            cast(Operation, operation),
            message=f"Los registros de {table} no se modifican ni se borran.",
        )
        for operation in ("UPDATE", "DELETE")
    )


def refuse(
    table: str, fact: str, operations: str, when: str, message: str, *, alone: bool = False
) -> TriggerList:
    """The same refusal for several operations, «INSERT UPDATE DELETE»; `ROW` in `when` is NEW, or
    OLD on delete."""
    return TriggerList(
        Trigger(
            f"{table}_{fact}_{operation.lower()}",
            table,
            cast(Operation, operation),
            when=when.replace("ROW.", "OLD." if operation == "DELETE" else "NEW."),
            message=message,
            alone=alone,
        )
        for operation in operations.split()
    )


def declared() -> list[Trigger]:
    """Every trigger of every model, in the order of the models."""
    found: list[Trigger] = []
    for model in apps.get_models():
        for item in model.__dict__.get("triggers", ()):
            found.extend(item if isinstance(item, TriggerList) else [item])
    return found


def install() -> None:
    """Replace what is installed by what is declared; when it already stands, touch nothing."""
    if not problems():
        return
    # All or nothing: nobody writes between the old guards and the new ones.
    with transaction.atomic(), connection.cursor() as cursor:
        remove()
        tables = set(connection.introspection.table_names(cursor))
        for trigger in (trigger for trigger in declared() if trigger.table in tables):
            cursor.execute(
                trigger.sqlite() if connection.vendor == "sqlite" else trigger.postgres()
            )


def remove() -> None:
    """Drop our triggers, also those that are no longer declared."""
    with connection.cursor() as cursor:
        for name, table in _installed_names():
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


@contextmanager
def lifted() -> Iterator[None]:
    """For the tests' flush only: nothing else may lift the triggers."""
    remove()
    try:
        yield
    finally:
        install()


def problems() -> list[str]:
    """Sentences about triggers that are missing, changed, switched off or nobody's."""
    installed = {(name, table): body for name, table, body in _catalogue()}
    sentences = []
    for trigger in declared():
        expected = (
            trigger.sqlite()
            if connection.vendor == "sqlite"
            else trigger.postgres_trigger() + trigger.postgres_body()
        )
        place = _place(trigger, installed)
        if place is None:
            sentences.append(
                f"Falta el disparador {trigger.name}, que protege la tabla {trigger.table}."
            )
        elif installed.pop(place) != expected:
            sentences.append(
                f"El disparador {trigger.name} de la tabla {trigger.table} fue cambiado o apagado."
            )
    return sentences + [
        f"El disparador {name} de la tabla {table} no es de Minga: nadie lo declaró."
        for name, table in installed
    ]


def _place(trigger: Trigger, installed: Mapping[tuple[str, str], str]) -> tuple[str, str] | None:
    """Where it stands: on its table, else on another (PostgreSQL lets the name be anywhere)."""
    own = (trigger.name, trigger.table)
    if own in installed:
        return own
    return next((place for place in installed if place[0] == trigger.name), None)


def _installed_names() -> list[tuple[str, str]]:
    return [(name, table) for name, table, _ in _catalogue()]


def _catalogue() -> list[tuple[str, str, str]]:
    query = (
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else (
            "SELECT t.tgname, c.relname, CASE WHEN t.tgenabled = 'O' "
            "THEN pg_get_triggerdef(t.oid, true) || p.prosrc ELSE '' END "
            "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = "
            "t.tgfoid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [(name, table, body) for name, table, body in cursor.fetchall()]
