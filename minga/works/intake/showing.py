"""What the page of a file tells: how many rows of each outcome, and the sums of each year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.works.intake.actions import preview
from minga.works.intake.judging import seen
from minga.works.intake.models import IntakeFile, IntakeRow, Outcome
from minga.works.intake.saying import sums

# Of a file that waits nothing has been loaded yet.
FORESEEN = {
    Outcome.LOADED: "se carga",
    Outcome.WARNED: "se carga con advertencias",
    Outcome.SAME: "sin cambios",
    Outcome.REFUSED: "se rechaza",
}


@dataclass(frozen=True)
class Line:
    number: int
    code: str
    name: str
    outcome: str
    notes: Sequence[str]
    months: dict[str, Any]
    years: dict[str, Any]
    project: Any = None
    waits: bool = False

    @property
    def label(self) -> str:
        return label_of(Outcome(self.outcome), waits=self.waits)


@dataclass(frozen=True)
class Year:
    """M$: of what is loaded and of what is refused; `told`, as the file adds it up itself."""

    year: str
    programmed: int
    loaded: int
    refused: int
    told: int

    @property
    def total(self) -> int:
        return self.loaded + self.refused

    @property
    def differs(self) -> bool:
        return bool(self.told) and self.told != self.total


def lines_of(file: IntakeFile, on: date) -> tuple[list[Line], str]:
    """Of a file that waits, what would become of each row, and the mark of it; of one that was
    applied, what became."""
    if file.is_open:
        rows = preview(file, on)
        return [
            Line(r.said.number, r.said.code, r.said.name, r.outcome, r.notes, r.said.months,
                 r.said.years, (r.kept and r.kept.project) or r.project, waits=True)
            for r in rows
        ], seen(rows)  # fmt: skip
    kept = IntakeRow.objects.filter(file=file).select_related("foreign__project")
    return [
        Line(r.number, r.code, r.name, r.outcome, r.notes, r.months, r.years,
             r.foreign.project if r.foreign else None)
        for r in kept
    ], ""  # fmt: skip


def years_of(lines: Sequence[Line]) -> list[Year]:
    refused = [line for line in lines if line.outcome == Outcome.REFUSED]
    loaded = [line for line in lines if line.outcome != Outcome.REFUSED]
    inside, outside = sums([x.months for x in loaded]), sums([x.months for x in refused])
    told = sums([line.years for line in lines])
    nothing = [0, 0]
    return [
        Year(
            year,
            inside.get(year, nothing)[0] + outside.get(year, nothing)[0],
            inside.get(year, nothing)[1],
            outside.get(year, nothing)[1],
            told.get(year, nothing)[1],
        )
        for year in sorted(inside.keys() | outside.keys() | told.keys())
    ]


def label_of(outcome: Outcome, *, waits: bool) -> str:
    return FORESEEN[outcome] if waits else str(outcome.label)


def counts_of(lines: Sequence[Line], *, waits: bool) -> list[tuple[str, str, int]]:
    found = Counter(line.outcome for line in lines)
    return [(each, label_of(each, waits=waits), found.get(each, 0)) for each in Outcome]
