"""What a page tells of the figures of a problem: those written by hand, and those Minga knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minga.core.numbers import whole
from minga.territory.frames import frame_on
from minga.territory.peopled import counts_of, with_sums
from minga.workplan.problems.models import ProblemFigure, TerritorialProblem


@dataclass(frozen=True)
class Figure:
    """A row of the table. `is_known`: it comes from the populations of Minga, not from a person."""

    name: str
    shown: str
    unit: str
    dated: str
    source: str
    is_known: bool = False


def figures_of(problem: TerritorialProblem, day: date) -> list[Figure]:
    """The latest of each name, and how many live there."""
    rows = problem.figures.filter(dated_on__lte=day).order_by("dated_on", "pk")
    return [*written_by(rows), *_people(problem, day)]


def written_by(rows: Iterable[ProblemFigure]) -> list[Figure]:
    """Those written by hand, in the order of their dates: the latest of each name."""
    written = {row.name: row for row in rows}
    return [
        Figure(row.name, row.shown, row.unit, f"{row.dated_on:%d-%m-%Y}", row.source)
        for row in sorted(written.values(), key=lambda row: row.pk)
    ]


def _people(problem: TerritorialProblem, day: date) -> list[Figure]:
    """Every census and projection up to the year, of the place or of its communes together."""
    frame, place = frame_on(day), problem.territory_id
    inside = {version.territory_id for version in frame.communes_in(place)} | {place}
    counts = with_sums(counts_of(inside), frame, place).get(place, [])
    return [
        Figure("Población", whole(count.value), "habitantes", count.label, count.source, True)
        for count in counts
        if count.year <= day.year
    ]
