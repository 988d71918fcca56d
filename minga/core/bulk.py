"""Many rows at once: executemany on SQLite, COPY on PostgreSQL, one UPDATE from a list.

For protected rows only inside an `@action`: they get its event, which vouches for all of them with
one Merkle root (`minga.core.batches`). Constraints and triggers have their say as always; what a
model does in `save` or `clean`, and `auto_now`, does not happen.
"""

import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any, cast

from django.db import connection, models

from minga.core.acts import Act, current_act
from minga.core.ids import new_public_id, new_public_ids
from minga.core.models.fact import Fact
from minga.core.months import MonthField

CHUNK = 5_000
LIST = "minga_bulk"  # the temporary table of a bulk_update

Row = Sequence[Any]
After = Callable[[type[models.Model], Iterable[Any]], None]

# Called inside the transaction when protected rows were written, with their table and their keys
# (a query, run when it is read): the search index.
after: list[After] = []


def bulk_insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    act: Act | None = None,
) -> int:
    """Add a row of `columns` (names of fields) for each of `rows`, in order; how many were added.
    Fields that are not named get their default."""
    _refuse_inheritance(model)
    fields = [_field(model, name) for name in columns]
    act = _act_of(model, act)
    missing = _missing(model, fields, act)
    every = [*fields, *(field for field, _ in missing)]
    added = 0
    with _into(_q(model._meta.db_table), every) as write:
        for chunk in _chunks(rows):
            with uncollected():
                given = list(zip(*chunk, strict=True))
                filled = [fill(len(chunk)) for _, fill in missing]
                pairs = zip(every, [*given, *filled], strict=True)
                write([_as_stored(field, values) for field, values in pairs])
            added += len(chunk)
    if added:
        _written(model, act)
    return added


def bulk_update(
    model: type[models.Model],
    key: str,
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    act: Act | None = None,
) -> int:
    """Set `columns` of the row whose `key` (a unique field) begins each of `rows`; how many rows
    were found and written."""
    _refuse_inheritance(model)
    fields = [_field(model, name) for name in (key, *columns)]
    if not fields[0].unique:
        msg = f"{key} does not tell one row of {model.__name__} from another."
        raise ValueError(msg)
    act = _act_of(model, act)
    with connection.cursor() as cursor:
        _list(cursor, model, fields, rows)
        cursor.execute(_update(model, fields, act), [act.event_id] if act else [])
        written = cast(int, cursor.rowcount)
        cursor.execute(f"DROP TABLE {LIST}")
    if written:
        _written(model, act)
    return written


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles: over and over it would look at the same thousands of rows,
    which hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refuse_inheritance(model: type[models.Model]) -> None:
    if model._meta.parents:
        msg = f"{model.__name__} lives in more than one table: write its rows one by one."
        raise TypeError(msg)


def _act_of(model: type[models.Model], act: Act | None) -> Act | None:
    """The action that a protected row belongs to; none for machinery."""
    return (act or current_act()) if issubclass(model, Fact) else None


def _field(model: type[models.Model], name: str) -> Any:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if name == "event" and issubclass(model, Fact):
        msg = "The event of a protected row is that of its action."
        raise ValueError(msg)
    return field


def _written(model: type[models.Model], act: Act | None) -> None:
    if act is None:
        return
    act.batches.add(model)
    pks = model._base_manager.filter(event_id=act.event_id).values_list("pk", flat=True)
    for follow in after:
        follow(model, pks.order_by("pk"))


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


# -- What was not given. --

Fill = Callable[[int], Sequence[Any]]


def _missing(
    model: type[models.Model], given: list[Any], act: Act | None
) -> list[tuple[Any, Fill]]:
    """The columns that were not named, with what fills them."""
    found = []
    for field in model._meta.concrete_fields:
        if act is not None and field.name == "event":
            found.append((field, _same(act.event_id)))
        elif field not in given and not _is_made_by_the_database(field):
            found.append((field, _default(field)))
    return found


def _is_made_by_the_database(field: Any) -> bool:
    has_own = isinstance(field, models.AutoField) or field.generated
    return has_own or getattr(field, "db_default", models.NOT_PROVIDED) is not models.NOT_PROVIDED


def _default(field: Any) -> Fill:
    if field.default is new_public_id:
        return new_public_ids
    if callable(field.default):
        return lambda count: [field.get_default() for _ in range(count)]
    return _same(field.get_default())


def _same(value: Any) -> Fill:
    return lambda count: [value] * count


