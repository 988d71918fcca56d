"""What was planned and what was made, mechanism by mechanism, as of a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from minga.workplan.diffusion.models import (
    Audience,
    DiffusionPlan,
    DiffusionVersion,
    Mechanism,
    Publication,
)


@dataclass(frozen=True)
class Row:
    """A mechanism, its days and those of its publications, in order. A planned day is answered by
    the first publication made after the planned day before it that answers no other; a correction
    is no publication more."""

    mechanism: Mechanism
    planned: tuple[date, ...]
    published: tuple[date, ...]
    day: date

    @property
    def is_continuous(self) -> bool:
        return self.mechanism.is_continuous

    @property
    def made(self) -> int:
        return len(self.published)

    @cached_property
    def pending(self) -> tuple[date, ...]:
        left, before, found = list(self.published), date.min, []
        for on in self.planned:
            answer = next((made for made in left if made > before), None)
            if answer is None:
                found.append(on)
            else:
                left.remove(answer)
            before = on
        return tuple(found)

    @property
    def late(self) -> tuple[date, ...]:
        return tuple(on for on in self.pending if on < self.day)

    @property
    def next(self) -> date | None:
        return next((on for on in self.pending if on >= self.day), None)

    @property
    def due(self) -> int:
        """How many should have been made by the day."""
        return sum(on < self.day for on in self.planned)

    @property
    def said(self) -> str:
        if self.late:
            return "atrasada" if len(self.late) == 1 else f"{len(self.late)} atrasadas"
        if self.is_continuous:
            return "permanente"
        return "cumplido" if not self.pending else "al día"

    @property
    def tone(self) -> str:
        return "stop" if self.late else "ok" if not self.pending else "go"


@dataclass(frozen=True)
class Board:
    """Of one version. `made` and `planned` are of mechanisms with dates."""

    rows: tuple[Row, ...]

    def of(self, audience: str) -> list[Row]:
        return [row for row in self.rows if row.mechanism.audience == audience]

    @property
    def blocks(self) -> list[tuple[str, list[Row]]]:
        return [(audience.label, self.of(audience)) for audience in Audience]

    @property
    def planned(self) -> int:
        return sum(len(row.planned) for row in self.rows)

    @property
    def answered(self) -> int:
        """Planned days that have their publication."""
        return sum(len(row.planned) - len(row.pending) for row in self.rows)

    @property
    def made(self) -> int:
        return sum(row.made for row in self.rows if not row.is_continuous)

    @property
    def late(self) -> int:
        return sum(len(row.late) for row in self.rows)


def board_of(version: DiffusionVersion, day: date) -> Board:
    """Three queries, whatever the plan holds."""
    return Board(tuple(rows_of(mechanisms_of(version), day)))


def mechanisms_of(*versions: DiffusionVersion) -> list[Mechanism]:
    """Of several versions at once, in their order."""
    found = Mechanism.objects.for_page().filter(version__in=versions)
    return list(found.order_by("version__number", "number"))


def rows_of(mechanisms: list[Mechanism], day: date) -> list[Row]:
    made = made_by([mechanism.line_id for mechanism in mechanisms], day)
    return [
        Row(mechanism, tuple(mechanism.planned), tuple(made[mechanism.line_id]), day)
        for mechanism in mechanisms
    ]


def made_by(lines: list[int], day: date) -> dict[int, list[date]]:
    """Line → the days of the publications that were approved by the day, in order; each once with
    its corrections."""
    found = Publication.objects.published().filter(
        line__in=lines, corrects__isnull=True, published_on__lte=day
    )
    days: dict[int, list[date]] = {line: [] for line in lines}
    for line, on in found.order_by("on", "pk").values_list("line_id", "on"):
        days[line].append(on)
    return days


def publications_of(diffusion: DiffusionPlan) -> "list[Publication]":
    """What stands published, newest first."""
    standing = Publication.objects.standing().filter(line__diffusion=diffusion)
    return list(standing.for_page().prefetch_related("figures__snapshot").order_by("-on", "-pk"))
