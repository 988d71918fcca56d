"""What a fixture wrote, kept to be written again at once: forty actions take half a second, their
rows a hundredth of it.

The first time, the fixture runs in a transaction that is undone; what it left in each table is kept
for the other tests of the process. Nothing stays in the database between tests.
"""

import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, transaction

from minga.core.models import Chain
from minga.territory.models import ChangePart

T = TypeVar("T")
Rows = list[Any]
# The one row that is changed and not added.
CHANGED = Chain._meta.db_table
# Written before what they are part of: once that is approved, it takes no more of them.
PARTS = (ChangePart._meta.db_table,)


class _Undo(Exception):
    """Nothing of what was built stays."""


@dataclass(frozen=True)
class Snapshot(Generic[T]):
    """The answer of a fixture, its rows, and what it left for the commit."""

    answer: T
    rows: dict[str, Rows]
    chain: dict[str, Any]
    hooks: list[tuple[Callable[[], object], bool]]

    @classmethod
    def of(cls, build: Callable[[], T]) -> "Snapshot[T]":
        before = _everything()
        try:
            with transaction.atomic():
                waiting = len(connection.run_on_commit)
                answer = build()
                added = {
                    table: _added(before[table], rows) for table, rows in _everything().items()
                }
                chain = Chain.objects.values().get()
                hooks = [(hook, robust) for _, hook, robust in connection.run_on_commit[waiting:]]
                raise _Undo
        except _Undo:
            added.pop(CHANGED)
            return cls(answer, {table: rows for table, rows in added.items() if rows}, chain, hooks)

    def restore(self) -> T:
        with transaction.atomic():
            for table in sorted(self.rows, key=_defined):
                _write(table, self.rows[table])
            Chain.objects.update(**self.chain)
            for hook, robust in self.hooks:
                transaction.on_commit(hook, robust=robust)
        return copy.deepcopy(self.answer)


def once(kept: dict[str, Any], build: Callable[[], T]) -> T:
    """Build, or write again what was built before. Where somebody worked already, it is built: its
    events have to come after theirs."""
    chain = Chain.objects.get()
    if chain.sequence:
        return build()
    if "snapshot" not in kept:
        kept["snapshot"] = Snapshot.of(build)
    snapshot: Snapshot[T] = kept["snapshot"]
    return snapshot.restore()


def _defined(table: str) -> int:
    """What a row points to is defined before it: triggers look there."""
    if table in PARTS:
        return -1
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    return tables.index(table) if table in tables else len(tables)


def _everything() -> dict[str, Rows]:
    return {table: _read(table) for table in _tables()}


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        if connection.vendor != "sqlite":
            return names
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%%'")
        virtual = [name for (name,) in cursor.fetchall()]
    return [table for table in names if not any(table.startswith(f"{v}_") for v in virtual)]


def _read(table: str) -> Rows:
    """On PostgreSQL, lines of COPY; on SQLite, rows, each with its number first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid")
            return list(cursor.fetchall())
        with cursor.copy(f"COPY {table} TO STDOUT") as out:
            return b"".join(out).splitlines(keepends=True)


def _added(before: Rows, after: Rows) -> Rows:
    known = Counter(before)
    return [row for row in after if not known[row]]


def _write(table: str, rows: Rows) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            columns = ", ".join(["rowid", *_columns(table)])
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
            return
        with cursor.copy(f"COPY {table} FROM STDIN") as into:
            for row in rows:
                into.write(row)


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM pragma_table_info('{table}')")
        return [f'"{name}"' for (name,) in cursor.fetchall()]
