"""How the files of cases stand on a day: what each state asks for, what came, what is missing.

A state that a case already entered is judged by the rules of the day on which it entered; the
others, by those of the day that is asked. Many cases cost as many queries as one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Min

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
class StateFile:
    """What one state asks for in one case."""

    key: str
    label: str
    lines: list[Line]
    passage: Passage | None = None
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
    return standings([case], day)[0]


def standings(cases: Sequence[Any], day: date) -> list[Standing]:
    """Of cases of one kind. Five queries."""
    if not cases:
        return []
    kind = kind_of(cases[0])
    rules = _rules(kind, cases)
    filings = _by_case(Filing.objects.for_page(), kind, cases)
    waivers = _by_case(Waiver.objects.until(day).select_related("by"), kind, cases)
    passages = _by_case(Passage.objects.until(day).order_by("on", "pk"), kind, cases)
    begun = _begun(kind, cases)
    return [
        _standing(
            case,
            kind,
            day,
            rules[kind.service_of(case).pk],
            filings[case.pk],
            {waiver.line: waiver for waiver in waivers[case.pk]},
            {passage.state: passage for passage in passages[case.pk]},
            begun.get(case.pk, day),
        )
        for case in cases
    ]


def _rules(kind: CaseKind, cases: Sequence[Any]) -> dict[int, list[Requirement]]:
    services = {kind.service_of(case).pk for case in cases}
    found: dict[int, list[Requirement]] = defaultdict(list)
    asked = Requirement.objects.filter(kind=kind.key, service__in=services)
    for rule in asked.order_by("-compulsory", "pk"):
        found[rule.service_id].append(rule)
    return found


def _by_case(rows: Any, kind: CaseKind, cases: Sequence[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    own = rows.filter(case_model=kind.model_label, case_id__in=[case.pk for case in cases])
    for row in own:
        found[row.case_id].append(row)
    return found


def _begun(kind: CaseKind, cases: Sequence[Any]) -> dict[int, date]:
    """The day of the first thing that was done with each: nothing was asked before."""
    first = Event.objects.filter(
        subject_model=kind.model_label, subject_id__in=[case.pk for case in cases]
    )
    return dict(first.values_list("subject_id").annotate(Min("on")))


def _standing(
    case: Any,
    kind: CaseKind,
    day: date,
    rules: list[Requirement],
    filings: list[Filing],
    waivers: dict[str, Waiver],
    passages: dict[str, Passage],
    begun: date,
) -> Standing:
    counted = [filing for filing in filings if is_counted(filing, day)]
    by_line = {filing.line: filing for filing in counted if filing.line}

    def lines_on(state: str, when: date) -> list[Line]:
        return [
            Line(
                rule,
                day,
                max(rule.valid_from, begun),
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
