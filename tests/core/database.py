"""What a test does to the database behind the back of the actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from minga.core import triggers


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def ask(query: str, *values: Any) -> list[Any]:
    """The first column of each row."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def refused(says: str) -> Iterator[None]:
    """The database says no, by the name of a constraint or the sentence of a trigger."""
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        yield


def refused_constraint(name: str, columns: str) -> Any:
    """SQLite names a CHECK, but of a UNIQUE only its columns; PostgreSQL always says the name."""
    return refused(f"({name}|UNIQUE constraint failed: {columns})")


@contextmanager
def by_hand() -> Iterator[None]:
    """As somebody with the database file open and the guards switched off."""
    connection.check_constraints()  # PostgreSQL drops no trigger while deferred checks wait
    with triggers.lifted():
        yield
        connection.check_constraints()


def drop_trigger(name: str, table: str) -> None:
    connection.check_constraints()
    sql(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))


def commit() -> None:
    """Run what waits for the commit, which a test inside a transaction never reaches."""
    hooks, connection.run_on_commit = connection.run_on_commit, []
    for _, hook, _ in hooks:
        hook()
