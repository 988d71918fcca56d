"""Projects measured on a month: what was to be done and spent by its end, and what was."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from minga.core.months import Month
from minga.core.versions import VersionStatus
from minga.rules.works.earned_value import Ints, Measured, worth
from minga.works.models import Project
from minga.works.progress.models import MonthReport, PortfolioYear
from minga.works.progress.models.summary import PLANNED, SPENT
from minga.works.schedules.models import MonthProgress

# A project without a figure.
NONE = -1
PROJECT = "version__schedule__project"


@dataclass(frozen=True)
class Table:
    """A position per project, by key. Pesos accumulated to the end of a month; progress in
    hundredths, `NONE` where nobody said. `budget`: all that is programmed, whatever the year."""

    project: Ints
    budget: Ints
    planned: Ints
    spent: Ints
    due: Ints
    real: Ints

    def __len__(self) -> int:
        return len(self.project)

    @property
    def measured(self) -> Measured:
        """PV and EV are the budget by the physical progress that was programmed and that is."""
        return Measured(
            worth(self.budget, np.maximum(self.due, 0)),
            worth(self.budget, np.maximum(self.real, 0)),
            self.spent,
            self.budget,
        )


def total_of(columns: tuple[str, ...]) -> Any:
    found: Any = F(columns[0])
    for column in columns[1:]:
        found = found + F(column)
    return found


def between(columns: tuple[str, ...], since: Month | None, until: Month) -> Any:
    """The months of a range, in each year; `since` nothing: from the beginning."""
    whens = []
    if since is not None and since.year == until.year:
        own = columns[since.number - 1 : until.number]
        return _case([When(year=until.year, then=total_of(own))], Value(0))
    whens.append(When(year=until.year, then=total_of(columns[: until.number])))
    if since is not None:
        whens.append(When(year=since.year, then=total_of(columns[since.number - 1 :])))
        whens.append(When(year__lt=since.year, then=Value(0)))
    whens.append(When(year__gt=until.year, then=Value(0)))
    return _case(whens, total_of(columns))


def _case(whens: list[When], default: Any) -> Case:
    return Case(*whens, default=default, output_field=BigIntegerField())


def measure(projects: "QuerySet[Project]", month: Month) -> Table:
    """In two questions, however many projects."""
    keys = projects.order_by().values("pk")
    money = (
        PortfolioYear.objects.filter(project__in=keys)
        .values("project")
        .annotate(
            budget=Sum(total_of(PLANNED)),
            planned=Sum(between(PLANNED, None, month)),
            spent=Sum(between(SPENT, None, month)),
        )
        .values_list("project", "budget", "planned", "spent")
    )
    known = {project: amounts for project, *amounts in money}
    progress = with_progress(projects, month).values_list("pk", "due", "real").order_by("pk")
    rows = [(pk, *known.get(pk, (0, 0, 0)), due, real) for pk, due, real in progress]
    table = np.array(rows, dtype=np.int64).reshape(-1, 6)
    return Table(*(np.ascontiguousarray(table[:, at]) for at in range(6)))


def with_progress(projects: "QuerySet[Project]", month: Month) -> Any:
    """Each with `due` and `real`: the last figure until a month."""
    until = {"month__lte": month.first}
    due = MonthProgress.objects.filter(
        **{PROJECT: OuterRef("pk"), "version__status": VersionStatus.IN_FORCE}, **until
    ).order_by("-month")
    real = MonthReport.objects.filter(project=OuterRef("pk"), **until).order_by("-month")
    return projects.annotate(
        due=Coalesce(Subquery(due.values("accumulated")[:1]), Value(NONE)),
        real=Coalesce(Subquery(real.values("physical")[:1]), Value(NONE)),
    )
