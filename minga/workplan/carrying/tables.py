"""What a plan took of the year before, with the last word on each: for the pages and the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from minga.core.access import Access
from minga.workplan.carrying.models import (
    UNSETTLED,
    Became,
    CarriedCommitment,
    CarriedOutcome,
    CarriedQuerySet,
)
from minga.workplan.models import WorkPlan
from minga.workplan.search import open_to

NEAR = timedelta(days=15)
TONES = {
    Became.FULFILLED: "ok",
    Became.ACTIVITY: "ok",
    Became.REPLACED: "none",
    Became.DROPPED: "none",
    Became.ONGOING: "wait",
}
# An activity is in the plan while one of these versions has it.
LIVE = ("draft", "submitted", "in_force")
NOBODY_SAID = "nadie lo ha dicho todavía"


@dataclass(frozen=True)
class Line:
    """A commitment that was carried, with the last word on it."""

    carried: CarriedCommitment
    last: CarriedOutcome | None
    day: date

    @property
    def says(self) -> str:
        return self.last.get_kind_display() if self.last else NOBODY_SAID

    @property
    def tone(self) -> str:
        if self.last is None:
            return "stop" if self.is_late else ""
        return TONES[Became(self.last.kind)]

    @property
    def is_open(self) -> bool:
        """Something remains to be done or to be said."""
        return self.last is None or self.last.kind in UNSETTLED

    @property
    def is_late(self) -> bool:
        due = self.carried.due_on
        return self.is_open and due is not None and due < self.day

    @property
    def is_near(self) -> bool:
        due = self.carried.due_on
        return self.is_open and due is not None and due <= self.day + NEAR


def line_of(carried: CarriedCommitment, day: date) -> Line:
    """Of a row read with `for_page`: what was known of it that day."""
    said = [outcome for outcome in carried.said if outcome.on <= day]  # type: ignore[attr-defined]
    return Line(carried, said[-1] if said else None, day)


def lines_of(plan: WorkPlan, day: date) -> list[Line]:
    found = CarriedCommitment.objects.filter(plan=plan, on__lte=day).for_page()
    return [line_of(carried, day) for carried in found]


def readable(access: Access) -> CarriedQuerySet:
    """Of the plans that the person may open: a draft is of its own service."""
    seen = CarriedCommitment.objects.visible_to(access)
    return seen.filter(plan__in=open_to(access))


@dataclass(frozen=True)
class Sums:
    """How many of the carried ones have a word, and how many need one."""

    total: int
    unsaid: int
    ongoing: int
    late: int

    @property
    def settled(self) -> int:
        return self.total - self.unsaid - self.ongoing


def sums(lines: Iterable[Line]) -> Sums:
    lines = list(lines)
    unsaid = sum(line.last is None for line in lines)
    still_open = sum(line.is_open for line in lines)
    late = sum(line.is_late for line in lines)
    return Sums(len(lines), unsaid, still_open - unsaid, late)
