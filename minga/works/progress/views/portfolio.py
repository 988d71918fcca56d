"""Programmed against actual of the projects that one reads, cut by anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.charts import Chart, Point, Series
from minga.core.kinds import PESOS
from minga.core.months import Month
from minga.core.words import fold
from minga.rules.works.earned_value import Measured, cost_index, schedule_index
from minga.territory.look import look_of
from minga.works.models import Project
from minga.works.progress.cuts import Asked, Period, per_project
from minga.works.progress.measuring import Table, measure
from minga.works.progress.naming import CUTS, PLACES, Cut
from minga.works.progress.telling import Line, index, told
from minga.works.progress.views.common import month_of

FIRST = "territorio"
SHOWN_IN_CHART = 12


@dataclass(frozen=True)
class Row:
    """Pesos of a group in the period; its indices where it can be measured."""

    label: str
    planned: int
    spent: int
    schedule: str = ""
    cost: str = ""

    @property
    def in_thousands(self) -> tuple[int, int, int]:
        """Programmed, spent and what is between them, in M$, half up."""
        between = self.spent - self.planned
        return _thousands(self.planned), _thousands(self.spent), _thousands(between)

    @property
    def done(self) -> int | None:
        """Hundredths of what was programmed, half up."""
        if self.planned <= 0:
            return None
        return (2 * self.spent * 10_000 + self.planned) // (2 * self.planned)


def _thousands(amount: int) -> int:
    size = (abs(amount) + 500) // 1000
    return -size if amount < 0 else size


@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    staff = cast(StaffRequest, request)
    cut = CUTS.get(staff.GET.get("por", FIRST))
    place = PLACES.get(staff.GET.get("lugar", "comuna"))
    if cut is None or place is None:
        raise Http404
    period = _period(staff)
    visible = Project.objects.visible_to(staff.access)
    projects = Project.objects.filter(pk__in=visible.values("pk"))
    look = look_of(staff)
    asked = Asked(period, projects, look.chosen or period.until.last, place[0])
    table = measure(projects, period.until)
    rows = _rows(cut, asked, _measured_by(cut, projects, table))
    context = {
        "cut": cut,
        "cuts": CUTS.values(),
        "places": PLACES.items() if cut.key == FIRST else (),
        "place": staff.GET.get("lugar", "comuna"),
        "period": period,
        "division": asked.division,
        "rows": rows,
        "total": _total(asked, cut, rows),
        "adds_up": cut.key != "iniciativa",
        "lines": _lines(table),
        "chart": _chart(cut, rows, period),
        "measures": bool(cut.field),
        "projects": len(table),
    }
    return render(request, "progress/portfolio.html", context)


def _period(request: StaffRequest) -> Period:
    """Of the address; else from January of the year on top to its last month that is over."""
    year = look_of(request).year
    last = min(Month(year, 12), Month.of(request.day) + -1)
    first = Month(min(year, last.year), 1)
    since, until = (_month(request, name) for name in ("desde", "hasta"))
    since, until = since or first, until or last
    return Period(min(since, until), max(since, until))


def _month(request: StaffRequest, name: str) -> Month | None:
    try:
        return month_of(request.GET.get(name, ""))
    except Http404:
        return None


def _rows(cut: Cut, asked: Asked, indices: Mapping[Any, tuple[str, str]]) -> list[Row]:
    totals = cut.totals(asked)
    names = cut.names(asked, [key for key in totals if key is not None])
    found = [
        Row(names.get(key) or cut.nobody, *amounts, *indices.get(key, ("", "")))
        for key, amounts in totals.items()
    ]
    return sorted(found, key=lambda row: (row.label == cut.nobody, fold(row.label)))


def _measured_by(cut: Cut, projects: Any, table: Table) -> dict[Any, tuple[str, str]]:
    """SPI and CPI of each group, on the sums of its projects."""
    if not cut.field or not len(table):
        return {}
    of_project = dict(projects.values_list("pk", cut.field))
    keys = [of_project[pk] for pk in table.project.tolist()]
    groups = list(dict.fromkeys(keys))
    numbers = {key: number for number, key in enumerate(groups)}
    at = np.array([numbers[key] for key in keys])
    sums = [np.zeros(len(groups), dtype=np.int64) for _ in Measured._fields]
    for into, column in zip(sums, table.measured, strict=True):
        np.add.at(into, at, column)
    measured = Measured(*sums)
    pairs = zip(schedule_index(measured).tolist(), cost_index(measured).tolist(), strict=True)
    return dict(zip(groups, ((index(s), index(c)) for s, c in pairs), strict=True))


def _total(asked: Asked, cut: Cut, rows: list[Row]) -> Row:
    """Of all: the groups add up to it, but where a project is in several."""
    if cut.key != "iniciativa":
        return Row("Total", sum(row.planned for row in rows), sum(row.spent for row in rows))
    _, planned, spent = per_project(asked)
    return Row("Total", int(planned.sum()), int(spent.sum()))


def _lines(table: Table) -> list[Line]:
    if not int(table.budget.sum()):
        return []
    return told(Measured(*(np.array([column.sum()]) for column in table.measured)))


def _chart(cut: Cut, rows: list[Row], period: Period) -> Chart:
    most = sorted(rows, key=lambda row: -max(row.planned, row.spent))[:SHOWN_IN_CHART]
    return Chart(
        kind="bars",
        title=f"Lo gastado y lo programado, por {cut.title.lower()}",
        note=f"Pesos, {period.since.name} a {period.until.name}; la marca es lo programado",
        series=(
            Series("Gastado", tuple(Point(row.label, row.spent) for row in most), "done"),
            Series("Programado", tuple(Point(row.label, row.planned) for row in most), "plan"),
        )
        if most
        else (),
        value=PESOS,
        place_title=cut.title,
        empty="Aquí verá lo programado y lo gastado cuando haya programas aprobados o gastos.",
    )
