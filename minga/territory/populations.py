"""How many live in each place of a division, by a census or a projection of a year."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from minga.territory.frames import Atlas, atlas
from minga.territory.models import Kind, Population
from minga.territory.reexpress import Figures, Reading, figures, reexpress


class Measured(NamedTuple):
    """The populations of a division, with what they were taken from."""

    reading: Reading
    source: str
    is_verified: bool
    # The division that the publication told them in.
    divided_on: date


class Series(NamedTuple):
    kind: str
    year: int

    @property
    def label(self) -> str:
        return f"{Population.Kind(self.kind).label.capitalize()} {self.year}"


def series() -> list[Series]:
    """The years that there are figures of, censuses first."""
    found = Population.objects.current().values_list("kind", "year").distinct()
    return [Series(*pair) for pair in sorted(set(found))]


Editions = dict[date, tuple[Figures, str, bool]]


def populations(
    asked: Series, *, on: date, kind: str = Kind.REGION, known: Atlas | None = None
) -> Measured | None:
    return best(editions(asked), on=on, kind=kind, known=known or atlas())


def best(published: Editions, *, on: date, kind: str, known: Atlas) -> Measured | None:
    """In the division of a day. Of several publications of one year, the one that leaves least
    without a place; of equals, the one told in the nearest division."""
    read = [
        Measured(reexpress(given, on=on, kind=kind, known=known), source, verified, divided_on)
        for divided_on, (given, source, verified) in published.items()
    ]
    return min(read, key=lambda told: _loss(told, on), default=None)


def _loss(told: Measured, on: date) -> tuple[int, int, int]:
    lost = sum(figure.amount for figure in told.reading.undivided)
    return lost, -len(told.reading.groups), abs((told.divided_on - on).days)


def editions(asked: Series) -> Editions:
    """By the division they are told in: a census told in today's communes is not added to the same
    census told in those of its day."""
    rows = Population.objects.current().filter(kind=asked.kind, year=asked.year)
    by_division: dict[date, list[Population]] = defaultdict(list)
    for row in rows.order_by("pk"):
        by_division[row.divided_on].append(row)
    return {
        day: (
            figures((row.territory_id, day, row.value) for row in rows),
            rows[0].source,
            all(row.is_verified for row in rows),
        )
        for day, rows in by_division.items()
    }


def population_of(territory_id: int, asked: Series, *, on: date) -> int | None:
    """Of one place in the division of a day; nothing when its figure is not known."""
    known = atlas()
    version = known.on(on).versions.get(territory_id)
    told = version and populations(asked, on=on, kind=version.territory.kind, known=known)
    return told.reading.totals.get(territory_id) if told else None
