"""The figures of a month, project by project: what was programmed and what was done.

What is done of a closed month cannot change. What was programmed can, by a version approved later:
for a service that closed the month, the version that ruled on the day of the closing counts.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from minga.core.months import Month
from minga.core.versions import VersionStatus
from minga.rules.works.earned_value import Ints
from minga.works.models import Project
from minga.works.progress.measuring import NONE, Table, measure
from minga.works.progress.models import MonthClosing, PortfolioYear
from minga.works.progress.models.summary import PLANNED, SPENT
from minga.works.reporting.asking import Question
from minga.works.schedules.models import MonthAmount, MonthProgress, ScheduleVersion

MONTHS = 12


@dataclass(frozen=True)
class Figures:
    """A row per project, in the order of `table`. `planned` and `spent`: (n, 12) pesos of the
    months of the year; `spent` of months after the one asked for is nobody's."""

    month: Month
    table: Table
    planned: Ints
    spent: Ints

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def of_month(self) -> tuple[Ints, Ints]:
        at = self.month.number - 1
        return self.planned[:, at], self.spent[:, at]

    @cached_property
    def of_year(self) -> tuple[Ints, Ints]:
        """From January to the month."""
        return self.planned[:, : self.month.number].sum(1), self.spent.sum(1)

    @cached_property
    def rows(self) -> dict[int, int]:
        """Project → its position."""
        return {pk: at for at, pk in enumerate(self.table.project.tolist())}


def figures_of(asked: Question, projects: "QuerySet[Project]") -> Figures:
    """In a number of questions that does not grow with the projects."""
    table = measure(projects, asked.month)
    at = {pk: row for row, pk in enumerate(table.project.tolist())}
    planned, spent = (np.zeros((len(table), MONTHS), dtype=np.int64) for _ in range(2))
    rows = PortfolioYear.objects.filter(
        year=asked.year, project__in=projects.order_by().values("pk")
    )
    for pk, *amounts in rows.values_list("project", *PLANNED, *SPENT):
        planned[at[pk]], spent[at[pk]] = amounts[:MONTHS], amounts[MONTHS:]
    spent[:, asked.month.number :] = 0
    found = Figures(asked.month, table, planned, spent)
    return _as_closed(found, at, projects) if asked.closings else found


def _as_closed(found: Figures, at: dict[int, int], projects: "QuerySet[Project]") -> Figures:
    """Projects whose schedule in force is later than the closing, as they were programmed then."""
    later = _versions(projects, found.month).filter(
        status=VersionStatus.IN_FORCE, approved_on__gt=F("closed")
    )
    moved = list(later.values_list("schedule__project", flat=True))
    if not moved:
        return found
    ruled = _versions(projects, found.month).filter(
        schedule__project__in=later.values("schedule__project"),
        approved_on__lte=F("closed"),
        superseded_on__gt=F("closed"),
    )
    of_project = dict(ruled.values_list("pk", "schedule__project"))
    planned, budget, due = found.planned.copy(), found.table.budget.copy(), found.table.due.copy()
    gone = [at[pk] for pk in moved]
    planned[gone], budget[gone], due[gone] = 0, 0, NONE
    amounts = MonthAmount.objects.filter(version__in=ruled.values("pk")).values("version", "month")
    for version, month, amount in amounts.annotate(sum=Sum("amount")).values_list(
        "version", "month", "sum"
    ):
        row = at[of_project[version]]
        budget[row] += amount
        if month.year == found.month.year:
            planned[row, month.number - 1] += amount
    progress = MonthProgress.objects.filter(
        version__in=ruled.values("pk"), month__lte=found.month.first
    )
    for version, done in progress.order_by("month").values_list("version", "accumulated"):
        due[at[of_project[version]]] = done
    table = replace(found.table, budget=budget, due=due)
    return replace(found, planned=planned, table=table)


def _versions(projects: "QuerySet[Project]", month: Month) -> Any:
    """Each with the day on which its service closed the month."""
    closing = MonthClosing.objects.standing().filter(
        service=OuterRef("schedule__project__service"), month=month.first
    )
    found = ScheduleVersion.objects.filter(
        schedule__project__in=projects.order_by().values("pk"), approved_on__isnull=False
    )
    return found.annotate(closed=Subquery(closing.values("closed_on")[:1]))
