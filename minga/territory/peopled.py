"""How many live in places, as their page says it: by which census or projection, of what year."""

from collections.abc import Iterable
from dataclasses import dataclass

from minga.territory.frames import Frame
from minga.territory.models import Population


@dataclass(frozen=True)
class Count:
    """`value` people in `year`; `source` is who counted or projected."""

    value: int
    year: int
    kind: str
    source: str
    is_verified: bool

    @property
    def label(self) -> str:
        return f"{Population.Kind(self.kind).label} de {self.year}"


Counts = dict[int, list[Count]]


def counts_of(territories: Iterable[int]) -> Counts:
    """Every count of these places, the latest first; a census before a projection of its year. Told
    in two divisions, the later one counts."""
    rows = (
        Population.objects.current()
        .filter(territory__in=set(territories))
        .order_by("-year", "kind", "-divided_on")
    )
    found: Counts = {}
    for row in rows:
        count = Count(row.value, row.year, row.kind, row.source, row.is_verified)
        known = found.setdefault(row.territory_id, [])
        if not known or (known[-1].year, known[-1].kind) != (count.year, count.kind):
            known.append(count)
    return found


def count_in(counts: Iterable[Count], year: int) -> Count | None:
    """That of the year, else the last one before it, else the first one after it."""
    ordered = list(counts)
    before = next((count for count in ordered if count.year <= year), None)
    return before or (ordered[-1] if ordered else None)


def with_sums(counts: Counts, frame: Frame, whole: int) -> Counts:
    """A place without a count of its own has the sum of its communes, in each year in which all of
    them were counted in the same way."""
    communes = [version.territory_id for version in frame.communes_in(whole)]
    if whole in counts or not communes:
        return counts
    first = counts.get(communes[0], [])
    sums = [total for count in first if (total := _sum(counts, communes, count)) is not None]
    return {**counts, whole: sums} if sums else counts


def _sum(counts: Counts, communes: list[int], like: Count) -> Count | None:
    values = []
    for commune in communes:
        same = (c for c in counts.get(commune, ()) if (c.year, c.kind) == (like.year, like.kind))
        count = next(same, None)
        if count is None:
            return None
        values.append(count)
    verified = all(count.is_verified for count in values)
    return Count(sum(count.value for count in values), like.year, like.kind, like.source, verified)
