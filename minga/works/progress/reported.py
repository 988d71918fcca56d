"""Which projects have to report a month, and which did."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from minga.core.months import Month
from minga.core.versions import VersionStatus
from minga.works.models import Project
from minga.works.progress.models import MonthReport
from minga.works.schedules.models import MonthAmount, MonthProgress

WHOLE = 100_00


def missing_in(service_id: int, month: Month) -> int:
    """How many have not reported it."""
    return counts(service_id, month)[1]


def counts(service_id: int, month: Month) -> tuple[int, int]:
    """How many have to report it, and of them how many have not."""
    missing = Count("pk", filter=Q(has_report=False))
    found = expected(service_id, month).aggregate(every=Count("pk"), missing=missing)
    return found["every"], found["missing"]


def expected(service_id: int, month: Month) -> Any:
    """In the portfolio, begun by then and not yet at 100 %; with `has_report`. Begun: its schedule
    in force has a month by then, or it was reported or spent in once."""
    projects = Project.objects.filter(service=service_id, state="active")
    return due(projects, month)


def due(projects: "QuerySet[Project]", month: Month) -> Any:
    in_force: dict[str, Any] = {
        "version__schedule__project": OuterRef("pk"),
        "version__status": VersionStatus.IN_FORCE,
        "month__lte": month.first,
    }
    reports = MonthReport.objects.filter(project=OuterRef("pk"))
    begun = (
        Exists(MonthAmount.objects.filter(**in_force))
        | Exists(MonthProgress.objects.filter(**in_force))
        | Exists(reports.filter(month__lte=month.first))
    )
    finished = Exists(reports.filter(month__lt=month.first, physical=WHOLE))
    own = Exists(reports.filter(month=month.first))
    found = projects.annotate(has_report=own)
    return found.filter(Q(begun) & (~Q(finished) | Q(has_report=True)))


def counts_by_month(service_id: int, months: Sequence[Month]) -> dict[Month, tuple[int, int]]:
    """The same for several months at once, in two questions."""
    ours = {"version__schedule__project": OuterRef("pk"), "version__status": VersionStatus.IN_FORCE}
    reports = MonthReport.objects.filter(project=OuterRef("pk")).order_by("month")
    projects = Project.objects.filter(service=service_id, state="active").annotate(
        amount_from=_first(MonthAmount.objects.filter(**ours).order_by("month")),
        progress_from=_first(MonthProgress.objects.filter(**ours).order_by("month")),
        reported_from=_first(reports),
        finished_in=_first(reports.filter(physical=WHOLE)),
    )
    known = projects.values_list(
        "pk", "finished_in", "amount_from", "progress_from", "reported_from"
    )
    begun = [(pk, end, [one for one in starts if one]) for pk, end, *starts in known]
    told = MonthReport.objects.filter(
        project__service=service_id, project__state="active", month__in=[m.first for m in months]
    )
    said = set(told.values_list("project", "month"))
    found = {}
    for month in months:
        asked = [
            (pk, month) in said
            for pk, end, starts in begun
            if starts
            and min(starts) <= month
            and (end is None or end >= month or (pk, month) in said)
        ]
        found[month] = (len(asked), asked.count(False))
    return found


def _first(rows: Any) -> Subquery:
    return Subquery(rows.values("month")[:1])
