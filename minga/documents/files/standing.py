"""How the files of cases stand on a day: what each state asks for, what came, what is missing.

A state that a case already entered is judged by the rules of the day on which it entered; the
others, by those of the day that is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Subquery

from minga.core.cases import CaseKind, kind_of
from minga.core.models import Event
from minga.documents.files.models import Filing, Passage, Requirement, Waiver


@dataclass(frozen=True)
class Line:
    """One document that a state asks for, in one case."""

    requirement: Requirement
    day: date
    since: date
    filing: Filing | None = None
    waiver: Waiver | None = None

    @property
    def is_settled(self) -> bool:
        return self.filing is not None or self.waiver is not None

    @property
    def is_missing(self) -> bool:
        return self.requirement.compulsory and not self.is_settled

    @property
    def days(self) -> int:
        return max(0, (self.day - self.since).days)


@dataclass(frozen=True)
class Entered:
    """When a case entered a state, and how many documents it had to have."""

    on: date
    required: int


@dataclass(frozen=True)
class StateFile:
    """What one state asks for in one case."""

    key: str
    label: str
    lines: list[Line]
    passage: "Entered | None" = None
    # What would be missing by today's rules if the case entered it again.
    again: list[Line] = field(default_factory=list)

    @property
    def compulsory(self) -> list[Line]:
        return [line for line in self.lines if line.requirement.compulsory]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.is_missing]


@dataclass(frozen=True)
class Standing:
    """The file of one case on a day."""

    case: Any
    kind: CaseKind
    day: date
    states: list[StateFile]
    # Counted documents that no line of its states shows.
    others: list[Filing]
    # What was there and no longer counts.
    past: list[Filing]

    def state(self, key: str) -> StateFile:
        found = next((state for state in self.states if state.key == key), None)
        return found or StateFile(key, self.kind.states.get(key, key), [])

    @property
    def next_state(self) -> StateFile | None:
        """The first one that still lies ahead and asks for something."""
        ahead = (state for state in self.states if state.passage is None and state.lines)
        return next(ahead, None)

    @property
    def counted(self) -> list[Filing]:
        """In the order of the file: by state, then the others."""
        held = [line.filing for state in self.states for line in state.lines if line.filing]
        return [*dict.fromkeys(held), *self.others]

    @property
    def is_ruled(self) -> bool:
        return any(state.lines for state in self.states)


def standing_of(case: Any, day: date) -> Standing:
    """Three queries."""
    kind = kind_of(case)
    own = {"case_model": kind.model_label, "case_id": case.pk}
    rules = _rules(kind, case, day)
    waivers = Waiver.objects.until(day).filter(**own).select_related("by")
    return _standing(
        case,
        kind,
        day,
        rules,
        list(Filing.objects.for_page().filter(**own)),
        {waiver.line: waiver for waiver in waivers},
        {
            rule.state: Entered(rule.entered_on, rule.entered_with)
            for rule in rules
            if rule.entered_on
        },
        next((rule.begun_on for rule in rules if rule.begun_on), day),
    )


def _rules(kind: CaseKind, case: Any, day: date) -> list[Any]:
    """Of its service, also those that ended; along with them, when the case entered their state
    and the day of the first thing that was done with it: nothing was asked before."""
    passed = Passage.objects.until(day).filter(
        case_model=kind.model_label, case_id=case.pk, state=OuterRef("state")
    )
    last = passed.order_by("-on", "-pk")
    first = Event.objects.filter(subject_model=kind.model_label, subject_id=case.pk).order_by("on")
    rules = Requirement.objects.filter(kind=kind.key, service=kind.service_of(case).pk)
    told = rules.annotate(
        entered_on=Subquery(last.values("on")[:1]),
        entered_with=Subquery(last.values("required")[:1]),
        begun_on=Subquery(first.values("on")[:1]),
    )
    return list(told.order_by("-compulsory", "pk"))


def begun(kind: CaseKind, cases: Sequence[Any]) -> dict[int, date]:
    """The day of the first thing that was done with each of many."""
    keys = [case.pk for case in cases]
    events = Event.objects.filter(subject_model=kind.model_label, subject_id__in=keys)
    return dict(events.values_list("subject_id").annotate(Min("on")))


def _standing(
    case: Any,
    kind: CaseKind,
    day: date,
    rules: list[Requirement],
    filings: list[Filing],
    waivers: dict[str, Waiver],
    passages: dict[str, Entered],
    since: date,
) -> Standing:
    counted = [filing for filing in filings if is_counted(filing, day)]
    by_line = {filing.line: filing for filing in counted if filing.line}

    def lines_on(state: str, when: date) -> list[Line]:
        return [
            Line(
                rule,
                day,
                max(rule.valid_from, since),
                by_line.get(rule.line),
                waivers.get(rule.line),
            )
            for rule in rules
            if rule.state == state and rule.holds_on(when)
        ]

    states = []
    for key, label in kind.states.items():
        passage = passages.get(key)
        lines = lines_on(key, passage.on if passage else day)
        again = [line for line in lines_on(key, day) if line.is_missing] if passage else []
        states.append(StateFile(key, label, lines, passage, again))
    shown = {line.filing.pk for state in states for line in state.lines if line.filing}
    return Standing(
        case,
        kind,
        day,
        states,
        [filing for filing in counted if filing.pk not in shown],
        [filing for filing in filings if filing.on <= day and not is_counted(filing, day)],
    )


def is_counted(filing: Filing, day: date) -> bool:
    """As `FilingQuerySet.counted`, of a row at hand."""
    later: Filing | None = getattr(filing, "replaced_by", None)
    aside = getattr(filing, "misfiling", None)
    return (
        filing.on <= day and (later is None or later.on > day) and (aside is None or aside.on > day)
    )
