"""What a file says once it was judged: values, where each row was, and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from minga.core.imports.limits import MAX_LISTED
from minga.core.imports.spec import NOTES, STOPS, Problem, Rows, Severity


@dataclass
class Judged:
    """`values` by field; `places` of its rows in the sheet, from 0."""

    values: dict[str, list[Any]]
    places: list[int]
    problems: list[Problem] = field(default_factory=list)
    counts: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    bad_rows: set[int] = field(default_factory=set)
    told: set[tuple[int | None, str]] = field(default_factory=set)

    @property
    def rows(self) -> Rows:
        return Rows(self.values, len(self.places))

    def add(self, problem: Problem) -> None:
        """Of several errors in one cell the first one is told. Beyond a limit they are counted."""
        if problem.severity is STOPS and problem.row is not None:
            self.bad_rows.add(problem.row)
            if (problem.row, problem.field) in self.told:
                return
            if problem.field:
                self.told.add((problem.row, problem.field))
        self.counts[problem.severity] += 1
        if self.counts[problem.severity] <= MAX_LISTED:
            self.problems.append(problem)

    def stop(
        self, row: int | None, name: str, sentence: str, code: str, proposal: str = ""
    ) -> None:
        self.add(Problem(row, name, sentence, STOPS, code, proposal))

    def note(self, sentences: Iterable[str], name: str = "") -> None:
        for sentence in sentences:
            self.add(Problem(None, name, sentence, NOTES, "note"))
