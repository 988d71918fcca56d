"""Several figures in one question: each page pays for the counts of its menu once."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from minga.core.models import Chain


class CountOf(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    # Of a query that can have no rows, and is not even asked.
    empty_result_set_value = 0


def counted(queries: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """The count of each query, all of them in one."""
    if not queries:
        return {}
    columns = {
        f"count_{number}": CountOf(query.order_by().values("pk"))
        for number, query in enumerate(queries.values())
    }
    row = Chain.objects.order_by().values_list(*columns.values()).first()
    return dict(zip(queries, row or [0] * len(queries), strict=True))
