"""What a plan took of the year before, with the last word on each: for the pages and the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from minga.commitments.models import Commitment, State
from minga.core.access import Access
from minga.workplan.carrying.models import (
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
NOBODY_SAID = "nadie lo ha dicho todavía"


@dataclass(frozen=True)
class Line:
    """A commitment that was carried, with the last word on it and the commitment that follows it
    up, if any."""

    carried: CarriedCommitment
    last: CarriedOutcome | None
    day: date
    followed: Commitment | None = None

    @property
    def says(self) -> str:
        if self.last is None:
            state = self.followed and self.followed.said_on(self.day)
            return f"en seguimiento: {state}" if state else NOBODY_SAID
        if self.left_the_plan:
            return "pasó a una actividad que ya no está en el programa"
        return self.last.get_kind_display()

    @property
    def tone(self) -> str:
        if self.last is None or self.left_the_plan:
            return "stop" if self.is_late or self.last else ""
        return TONES[Became(self.last.kind)]

    @property
    def left_the_plan(self) -> bool:
        """The activity that it passed to is in no version that rules or is being prepared."""
        return self.last is not None and self.last.left_the_plan

    @property
    def is_unsaid(self) -> bool:
        return self.last is None and self.followed is None

    @property
    def is_open(self) -> bool:
        """Something remains to be done or to be said."""
        if self.last is not None and self.last.kind == Became.DROPPED:
            return False
        if self.followed is not None and (
            self.followed.is_open or self.followed.state == State.FULFILLED
        ):
            return self.followed.is_open
        return self.last is None or not self.last.is_settled

    @property
    def is_ongoing(self) -> bool:
        """Its word leaves something to be done: as the row tells it."""
        if self.last is None:
            return self.followed is not None and self.followed.is_open
        return not self.last.is_settled

    @property
    def due_on(self) -> date | None:
        return self.followed.due_on if self.followed else self.carried.due_on

    @property
    def is_late(self) -> bool:
        reported = self.followed is not None and self.followed.state == State.REPORTED
        past = self.due_on is not None and self.due_on < self.day
        return self.is_open and past and not reported

    @property
    def is_near(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on <= self.day + NEAR


def line_of(carried: CarriedCommitment, day: date) -> Line:
    """Of a row read with `for_page`: what was known of it that day."""
    said = [outcome for outcome in carried.said if outcome.on <= day]  # type: ignore[attr-defined]
    follow_up = getattr(carried, "follow_up", None)
    followed = follow_up.commitment if follow_up and follow_up.on <= day else None
    return Line(carried, said[-1] if said else None, day, followed)


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
    unsaid = sum(line.is_unsaid for line in lines)
    ongoing = sum(line.is_ongoing for line in lines)
    late = sum(line.is_late for line in lines)
    return Sums(len(lines), unsaid, ongoing, late)
