"""Digests of many rows: the canonical form of `canonical`, byte for byte, put together by the
database itself.

A row read as a model and written as JSON takes some 40 µs; so, it takes 3. A table with a column
whose stored form is not its canonical one (instants, JSON) goes the long way.
"""

import hashlib
import hmac
import operator
import struct
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

from minga.core.canonical import canonical_json, canonical_row, keys_of
from minga.core.months import MonthField

CHUNK = 2_000

TABLE = "table"
AS_THEY_ARE = (models.IntegerField, models.CharField, models.TextField, models.DateField)

Keys = Sequence[Any]
Rows = models.QuerySet[Any]


def digests(model: type[models.Model], rows: Rows) -> Iterator[tuple[Keys, list[bytes]]]:
    """Keys and digests of `rows`, in the order of the keys and some thousands at a time, as the
    database holds them."""
    found = canonical_lines(model, rows.order_by("pk"))
    if not getattr(model, "has_personal_data", False):
        sha256 = hashlib.sha256
        for pks, lines in found:
            yield pks, [sha256(line).digest() for line in lines]
        return
    # All of it first: on PostgreSQL the connection is busy until the last row of a COPY is read,
    # and asking it for the keys in between waits for ever.
    for pks, lines in list(found):
        keys = keys_of(model, pks)
        yield pks, [_digest(line, keys.get(pk)) for pk, line in zip(pks, lines, strict=True)]


def _digest(line: bytes, key: bytes | None) -> bytes:
    """A row without its secret has the plain digest, as in `canonical`."""
    return hmac.digest(key, line, "sha256") if key else hashlib.sha256(line).digest()


def entries(model: type[models.Model], rows: Rows) -> Iterator[bytes]:
    """Key (8 bytes) and digest (32 bytes) of each row: the leaves of its batch."""
    for pks, found in digests(model, rows):
        yield from map(operator.add, map(struct.Struct(">q").pack, pks), found)


def canonical_lines(model: type[models.Model], rows: Rows) -> Iterator[tuple[Keys, list[bytes]]]:
    """Keys and canonical JSON of `rows`, in their order."""
    line = _line(model)
    return _by_row(rows) if line is None else _by_database(model, rows, line)


def _by_row(rows: Rows) -> Iterator[tuple[Keys, list[bytes]]]:
    """The long way."""
    source = rows.iterator(CHUNK)
    while some := list(islice(source, CHUNK)):
        yield [row.pk for row in some], [canonical_json(canonical_row(row)) for row in some]


def _by_database(
    model: type[models.Model], rows: Rows, line: str
) -> Iterator[tuple[Keys, list[bytes]]]:
    statement, parameters = (
        rows.values_list("pk").annotate(line=_Line(line)).query.sql_with_params()
    )
    read = _read_sqlite if _sqlite() else _read_postgres
    for chunk in read(statement, parameters):
        pks, lines = zip(*chunk, strict=True)
        yield pks, list(lines)


def _read_sqlite(statement: str, parameters: Any) -> Iterator[list[tuple[Any, bytes]]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while chunk := cursor.fetchmany(CHUNK):
            yield chunk


def _read_postgres(statement: str, parameters: Any) -> Iterator[list[tuple[Any, bytes]]]:
    """COPY: the server puts lines together while we digest those before."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT BINARY)", parameters) as copy,
    ):
        copy.set_types(["int8", "bytea"])
        rows = copy.rows()
        while chunk := list(islice(rows, CHUNK)):
            yield chunk


class _Line(models.Func):
    """An expression of ours: names of our own columns, never anything that somebody wrote."""

    output_field = models.BinaryField()

    def __init__(self, sql: str) -> None:
        super().__init__()
        self.sql = sql.replace("%", "%%")

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, list[Any]]:
        return self.sql, []


def _line(model: type[models.Model]) -> str | None:
    """SQL for the canonical JSON of a row, as bytes: keys in order, the empty ones left out. None
    when only the fields know the form of their values."""
    table = connection.ops.quote_name(model._meta.db_table)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {TABLE: f"'{model._meta.label_lower}'"}
    for name, field in fields.items():
        value = _value(field, f"{table}.{connection.ops.quote_name(field.column)}")
        if value is None:
            return None
        values[name] = value
    line = _sqlite_object(values) if _sqlite() else _postgres_object(values)
    for name in (name for name, field in fields.items() if field.null):
        # In JSON these characters are together nowhere else: a quote inside a text has its \\.
        empty = f'"{name}":null,' if name < TABLE else f',"{name}":null'
        line = f"replace({line}, '{empty}', '')"
    return f"CAST({line} AS BLOB)" if _sqlite() else f"convert_to({line}, 'UTF8')"


def _sqlite() -> bool:
    return connection.vendor == "sqlite"


def _sqlite_object(values: dict[str, str]) -> str:
    """Any column may hold anything there; a text in a column of numbers comes out quoted, so that
    nothing passes for something else."""
    pairs = ", ".join(f"'{name}', {values[name]}" for name in sorted(values))
    return f"json_object({pairs})"


def _postgres_object(values: dict[str, str]) -> str:
    columns = ", ".join(f'{values[name]} AS "{name}"' for name in sorted(values))
    return f"(SELECT row_to_json(r)::text FROM (SELECT {columns}) r)"  # noqa: S608


def _value(field: Any, column: str) -> str | None:
    """SQL for a value that the JSON functions of the database write as we do."""
    if field.remote_field:
        return _value(field.target_field, column)
    if _has_its_own_form(field):
        return None
    if isinstance(field, models.BooleanField):
        return _boolean(column) if _sqlite() else column
    if isinstance(field, models.DateTimeField):
        return None
    return column if isinstance(field, AS_THEY_ARE) else None


def _has_its_own_form(field: Any) -> bool:
    if isinstance(field, MonthField):
        return False  # a date as any other
    own = type(field)
    form = models.Field.value_from_object
    return hasattr(own, "from_db_value") or own.value_from_object is not form


def _boolean(column: str) -> str:
    """SQLite keeps them as 1 and 0."""
    return f"CASE {column} WHEN 1 THEN json('true') WHEN 0 THEN json('false') ELSE {column} END"
