"""All that a version says, read once: pages show it in several ways."""

from dataclasses import dataclass
from functools import cached_property

from minga.budget.models import LineItem
from minga.core.months import Month
from minga.works.models import CostLine
from minga.works.schedules.models import Milestone, ScheduleVersion


@dataclass(frozen=True)
class Contents:
    """Each part is asked for when it is first looked at, and kept."""

    version: ScheduleVersion

    @cached_property
    def items(self) -> dict[int, LineItem]:
        """Every line item of projects, in the order of the classification."""
        return {item.pk: item for item in LineItem.objects.of_projects()}

    @cached_property
    def amounts(self) -> dict[tuple[int, Month], int]:
        rows = self.version.amounts.order_by().values_list("line_item_id", "month", "amount")
        return {(item, month): amount for item, month, amount in rows}

    @cached_property
    def progress(self) -> dict[Month, int]:
        """In the order of the months."""
        return dict(self.version.progress.order_by("month").values_list("month", "accumulated"))

    @cached_property
    def milestones(self) -> list[Milestone]:
        return list(self.version.milestones.order_by("slot", "on", "round", "pk"))

    @cached_property
    def costs(self) -> list[CostLine]:
        return list(self.version.schedule.project.costs.order_by("year", "pk"))

    @property
    def total(self) -> int:
        return sum(self.amounts.values())

    def years(self, today: int) -> list[int]:
        """Those with something said or with a cost, today's, and one more at each end."""
        found = {today, *self.filled, *(cost.year for cost in self.costs)}
        return list(range(min(found) - 1, max(found) + 2))

    @property
    def filled(self) -> set[int]:
        """Years in which money is spent or the works advance."""
        return {month.year for _, month in self.amounts} | {month.year for month in self.progress}

    def year_to_show(self, today: int) -> int:
        """Today's, or the nearest one to come in which something happens."""
        filled = self.filled or {cost.year for cost in self.costs} or {today}
        return min((year for year in filled if year >= today), default=max(filled))
