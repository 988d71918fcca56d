"""A plan as columns for `minga.rules`, and back as the board that its pages and forms show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import groupby

from minga.rules import workplan as rules
from minga.workplan.models import (
    Activity,
    ActivityStatus,
    Evidence,
    EvidenceReview,
    Objective,
    Status,
    WorkPlan,
)


class Proof(Enum):
    """How the evidence of an activity stands: the word that the page shows and its colour."""

    VERIFIED = ("verificada", "ok")
    WAITING = ("por verificar", "wait")
    RETURNED = ("devuelta", "stop")
    PARTIAL = ("incompleta", "")
    MISSING = ("falta", "")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def tone(self) -> str:
        return self.value[1]


TONES = {
    Status.FULFILLED: "ok",
    Status.NOT_FULFILLED: "stop",
    Status.IN_PROCESS: "go",
    Status.IN_EXECUTION: "go",
}


@dataclass(frozen=True)
class Row:
    """An activity on a day: its status, its evidence, what it earned."""

    activity: Activity
    status: str | None
    evidence: tuple[Evidence, ...]
    earned: int
    day: date

    @property
    def status_label(self) -> str:
        return Status(self.status).label if self.status else "sin informar"

    @property
    def status_tone(self) -> str:
        return TONES[Status(self.status)] if self.status else ""

    @property
    def waiting(self) -> list[Evidence]:
        return [item for item in self.evidence if item.outcome_on(self.day) is None]

    @property
    def returned(self) -> list[Evidence]:
        return [
            item
            for item in self.evidence
            if item.outcome_on(self.day) == EvidenceReview.Outcome.RETURNED
        ]

    @property
    def verified(self) -> list[Evidence]:
        return [
            item
            for item in self.evidence
            if item.outcome_on(self.day) == EvidenceReview.Outcome.VERIFIED
        ]

    @property
    def last_waiting(self) -> Evidence | None:
        return self.waiting[-1] if self.waiting else None

    @property
    def last_returned(self) -> Evidence | None:
        return self.returned[-1] if self.returned else None

    @property
    def proof(self) -> Proof:
        """The worst news first: returned, then waiting, then how much is missing."""
        if self.returned:
            return Proof.RETURNED
        if self.waiting:
            return Proof.WAITING
        if len(self.verified) >= self.activity.evidence_needed:
            return Proof.VERIFIED
        return Proof.PARTIAL if self.verified else Proof.MISSING

    @property
    def proof_day(self) -> date | None:
        """Of what the word says: verified on, uploaded on, returned on."""
        if self.proof == Proof.WAITING:
            return self.waiting[-1].on
        if self.proof == Proof.RETURNED:
            return self.returned[-1].review.on
        return self.verified[-1].review.on if self.verified else None

    @property
    def is_fulfilled(self) -> bool:
        return self.status == Status.FULFILLED

    @property
    def edge(self) -> str:
        """The mark at the row's edge: somebody must act, or it waits for a review."""
        if self.is_fulfilled:
            return ""
        if self.proof == Proof.WAITING:
            return "is-warn"
        late = self.activity.is_late(self.day)
        return "is-late" if self.proof == Proof.RETURNED or late else ""


@dataclass(frozen=True)
class Block:
    """An objective with its rows and sums."""

    objective: Objective
    rows: tuple[Row, ...]
    weight: int
    earned: int

    @property
    def share(self) -> int:
        """Whole percent of the objective's weight, for its bar."""
        return self.earned * 100 // self.weight if self.weight else 0


@dataclass(frozen=True)
class Step:
    """The score from a day on, and the activities whose status moved it."""

    on: date
    earned: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """A plan on a day."""

    day: date
    blocks: tuple[Block, ...]
    steps: tuple[Step, ...] = ()
    rows: tuple[Row, ...] = field(default=())

    @property
    def weight(self) -> int:
        return sum(block.weight for block in self.blocks)

    @property
    def earned(self) -> int:
        return sum(block.earned for block in self.blocks)

    @property
    def missing(self) -> int:
        return self.weight - self.earned

    @property
    def fulfilled(self) -> int:
        return sum(row.is_fulfilled for row in self.rows)

    @property
    def waiting(self) -> int:
        """Pieces of evidence that wait to be verified."""
        return sum(len(row.waiting) for row in self.rows)


