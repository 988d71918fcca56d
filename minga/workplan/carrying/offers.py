"""What the plans of a year left for the next one, and which plan has taken it already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from minga.workplan.carrying.models import CarriedCommitment
from minga.workplan.leaving import Left, Source, left_by
from minga.workplan.models import WorkPlan


@dataclass(frozen=True)
class Offer:
    """A commitment that a plan left, and who has it already."""

    from_plan: WorkPlan
    source: Source
    left: Left
    carried: CarriedCommitment | None

    @property
    def key(self) -> tuple[str, str]:
        return self.source.key, self.left.key

    @property
    def value(self) -> str:
        return ":".join(self.key)

    @property
    def who(self) -> str:
        if self.left.responsible:
            return self.left.responsible.short_name
        return self.left.responsible_words or "sin responsable"


def offers_for(plan: WorkPlan) -> list[Offer]:
    """What the plans of the service left in the year before, in the order of their parts."""
    before = WorkPlan.objects.filter(service=plan.service_id, year=plan.year - 1)
    return list(offers_of(before.select_related("service").order_by("pk")))


def offers_of(plans: Iterable[WorkPlan]) -> Iterator[Offer]:
    plans = list(plans)
    taken = CarriedCommitment.objects.filter(from_plan__in=plans).select_related("plan", "by")
    by_key = {(row.source, row.left_key): row for row in taken}
    for plan in plans:
        for source, left in left_by(plan):
            yield Offer(plan, source, left, by_key.get((source.key, left.key)))
