"""Counts that travel with the rows of a page, in the same query, and never count a whole table."""

import json
from collections.abc import Mapping
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, IntegerField, Subquery, TextField
from django.db.models.sql.compiler import SQLCompiler

from minga.core.lists.spec import Rows

# Pages say how many rows there are up to here; past it, «más de 10.000».
COUNTED = 10_000
# A facet shows its counts only where that is a matter of milliseconds.
FACETED = 2_000


class BoundedCount(Subquery):
    """How many rows, up to one more than the bound. Not tied to the outer row: asked once."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows.order_by().values("pk")[: COUNTED + 1])


class FacetCounts(Subquery):
    """«{"built": 12, "sold": 3}»: rows by value, of the first `FACETED` and one more."""

    template = (
        "(SELECT json_group_object(word, many) FROM (SELECT COALESCE(CAST(facet AS TEXT), '') AS "
        "word, COUNT(*) AS many FROM (%(subquery)s) bounded GROUP BY 1) counted)"
    )
    output_field = TextField()

    def __init__(self, rows: Rows, path: str) -> None:
        super().__init__(rows.order_by().values(facet=F(path))[: FACETED + 1])

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        # A copy, with its own words: the template is an attribute that the caller shares.
        mine: Any = self.copy()
        mine.template = self.template.replace(
            "json_group_object(word, many)", "json_object_agg(word, many)::text"
        )
        found: tuple[str, Any] = mine.as_sql(compiler, connection, **more)
        return found


def read_facets(text: str | None) -> Mapping[str, int] | None:
    """What `FacetCounts` found; nothing when there were too many rows to count."""
    counts: dict[str, int] = json.loads(text) if text else {}
    return counts if text and sum(counts.values()) <= FACETED else None


def word_of(value: Any) -> tuple[str, ...]:
    """How a value of the column may read as text, on one engine and the other."""
    if value is None:
        return ("",)
    if isinstance(value, bool):
        return (str(int(value)), str(value).lower())
    return (str(value),)
