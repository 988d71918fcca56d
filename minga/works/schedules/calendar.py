"""The calendar of a project in one look: its milestones, the next one, its money by month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from minga.core.charts import Chart, Point, Series
from minga.core.kinds import INTEGER
from minga.core.money import thousands
from minga.core.months import Month
from minga.core.numbers import decimal
from minga.works.models.costs import THOUSAND
from minga.works.schedules.contents import Contents
from minga.works.schedules.models import Milestone, MilestoneKind

MOST_MONTHS = 36


@dataclass(frozen=True)
class Calendar:
    milestones: list[Milestone]
    upcoming: Milestone | None
    chart: Chart | None
    total: int
    # Hundredths of a percent promised by the end of the month of the day.
    promised: int
    several: bool
    day: date

    @property
    def promised_shown(self) -> str:
        return decimal(self.promised, 2)


def calendar_of(contents: Contents, day: date) -> Calendar:
    order = {kind: place for place, kind in enumerate(MilestoneKind.values)}
    milestones = sorted(contents.milestones, key=lambda row: (row.on, order[row.kind]))
    money: dict[Month, int] = defaultdict(int)
    for (_, month), amount in contents.amounts.items():
        money[month] += amount
    reached = [at for month, at in contents.progress.items() if month <= Month.of(day)]
    return Calendar(
        milestones=milestones,
        upcoming=next((row for row in milestones if row.on >= day), None),
        chart=_chart(money, day),
        total=sum(money.values()),
        promised=reached[-1] if reached else 0,
        several=len({row.slot for row in milestones}) > 1,
        day=day,
    )


def _chart(money: dict[Month, int], day: date) -> Chart | None:
    """By month, or by year where the months are too many to be told apart."""
    if not money:
        return None
    first, last = min(money), max(money)
    total = thousands(sum(money.values()))
    if last - first >= MOST_MONTHS:
        years: dict[str, int] = defaultdict(int)
        for month, amount in sorted(money.items()):
            years[str(month.year)] += amount
        points = [Point(year, amount // THOUSAND) for year, amount in years.items()]
        return _drawn("bars", f"{total} entre {first.year} y {last.year}", "año", points)
    points = [Point(month, money.get(month, 0) // THOUSAND) for month in first.until(last)]
    highest = max(money, key=lambda month: money[month])
    title = f"{total} en {last - first + 1} meses; el mayor gasto, en {highest.name}"
    if first == last:
        title = f"{total} en {first.name}"
    return _drawn("months", title, "mes", points)


def _drawn(kind: str, title: str, each: str, points: list[Point]) -> Chart:
    return Chart(
        kind=kind,  # type: ignore[arg-type]  # one of its shapes
        title=title,
        note=f"Gasto programado por {each}, M$",
        series=(Series("Programado", tuple(points), tone="done"),),
        value=INTEGER,
        place_title=each.capitalize(),
    )
