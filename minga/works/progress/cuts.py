"""Programmed against actual of a portfolio, cut by anything that is known of its projects.

It reads the sums by year that the database keeps, a few rows per project. What a project shares
(communes, sources) is divided to the peso; what it has several of (initiatives) counts whole in
each, and the page says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import BooleanField, Case, QuerySet, Sum, Value, When

from minga.core.months import Month
from minga.rules.works.earned_value import Ints
from minga.rules.works.parts import split_all
from minga.territory.models import Kind
from minga.territory.reexpress import figures, reexpress
from minga.works import carrying
from minga.works.models import FundingSource, Project, ProjectShare
from minga.works.progress.measuring import between
from minga.works.progress.models import PortfolioYear
from minga.works.progress.models.summary import PLANNED, SPENT

WHOLE = 100_00
Key = Any
Totals = Mapping[Key, tuple[int, int]]


@dataclass(frozen=True)
class Period:
    """Both months included."""

    since: Month
    until: Month


@dataclass(frozen=True)
class Asked:
    """`projects`: those to look at; nothing for all that there are. `division`: the day whose
    division counts, `place`: the kind of places. `figures`: two of each project, by key, to be cut
    in the place of the sums by year."""

    period: Period
    projects: "QuerySet[Project] | None" = None
    division: date | None = None
    place: str = Kind.COMMUNE
    figures: tuple[Ints, Ints, Ints] | None = None


def by_field(field: str) -> Callable[[Asked], Totals]:
    """Of something that a project has one of."""

    def cut(asked: Asked) -> Totals:
        if asked.figures is not None:
            return _grouped(asked, asked.figures, field.removeprefix("project__"))
        return _summed(_years(asked).values(field), asked.period, field)

    return cut


def by_carrying(asked: Asked) -> Totals:
    """Carry-over or new in the year of the last month."""
    carried = Project.objects.filter(carrying.carried_over(asked.period.until.year))
    if asked.figures is not None:
        known = set(carried.values_list("pk", flat=True))
        return _added((pk in known, one, two) for pk, one, two in _by_key(asked.figures))
    old = Case(
        When(project__in=carried.values("pk"), then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    return _summed(_years(asked).annotate(old=old).values("old"), asked.period, "old")


def by_place(asked: Asked) -> Totals:
    """Each project by its shares; in the places of the division of a day. The key nothing: what
    has no commune, or no place in that division."""
    keys, planned, spent = per_project(asked)
    rows = ProjectShare.objects.order_by("project", "territory")
    shares = _columns(rows.values_list("project", "territory", "hundredths"), 3)
    owner, place, weight = _with_the_rest(keys, *shares)
    day = asked.period.until.last
    on = asked.division or day
    parts = [split_all(amounts, owner, weight) for amounts in (planned, spent)]
    read = [_placed(place, part, day, on, asked.place) for part in parts]
    return {
        key: (read[0].get(key, 0), read[1].get(key, 0)) for key in read[0].keys() | read[1].keys()
    }


def by_source(asked: Asked) -> Totals:
    """Each project by what each kind of source pays of its cost."""
    keys, planned, spent = per_project(asked)
    rows = list(
        FundingSource.objects.order_by("project", "pk").values_list("project", "kind", "amount")
    )
    kinds = sorted({kind for _, kind, _ in rows})
    numbered = [(project, kinds.index(kind), amount) for project, kind, amount in rows]
    project, kind, amount = _columns(numbered, 3)
    owner, kind, weight = _with_the_rest(keys, project, kind, amount, whole=0)
    programmed, paid = (split_all(amounts, owner, weight) for amounts in (planned, spent))
    return {
        (kinds[one] if one >= 0 else None): (
            int(programmed[kind == one].sum()),
            int(paid[kind == one].sum()),
        )
        for one in np.unique(kind).tolist()
    }


def per_project(asked: Asked) -> tuple[Ints, Ints, Ints]:
    """Keys, programmed and spent, in the order of the keys."""
    if asked.figures is not None:
        return asked.figures
    found = _measured(_years(asked).values("project"), asked.period).order_by("project")
    table = _columns(found.values_list("project", "planned", "spent"), 3)
    return table[0], table[1], table[2]


def _by_key(figures: tuple[Ints, Ints, Ints]) -> Iterator[tuple[int, int, int]]:
    return zip(*(column.tolist() for column in figures), strict=True)


def _grouped(asked: Asked, figures: tuple[Ints, Ints, Ints], field: str) -> Totals:
    """By what a project has of something: each of several counts whole."""
    known = {key: (one, two) for key, one, two in _by_key(figures)}
    projects = Project.objects.all() if asked.projects is None else asked.projects
    found = Project.objects.filter(pk__in=projects.order_by().values("pk"))
    pairs = found.values_list("pk", field)
    return _added((group, *known[pk]) for pk, group in pairs if pk in known)


def _added(rows: Iterable[tuple[Key, int, int]]) -> Totals:
    totals: dict[Key, tuple[int, int]] = {}
    for key, first, second in rows:
        before = totals.get(key, (0, 0))
        totals[key] = (before[0] + first, before[1] + second)
    return totals


def _years(asked: Asked) -> Any:
    """The rows that have a month of the period."""
    period = asked.period
    rows = PortfolioYear.objects.filter(year__gte=period.since.year, year__lte=period.until.year)
    if asked.projects is None:
        return rows
    return rows.filter(project__in=asked.projects.order_by().values("pk"))


def _measured(rows: Any, period: Period) -> Any:
    return rows.annotate(
        planned=Sum(between(PLANNED, period.since, period.until)),
        spent=Sum(between(SPENT, period.since, period.until)),
    )


def _summed(rows: Any, period: Period, key: str) -> Totals:
    found = _measured(rows, period).order_by().values_list(key, "planned", "spent")
    return {one: (planned, spent) for one, planned, spent in found}


def _columns(rows: Any, width: int) -> list[Ints]:
    table = np.fromiter((value for row in rows for value in row), dtype=np.int64).reshape(-1, width)
    return [np.ascontiguousarray(table[:, at]) for at in range(width)]


def _with_the_rest(
    keys: Ints, project: Ints, part: Ints, weight: Ints, *, whole: int = WHOLE
) -> tuple[Ints, Ints, Ints]:
    """Parts of the projects asked for, by position; and for each what no part names (part -1):
    up to `whole`, or all of it where it has no parts."""
    own = np.isin(project, keys)
    owner, part, weight = np.searchsorted(keys, project[own]), part[own], weight[own]
    named = np.zeros(len(keys), dtype=np.int64)
    np.add.at(named, owner, weight)
    rest = whole - named if whole else (named == 0).astype(np.int64)
    short = np.flatnonzero(rest > 0)
    return (
        np.r_[owner, short],
        np.r_[part, np.full(len(short), -1)],
        np.r_[weight, rest[short]],
    )


def _placed(place: Ints, amount: Ints, day: date, on: date, kind: str) -> dict[Any, int]:
    """Summed by commune first: few figures are read in another division."""
    places, at = np.unique(place, return_inverse=True)
    sums = np.zeros(len(places), dtype=np.int64)
    np.add.at(sums, at, amount)
    known = [
        (one, day, total)
        for one, total in zip(places.tolist(), sums.tolist(), strict=True)
        if one >= 0
    ]
    reading = reexpress(figures(known), on=on, kind=kind)
    found: dict[Any, int] = dict(reading.totals)
    if rest := int(sums.sum()) - reading.total:
        found[None] = rest
    return found
