"""What the table has room for: texts and numbers. SQLite would let in what does not fit."""

from collections.abc import Callable
from typing import Any

from django.db import connection, models

from minga.core.imports.judged import Judged
from minga.core.imports.spec import ImportSpec
from minga.core.numbers import whole


def judge_room(judged: Judged, spec: ImportSpec) -> None:
    """First the extremes of each column; row by row only where they don't fit."""
    columns = {f.name: f for f in spec.model._meta.concrete_fields} if spec.model else {}
    for name in columns.keys() & judged.values.keys():
        values = judged.values[name]
        some = values if None not in values else [value for value in values if value is not None]
        if some and type(some[0]) is str:
            _judge_texts(judged, name, some, columns[name].max_length)
        elif some and type(some[0]) is int:
            _judge_numbers(judged, name, some, columns[name])


def _judge_texts(judged: Judged, name: str, some: list[str], limit: int | None) -> None:
    if limit and max(map(len, some)) > limit:
        said = f"El texto supera las {whole(limit)} letras que caben."
        _stop(judged, name, said, lambda value: len(value) > limit)


def _judge_numbers(judged: Judged, name: str, some: list[int], column: Any) -> None:
    """The range that PostgreSQL gives to the type."""
    ranges = connection.ops.integer_field_ranges.get(column.get_internal_type())
    if not isinstance(column, models.IntegerField) or ranges is None:
        return
    least, most = ranges
    if min(some) < least or max(some) > most:
        said = f"El número tiene que estar entre {whole(least)} y {whole(most)}."
        _stop(judged, name, said, lambda value: not least <= value <= most)


def _stop(judged: Judged, name: str, said: str, is_out: Callable[[Any], bool]) -> None:
    for number, value in enumerate(judged.values[name]):
        if value is not None and is_out(value):
            judged.stop(number, name, said, "no_room")
