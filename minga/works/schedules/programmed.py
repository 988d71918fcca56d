"""What projects promise, for those above: of many at once, in arrays or keyed by project.

`projects` is a queryset of projects or their keys. Each asks the version in force, or the baseline,
or any versions one names: a draft to look at before it is sent.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from minga.core.months import Month
from minga.works.models import Project
from minga.works.schedules.models import (
    Milestone,
    MonthAmount,
    MonthProgress,
    ScheduleVersion,
)

Ints = npt.NDArray[np.int64]
Projects = QuerySet[Project] | Iterable[int]
Versions = QuerySet[ScheduleVersion]
PROJECT = "version__schedule__project_id"


@dataclass(frozen=True)
class Amounts:
    """A position per project, line item and month, in that order. `month` is `Month.index`;
    `amount`, pesos."""

    project: Ints
    line_item: Ints
    month: Ints
    amount: Ints

    def __len__(self) -> int:
        return len(self.amount)


@dataclass(frozen=True)
class Progress:
    """A position per project and month, in that order: hundredths of a percent accumulated."""

    project: Ints
    month: Ints
    accumulated: Ints

    def __len__(self) -> int:
        return len(self.accumulated)

    def at(self, month: Month) -> dict[int, int]:
        """Project → what it has promised by the end of a month: its last row until then."""
        until = self.month <= month.index
        # In order of months: of the rows of a project, the last one stays.
        return dict(
            zip(self.project[until].tolist(), self.accumulated[until].tolist(), strict=True)
        )


@dataclass(frozen=True)
class Promised:
    """A milestone of a project."""

    slot: str
    round: int
    kind: str
    outcome: str
    on: date


def versions_of(projects: Projects, *, baseline: bool = False) -> Versions:
    """Of each project, the version in force; or its baseline, be it in force or not."""
    rows = ScheduleVersion.objects.all()
    rows = rows.baselines() if baseline else rows.in_force()
    return rows.filter(schedule__project__in=_keys(projects))


def versions_on(projects: Projects, day: date) -> Versions:
    """Of each project, the version that ruled on a day."""
    rows = ScheduleVersion.objects.filter(approved_on__lte=day).exclude(superseded_on__lte=day)
    return rows.filter(schedule__project__in=_keys(projects))


def amounts(versions: Versions) -> Amounts:
    rows = MonthAmount.objects.filter(version__in=versions.order_by().values("pk"))
    found = rows.order_by(PROJECT, "line_item_id", "month").values_list(
        PROJECT, "line_item_id", "month", "amount"
    )
    project, line_item, month, amount = _columns(found, month_at=2, width=4)
    return Amounts(project, line_item, month, amount)


def progress(versions: Versions) -> Progress:
    rows = MonthProgress.objects.filter(version__in=versions.order_by().values("pk"))
    found = rows.order_by(PROJECT, "month").values_list(PROJECT, "month", "accumulated")
    project, month, accumulated = _columns(found, month_at=1, width=3)
    return Progress(project, month, accumulated)


def milestones(versions: Versions) -> dict[int, list[Promised]]:
    """Project → its milestones by contract, round and day."""
    rows = Milestone.objects.filter(version__in=versions.order_by().values("pk"))
    found = rows.order_by(PROJECT, "slot", "round", "on", "pk").values_list(
        PROJECT, "slot", "round", "kind", "outcome", "on"
    )
    kept: dict[int, list[Promised]] = defaultdict(list)
    for project, *said in found:
        kept[project].append(Promised(*said))
    return dict(kept)


def _keys(projects: Projects) -> Any:
    if isinstance(projects, QuerySet):
        return projects.order_by().values("pk")
    return list(projects)


def _columns(rows: Iterable[tuple[Any, ...]], *, month_at: int, width: int) -> tuple[Ints, ...]:
    table = np.array(
        [
            [value.index if at == month_at else value for at, value in enumerate(row)]
            for row in rows
        ],
        dtype=np.int64,
    ).reshape(-1, width)
    return tuple(np.ascontiguousarray(table[:, column]) for column in range(width))
