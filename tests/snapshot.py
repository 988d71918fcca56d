"""What a fixture wrote, kept to be written again at once: forty actions take half a second, their
rows a hundredth of it.

The first time, the fixture runs in a transaction that is undone; what it left in each table is kept
for the other tests of the process, with the files of its data folder. Nothing stays in the database
between tests. What was built on top of something else is written again only there: where the chain
has the same head, everything before is the same.
"""

import _sqlite3
import copy
import ctypes
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from minga.core.models import Chain
from minga.territory.models import ChangePart

T = TypeVar("T")
Rows = list[Any]
# The one row that every action changes.
CHANGED = Chain._meta.db_table
# Written before what they are part of: once that is approved, it takes no more of them.
PARTS = (ChangePart._meta.db_table,)


class _Undo(Exception):
    """Nothing of what was built stays."""


@dataclass(frozen=True)
class Snapshot(Generic[T]):
    """The answer of a fixture, its rows, and what it left for the commit. `replaced` are the tables
    where it changed what was there."""

    answer: T
    rows: dict[str, Rows]
    replaced: frozenset[str]
    chain: dict[str, Any]
    hooks: list[tuple[Callable[[], object], bool]]
    files: dict[str, bytes]

    @classmethod
    def of(cls, build: Callable[[], T]) -> "Snapshot[T]":
        before, files = everything(), _files()
        try:
            with transaction.atomic():
                waiting = len(connection.run_on_commit)
                answer = build()
                after = everything()
                chain = Chain.objects.values().get()
                hooks = [(hook, robust) for _, hook, robust in connection.run_on_commit[waiting:]]
                raise _Undo
        except _Undo:
            del before[CHANGED], after[CHANGED]
            replaced = frozenset(t for t, rows in after.items() if _added(rows, before[t]))
            written = {t: r if t in replaced else _added(before[t], r) for t, r in after.items()}
            order = sorted((t for t, rows in written.items() if rows), key=_order())
            files = {name: said for name, said in _files().items() if files.get(name) != said}
            return cls(answer, {t: written[t] for t in order}, replaced, chain, hooks, files)

    def restore(self) -> T:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.replaced:
                cursor.execute(f"DELETE FROM {table}")
            for table, rows in self.rows.items():
                _write(table, rows)
            Chain.objects.update(**self.chain)
            for hook, robust in self.hooks:
                transaction.on_commit(hook, robust=robust)
        for name, said in self.files.items():
            path = Path(settings.DATA_DIR, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(said)
        return copy.deepcopy(self.answer)


def once(kept: dict[Any, Any], build: Callable[[], T]) -> T:
    """Build, or write again what was built before. Where somebody worked already, it is built: its
    events have to come after theirs."""
    chain = Chain.objects.get()
    if chain.sequence:
        return build()
    if "snapshot" not in kept:
        kept["snapshot"] = Snapshot.of(build)
    snapshot: Snapshot[T] = kept["snapshot"]
    return snapshot.restore()


def upon(kept: dict[Any, Any], build: Callable[..., T], *given: Any) -> T:
    """The same for what is built on top of what other fixtures gave."""
    key = build, *Chain.objects.values_list("sequence", "head").get()
    with guards_asleep() as asleep:
        found: Snapshot[T] | None = kept.get(key)
        if asleep and found:
            return found.restore()
    if not asleep:
        return build(*given)
    kept[key] = Snapshot.of(lambda: build(*given))
    with guards_asleep():
        answer: T = kept[key].restore()
        return answer


def written_once(build: Callable[..., T]) -> Any:
    """In the place of `pytest.fixture`, where what is built hangs from nothing but the fixtures it
    asks for, and is all in the database and the data folder."""
    names = tuple(signature(build).parameters)

    @wraps(build)
    def fixture(kept_rows: dict[Any, Any], **given: Any) -> T:
        return upon(kept_rows, build, *(given[name] for name in names))

    asked = dict.fromkeys(("db", "kept_rows", *names))
    said = Signature([Parameter(name, Parameter.KEYWORD_ONLY) for name in asked])
    fixture.__signature__ = said  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


@contextmanager
def guards_asleep() -> Iterator[bool]:
    """While rows that passed them once are written again, in another order. Whether they could be
    put to sleep: who is no superuser of PostgreSQL may not."""
    if connection.vendor == "postgresql":
        with _postgres_asleep() as asleep:
            yield asleep
        return
    connection.ensure_connection()
    asleep = _sqlite_triggers(connection.connection, on=False)
    try:
        yield asleep
    finally:
        _sqlite_triggers(connection.connection, on=True)


@contextmanager
def _postgres_asleep() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (may,) = cursor.fetchone()
        if may:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield may
        if may:
            cursor.execute("SET LOCAL session_replication_role = origin")


class _Connection(ctypes.Structure):
    """How `sqlite3.Connection` begins in memory."""

    _fields_ = (("count", ctypes.c_ssize_t), ("type", ctypes.c_void_p), ("db", ctypes.c_void_p))


ENABLE_TRIGGER = 1003  # SQLITE_DBCONFIG_ENABLE_TRIGGER; `setconfig` says it from Python 3.12


def _sqlite_triggers(raw: Any, *, on: bool) -> bool:
    """Whether they are now as asked."""
    found = ctypes.c_int(-1)
    try:
        configure = ctypes.CDLL(_sqlite3.__file__).sqlite3_db_config
    except (AttributeError, OSError):
        return False
    db = ctypes.c_void_p(_Connection.from_address(id(raw)).db)
    wrong = configure(db, ENABLE_TRIGGER, ctypes.c_int(on), ctypes.byref(found))
    return not wrong and found.value == on


def _order() -> Callable[[str], int]:
    """What a row points to is defined before it: triggers look there."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    places = {table: place for place, table in enumerate(tables)} | dict.fromkeys(PARTS, -1)
    return lambda table: places.get(table, len(tables))


def _files() -> dict[str, bytes]:
    folder = Path(settings.DATA_DIR)
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def everything() -> dict[str, Rows]:
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