# -- Values as the database stores them. --

KINDS: list[tuple[Any, type]] = [
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.AutoField, int),
    (models.CharField, str),
    (models.TextField, str),
]


def _as_stored(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """What is already of the right type goes as it is; the rest is for its field to convert or
    refuse."""
    target = field
    while target.remote_field:
        target = target.target_field
    types = set(map(type, values)) - {type(None)}
    if _goes_as_it_is(target, types):
        return values
    if types == {date} and type(target) in (models.DateField, MonthField):
        return _dates(values)
    return [field.get_db_prep_save(value, connection) for value in values]


def _goes_as_it_is(field: Any, types: set[type]) -> bool:
    if not types:
        return True
    own = type(field)
    kind = next((kind for family, kind in KINDS if isinstance(field, family)), None)
    plain = own.get_db_prep_save is models.Field.get_db_prep_save and (
        own.get_prep_value in _known_preparations()
    )
    return plain and types == {kind}


def _known_preparations() -> set[Any]:
    return {family.get_prep_value for family, _ in KINDS} | {models.BigAutoField.get_prep_value}


def _dates(values: Sequence[date | None]) -> Sequence[Any]:
    """SQLite keeps them as text; the same few come again and again."""
    if connection.vendor != "sqlite":
        return values
    texts = {value: value and value.isoformat() for value in set(values)}
    return list(map(texts.__getitem__, values))


# -- The statements. --


def _q(name: str) -> str:
    return connection.ops.quote_name(name)


def _names(fields: Sequence[Any]) -> str:
    return ", ".join(_q(field.column) for field in fields)


Write = Callable[[list[Sequence[Any]]], None]


@contextmanager
def _into(table: str, fields: list[Any]) -> Iterator[Write]:
    """Writes rows, given as columns. One COPY for all: the server works while the next ones are
    prepared."""
    into = _copy if connection.vendor == "postgresql" else _insert
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        into(cursor, table, fields) as write,
    ):
        yield write


@contextmanager
def _insert(cursor: Any, table: str, fields: list[Any]) -> Iterator[Write]:
    """By the driver's own cursor: Django's looks at each row once more."""
    marks = ", ".join("?" * len(fields))
    statement = f"INSERT INTO {table} ({_names(fields)}) VALUES ({marks})"  # noqa: S608

    def write(values: list[Sequence[Any]]) -> None:
        sqlite3.Cursor.executemany(cursor.cursor, statement, zip(*values, strict=True))

    yield write


@contextmanager
def _copy(cursor: Any, table: str, fields: list[Any]) -> Iterator[Write]:
    with cursor.copy(f"COPY {table} ({_names(fields)}) FROM STDIN") as copy:

        def write(values: list[Sequence[Any]]) -> None:
            for row in zip(*values, strict=True):
                copy.write_row(row)

        yield write


def _list(cursor: Any, model: type[models.Model], fields: list[Any], rows: Iterable[Row]) -> None:
    """What has to be written, in a temporary table with the same columns."""
    table = _q(model._meta.db_table)
    cursor.execute(
        f"CREATE TEMPORARY TABLE {LIST} AS SELECT {_names(fields)} FROM {table} WHERE 1 = 0"  # noqa: S608
    )
    seen: set[Any] = set()
    with _into(LIST, fields) as write:
        for chunk in _chunks(rows):
            given = zip(fields, zip(*chunk, strict=True), strict=True)
            columns = [_as_stored(field, values) for field, values in given]
            _refuse_repeated(seen, columns[0])
            write(columns)
    cursor.execute(f"CREATE UNIQUE INDEX {LIST}_key ON {LIST} ({_names(fields[:1])})")


def _refuse_repeated(seen: set[Any], keys: Sequence[Any]) -> None:
    before = len(seen)
    seen.update(keys)
    if len(seen) - before < len(keys):
        msg = "The same row is there twice: which of the two values would count?"
        raise ValueError(msg)


def _update(model: type[models.Model], fields: list[Any], act: Act | None) -> str:
    table, key = _q(model._meta.db_table), _q(fields[0].column)
    changes = [f"{_q(field.column)} = {LIST}.{_q(field.column)}" for field in fields[1:]]
    if act is not None:
        changes.append(f"{_q('event_id')} = %s")
    return (
        f"UPDATE {table} SET {', '.join(changes)} FROM {LIST} "  # noqa: S608
        f"WHERE {table}.{key} = {LIST}.{key}"
    )
