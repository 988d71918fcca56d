"""The rows of a list as asked: narrowed, sorted, counted up to a bound, one page of them.

No page counts a whole table: past `COUNTED` rows it says «más de 10.000», and pages go that far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field, Model, Q
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy

from minga.core.lists.asked import Asked
from minga.core.lists.counts import COUNTED, BoundedCount, FacetCounts, read_facets
from minga.core.lists.spec import Rows
from minga.core.numbers import whole as shown


def narrowed(asked: Asked, *, but: str = "") -> Rows:
    """The rows that the filters and the words leave, in no order; `but` leaves one filter out."""
    rows = asked.spec.rows(asked.asking)
    for item, value in asked.filtered:
        if item.name != but:
            rows = item.narrow(rows, value, asked.asking)
    for word in asked.words.split():
        places = [Q(**{f"{path}__icontains": word}) for path in asked.spec.search]
        places += [asked.spec.finds(word)] if asked.spec.finds else []
        rows = rows.filter(reduce(or_, places)) if places else rows
    return rows


def in_order(asked: Asked, rows: Rows) -> Rows:
    """Sorted as asked; the key comes last, so that no two pages share a row."""
    keys: list[OrderBy] = []
    last: Field[Any, Any] | None = None
    down = False
    for column, backwards in asked.order:
        for path in column.sorts_by:
            down = backwards != path.startswith("-")
            last = _field(rows.model, path.removeprefix("-"))
            keys.append(_key(path.removeprefix("-"), last, down))
    if last is None or not last.unique or last.null:
        keys.append(OrderBy(F("pk"), descending=down))
    return rows.order_by(*keys)


def _key(path: str, field: "Field[Any, Any] | None", down: bool) -> OrderBy:
    """Empty values come last both ways, on both engines; a column that has none uses its index."""
    empty = field is None or field.null or LOOKUP_SEP in path
    return OrderBy(F(path), descending=down, nulls_last=True if empty else None)


def _field(model: type[Model], path: str) -> "Field[Any, Any] | None":
    """The column of the table itself; none for what lies beyond a relation or is computed."""
    try:
        found = model._meta.pk if path == "pk" else model._meta.get_field(path)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


@dataclass
class Found:
    """One page of what was asked."""

    asked: Asked
    rows: Sequence[Any]
    page: int
    # Up to COUNTED + 1, which means «more».
    total: int
    # Rows by word of the facet; none where counting them would be dear.
    facets: Mapping[str, int] | None

    @property
    def is_bounded(self) -> bool:
        return self.total > COUNTED

    @property
    def pages(self) -> int:
        return pages_of(self.total, self.asked.spec.page_size)

    @property
    def total_said(self) -> str:
        """«1.234», «más de 10.000»."""
        return f"más de {shown(COUNTED)}" if self.is_bounded else shown(self.total)

    @property
    def counted(self) -> str:
        """«1 evento», «más de 10.000 eventos»."""
        return f"{self.total_said} {self.asked.spec.nouns[self.total != 1]}"

    @property
    def first(self) -> int:
        return (self.page - 1) * self.asked.spec.page_size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def pages_of(total: int, size: int) -> int:
    return max(1, -(-min(total, COUNTED) // size))


def find(asked: Asked) -> Found:
    """One query: the rows of the page and, beside them, how many there are and the counts of the
    facet."""
    size, matching = asked.spec.page_size, narrowed(asked)
    page = min(asked.page, pages_of(COUNTED, size))
    # The keys are sorted alone and only the rows of the page are read whole: sorting wide rows
    # costs ten times as much.
    keys = in_order(asked, matching).values("pk")[(page - 1) * size : page * size]
    counts = {"list_total": BoundedCount(matching), **_facets(asked)}
    whole = asked.spec.queryset(asked.asking).filter(pk__in=keys).annotate(**counts)
    rows = list(in_order(asked, whole))
    if not rows and page > 1:
        # Past the end: its last page, which takes a count apart.
        last = pages_of(matching.order_by()[: COUNTED + 1].count(), size)
        return find(asked.but(page=last))
    if asked.spec.decorate:
        asked.spec.decorate(rows, asked.asking)
    first = rows[0] if rows else None
    facets = read_facets(getattr(first, "list_facets", None))
    return Found(asked, rows, page, getattr(first, "list_total", 0), facets)


def _facets(asked: Asked) -> dict[str, FacetCounts]:
    item = next((f for f in asked.spec.filters if f.facet), None)
    if item is None:
        return {}
    return {"list_facets": FacetCounts(narrowed(asked, but=item.name), item.path)}