def board_of(plan: WorkPlan, version_id: int | None, day: date) -> Board:
    """Three queries, whatever the number of activities."""
    if version_id is None:
        return Board(day, ())
    activities = list(Activity.objects.for_page().filter(version=version_id))
    statuses = list(ActivityStatus.objects.until(day).filter(line__plan=plan))
    evidence = Evidence.objects.for_page().filter(line__plan=plan, on__lte=day)
    return build(activities, statuses, list(evidence), day)


def build(
    activities: Sequence[Activity],
    statuses: Sequence[ActivityStatus],
    evidence: Iterable[Evidence],
    day: date,
) -> Board:
    """Columns to the rules, results into rows. `activities` come by objective and number."""
    last = {status.line_id: status.status for status in statuses}
    points = earned_by(activities, last)
    proofs = _current(evidence)
    rows = tuple(
        Row(activity, last.get(activity.line_id), tuple(proofs[activity.line_id]), int(point), day)
        for activity, point in zip(activities, points, strict=True)
    )
    return Board(day, _blocks(rows), _steps(activities, statuses), rows)


def earned_by(activities: Sequence[Activity], last: dict[int, str]) -> rules.Ints:
    weight = rules.ints(activity.weight for activity in activities)
    fulfilled = rules.bools(
        last.get(activity.line_id) == Status.FULFILLED for activity in activities
    )
    return rules.earned(weight, fulfilled)


def _current(evidence: Iterable[Evidence]) -> dict[int, list[Evidence]]:
    """By line, without those that a later one (of those known) corrects."""
    found = list(evidence)
    replaced = {item.replaces_id for item in found}
    by_line: dict[int, list[Evidence]] = defaultdict(list)
    for item in found:
        if item.pk not in replaced:
            by_line[item.line_id].append(item)
    return by_line


def _blocks(rows: Sequence[Row]) -> tuple[Block, ...]:
    groups = [tuple(group) for _, group in groupby(rows, key=lambda row: row.activity.objective_id)]
    position = rules.ints(index for index, group in enumerate(groups) for _ in group)
    weights = rules.total_by_objective(
        position, rules.ints(row.activity.weight for row in rows), len(groups)
    )
    earned = rules.total_by_objective(position, rules.ints(row.earned for row in rows), len(groups))
    return tuple(
        Block(group[0].activity.objective, group, int(weight), int(points))
        for group, weight, points in zip(groups, weights, earned, strict=True)
    )


def _steps(activities: Sequence[Activity], statuses: Sequence[ActivityStatus]) -> tuple[Step, ...]:
    """The score after each day on which it moved."""
    codes = {activity.line_id: activity.code for activity in activities}
    last: dict[int, str] = {}
    steps: list[Step] = []
    before = 0
    for on, facts in groupby(statuses, key=lambda status: status.on):
        moved = []
        for fact in facts:
            if (fact.status == Status.FULFILLED) != (last.get(fact.line_id) == Status.FULFILLED):
                moved.append(codes.get(fact.line_id, ""))
            last[fact.line_id] = fact.status
        earned = int(earned_by(activities, last).sum())
        if earned != before:
            steps.append(Step(on, earned, tuple(filter(None, moved))))
        before = earned
    return tuple(steps)


@dataclass(frozen=True)
class Score:
    """What a list says of a plan."""

    weight: int
    earned: int
    fulfilled: int
    activities: int


def scores(plans: Iterable[WorkPlan], day: date) -> dict[int, Score]:
    """Of several plans at once, in two queries: the version that ruled each one that day."""
    ids = [plan.pk for plan in plans]
    by_plan: dict[int, list[Activity]] = defaultdict(list)
    for activity in (
        Activity.objects.in_force_on(day).filter(version__plan__in=ids).select_related("version")
    ):
        by_plan[activity.version.plan_id].append(activity)
    statuses = ActivityStatus.objects.until(day).filter(line__plan__in=ids)
    last = dict(statuses.values_list("line_id", "status"))
    return {plan_id: _score(activities, last) for plan_id, activities in by_plan.items()}


def _score(activities: Sequence[Activity], last: dict[int, str]) -> Score:
    points = earned_by(activities, last)
    return Score(
        weight=sum(activity.weight for activity in activities),
        earned=int(points.sum()),
        fulfilled=int((points > 0).sum()),
        activities=len(activities),
    )
