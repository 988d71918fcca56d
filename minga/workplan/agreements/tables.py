"""An agreement as the rules read it, and back as the board that its pages and forms show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from minga.core.parameters.rulings import corrections, merge, shape_of
from minga.core.parameters.words import slug_of
from minga.rules import agreements as rules
from minga.rules.parameters import NotInForce, Parameter
from minga.workplan.agreements import figures
from minga.workplan.agreements.announced import Announced, Measurer, measurer_of
from minga.workplan.agreements.models import Agreement, AgreementVersion, Goal, Measurement


class State(Enum):
    """How a goal stands: the word that the page shows and its colour."""

    MET = ("cumple", "ok")
    CORRECTED = ("cumple con cifra corregida", "ok")
    NOT_YET = ("aún no cumple", "wait")
    MISSED = ("no cumple", "stop")
    TO_VERIFY = ("por verificar", "wait")
    RETURNED = ("cifra devuelta", "stop")
    PROVISIONAL = ("provisorio", "wait")
    NO_AREA = ("sin medir: falta su módulo", "")
    UNMEASURED = ("sin medir", "")
    OVERDUE = ("sin medir y vencida", "stop")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def tone(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Row:
    """A goal on a day. `standing`: the last official figure that somebody else or Minga vouches
    for; `replaced`: the one that it corrects, when that one had counted; `open`: a figure of the
    last cut that waits or was returned; `provisional`: of a month that is not over."""

    goal: Goal
    day: date
    standing: Measurement | None = None
    replaced: Measurement | None = None
    open: Measurement | None = None
    provisional: Measurement | None = None

    @property
    def value(self) -> Fraction | None:
        return self.value_of(self.standing) if self.standing else None

    def value_of(self, measurement: Measurement) -> Fraction:
        return rules.figure(
            measurement.numerator, measurement.denominator, is_percent=self.goal.is_percent
        )

    def shown(self, measurement: Measurement) -> str:
        return figures.shown(self.value_of(measurement), self.goal)

    def sides(self, measurement: Measurement) -> str:
        return figures.sides(measurement.numerator, measurement.denominator, self.goal)

    @property
    def figure(self) -> str:
        return self.shown(self.standing) if self.standing else "–"

    @property
    def provisional_figure(self) -> str:
        return self.shown(self.provisional) if self.provisional else "–"

    @property
    def target(self) -> str:
        return self.goal.target_words

    def reaches(self, measurement: Measurement) -> bool:
        found = self.value_of(measurement)
        return rules.is_met(found, self.goal.target, at_least=self.goal.is_at_least)

    @property
    def is_met(self) -> bool:
        """Once its month is over, only by the cut of that month."""
        if self.is_past and not self.is_closed:
            return False
        return self.standing is not None and self.reaches(self.standing)

    @property
    def earned(self) -> int:
        return self.goal.weight if self.is_met else 0

    @property
    def measurer(self) -> Measurer | None:
        return measurer_of(self.goal.indicator) if self.goal.indicator else None

    @property
    def announced(self) -> Announced | None:
        return self.measurer if isinstance(self.measurer, Announced) else None

    @property
    def is_unknown(self) -> bool:
        """Its indicator was known when it was written, and is no more."""
        return bool(self.goal.indicator) and self.measurer is None

    @property
    def is_past(self) -> bool:
        return self.goal.due.last < self.day

    @property
    def is_closed(self) -> bool:
        """Measured at the month in which it has to be met."""
        return self.standing is not None and self.standing.month >= self.goal.due

    @property
    def waits(self) -> bool:
        return self.open is not None and self.open.outcome_on(self.day) is None

    @property
    def corrects(self) -> bool:
        """What is open takes the place of a figure of the same cut."""
        return self.open is not None and self.open.supersedes_id is not None

    @property
    def state(self) -> State:
        if self.standing and (self.is_closed or not self.is_past):
            return self._measured()
        if self.open:
            return State.TO_VERIFY if self.waits else State.RETURNED
        if self.provisional:
            return State.PROVISIONAL
        if self.announced:
            return State.NO_AREA
        return State.OVERDUE if self.is_past else State.UNMEASURED

    def _measured(self) -> State:
        if self.is_met:
            return State.CORRECTED if self.replaced else State.MET
        return State.MISSED if self.is_closed else State.NOT_YET

    @property
    def counts_since(self) -> date | None:
        """The day on which the figure that stands was vouched for."""
        if self.standing is None:
            return None
        review = getattr(self.standing, "review", None) if self.standing.needs_review else None
        return review.on if review else self.standing.on

    @property
    def edge(self) -> str:
        return {"stop": "is-late", "wait": "is-warn"}.get(self.state.tone, "")


@dataclass(frozen=True)
class Board:
    """An agreement on a day."""

    day: date
    rows: tuple[Row, ...] = ()

    @property
    def weight(self) -> int:
        return sum(row.goal.weight for row in self.rows)

    @property
    def earned(self) -> int:
        weights = [row.goal.weight for row in self.rows]
        return rules.score(weights, [row.is_met for row in self.rows])

    @property
    def missing(self) -> int:
        return self.weight - self.earned

    @property
    def met(self) -> int:
        return sum(row.is_met for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(row.waits for row in self.rows)

    @property
    def unmeasured(self) -> int:
        return sum(row.standing is None for row in self.rows)

    @property
    def closed_on(self) -> date | None:
        """The day on which the last goal was measured at its month; none while one is not."""
        days = [row.counts_since for row in self.rows if row.is_closed]
        known = [day for day in days if day]
        return max(known) if known and len(known) == len(self.rows) else None

    def row_of(self, line: str) -> Row | None:
        return next((row for row in self.rows if row.goal.line.public_id == line), None)


def board_of(version: AgreementVersion | None, day: date) -> Board:
    """Three queries, whatever the number of goals."""
    if version is None:
        return Board(day)
    goals = list(version.goals.for_page())
    return Board(day, rows_of(goals, measured(goals, day), day))


def measured(goals: Iterable[Goal], day: date) -> list[Measurement]:
    lines = {goal.line_id for goal in goals}
    return list(Measurement.objects.for_page().filter(line__in=lines, on__lte=day))


def rows_of(goals: Sequence[Goal], found: Iterable[Measurement], day: date) -> tuple[Row, ...]:
    """`found` in the order of their cuts, as `for_page` gives them."""
    by_line: dict[int, list[Measurement]] = defaultdict(list)
    for measurement in found:
        by_line[measurement.line_id].append(measurement)
    return tuple(_row(goal, by_line[goal.line_id], day) for goal in goals)


def _row(goal: Goal, found: Sequence[Measurement], day: date) -> Row:
    # What was measured past its month, before a modification brought the month forward, is history.
    official = [item for item in found if not item.is_provisional and item.month <= goal.due]
    counted = [item for item in official if item.counts_on(day)]
    standing = counted[-1] if counted else None
    last = official[-1] if official else None
    replaced = next(
        (item for item in reversed(counted[:-1]) if standing and item.month == standing.month), None
    )
    provisional = next((item for item in reversed(found) if item.is_provisional), None)
    if provisional and last and provisional.month <= last.month:
        provisional = None
    return Row(
        goal, day, standing, replaced,
        open=last if last is not standing else None, provisional=provisional,
    )  # fmt: skip


def boards(agreements: Iterable[Agreement], day: date) -> dict[int, Board]:
    """Of several agreements at once, by the version that ruled each one that day."""
    goals = list(
        Goal.objects.for_page()
        .select_related("line", "responsible", "version__agreement")
        .filter(
            version__agreement__in=[agreement.pk for agreement in agreements],
            version__approved_on__lte=day,
        )
        .exclude(version__superseded_on__lte=day)
    )
    by_agreement: dict[int, list[Row]] = defaultdict(list)
    for row in rows_of(goals, measured(goals, day), day):
        by_agreement[row.goal.version.agreement_id].append(row)
    return {key: Board(day, tuple(rows)) for key, rows in by_agreement.items()}


FILE, NAME = "agreements", "collective_increment"


@dataclass(frozen=True)
class Increment:
    """Which part of the collective increment the points would give, by which norm. `rule`: as it
    was known when the agreement closed, or on the day of the board; `since`: that day. `digest`: of
    the set of parameters. `later`: what was corrected afterwards."""

    part: int
    rule: Parameter
    since: date
    digest: str
    later: Parameter | None = None

    @property
    def slug(self) -> str:
        """Of the page of its parameter."""
        shape = shape_of(FILE, NAME)
        return slug_of(shape) if shape else ""


def increment(agreement: Agreement, board: Board) -> Increment | None:
    """Of a collective agreement, by what rules at the end of its year. What a service corrects
    after the agreement closed changes nothing of it. One query."""
    if agreement.kind != Agreement.Kind.COLLECTIVE or not board.rows:
        return None
    since = board.closed_on or board.day
    over, end = corrections(FILE, agreement.institution_id), date(agreement.year, 12, 31)
    known = merge(FILE, over, as_of=since)
    try:
        rule = known.on(NAME, end)
        later = merge(FILE, over, as_of=board.day).on(NAME, end)
    except NotInForce:
        return None
    part = rules.part_earned(board.earned, rule.values["bands"])
    return Increment(part, rule, since, known.digest, later if later != rule else None)
