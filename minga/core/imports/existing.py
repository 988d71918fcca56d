"""What there is now, to compare a file with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, models

from minga.core.access import Access
from minga.core.imports.spec import ImportSpec

CHUNK = 10_000

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Chunk:
    """Some thousands of rows: their primary keys (or nothing) and their columns, in the order of
    the fields."""

    pks: Sequence[Any]
    columns: Sequence[Sequence[Any]]


def existing(spec: ImportSpec, access: Access) -> Iterator[Chunk]:
    return _of_model(spec, access) if spec.existing is None else _as_told(spec, access)


def _as_told(spec: ImportSpec, access: Access) -> Iterator[Chunk]:
    """What the area answers: mappings or tuples, or columns by the thousand."""
    assert spec.existing is not None
    told = spec.existing(access)
    if isinstance(told, Chunk):
        yield told
        return
    rows = (
        tuple(map(row.get, spec.names)) if isinstance(row, Mapping) else tuple(row) for row in told
    )
    while some := list(islice(rows, CHUNK)):
        yield Chunk([None] * len(some), list(zip(*some, strict=True)))


def _of_model(spec: ImportSpec, access: Access) -> Iterator[Chunk]:
    assert spec.model is not None
    yield from by_columns(spec.model._base_manager.filter(**spec.constants(access)), spec.names)


def by_columns(rows: "models.QuerySet[Any]", names: Sequence[str]) -> Iterator[Chunk]:
    """Column by column: Django converts the date of each row, here each date is converted once."""
    meta = rows.model._meta
    fields = [meta.get_field(name) for name in names]
    statement, parameters = rows.order_by().values_list("pk", *names).query.sql_with_params()
    converters = [_converter(field) for field in fields]
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while chunk := cursor.fetchmany(CHUNK):
            pks, *columns = zip(*chunk, strict=True)
            yield Chunk(pks, list(_converted(columns, converters)))


def _converter(field: Any) -> Convert | None:
    """What Django would do with each value of the column; nothing for most."""
    column = field.cached_col
    steps = [
        *connection.ops.get_db_converters(column),
        *column.get_db_converters(connection),
    ]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert


def _converted(
    columns: Sequence[Sequence[Any]], converters: Sequence[Convert | None]
) -> Iterator[Sequence[Any]]:
    for column, convert in zip(columns, converters, strict=True):
        if convert is None:
            yield column
        else:
            known = {value: convert(value) for value in set(column)}
            yield [known[value] for value in column]
