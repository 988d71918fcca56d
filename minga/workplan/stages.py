"""What each stage of a plan asks before it is closed: every part of the plan registers its own.

register_need(Need("analisis", Stage.IMPLEMENTATION, "Análisis del avance aprobado", met=…))
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from minga.workplan.models import Stage, StageClosing, WorkPlan


@dataclass(frozen=True)
class Met:
    """Whether it is there on a day, what to say of it and where it is mended or read.
    `draft_url`: in its place, for who may open what is being written."""

    is_met: bool
    note: str = ""
    url: str = ""
    draft_url: str = ""


@dataclass(frozen=True)
class Need:
    """One thing that a stage asks of a plan."""

    key: str
    stage: Stage
    label: str
    met: Callable[[WorkPlan, date], Met]
    order: int = 50


@dataclass(frozen=True)
class Answered:
    need: Need
    met: Met


@dataclass(frozen=True)
class Standing:
    """A stage of a plan on a day."""

    stage: Stage
    closing: StageClosing | None
    needs: tuple[Answered, ...]
    is_next: bool

    @property
    def missing(self) -> list[Answered]:
        return [answered for answered in self.needs if not answered.met.is_met]

    @property
    def is_ready(self) -> bool:
        return self.is_next and not self.missing

    @property
    def says(self) -> tuple[str, str]:
        """Its word and the colour of the word."""
        if self.closing:
            return f"cerrada el {self.closing.on:%d-%m-%Y}", "ok"
        if self.is_ready:
            return "lista para cerrar", "wait"
        if self.is_next:
            return "en curso", "go"
        return "por comenzar", ""


_registered: list[Need] = []


def register_need(need: Need) -> None:
    assert need.key not in {known.key for known in _registered}, need.key
    _registered.append(need)
    _registered.sort(key=lambda item: (item.stage.number, item.order, item.key))


def standings(plan: WorkPlan, day: date) -> list[Standing]:
    """The four stages, with what was closed by that day; a closed one as it stood on its day."""
    closings = plan.closings.filter(on__lte=day).select_related("closed_by")
    closed = {closing.stage: closing for closing in closings}
    following = next((stage for stage in Stage if stage not in closed), None)
    answers = defaultdict(list)
    for need in _registered:
        as_of = closed[need.stage].on if need.stage in closed else day
        answers[need.stage].append(Answered(need, need.met(plan, as_of)))
    return [
        Standing(stage, closed.get(stage), tuple(answers[stage]), stage == following)
        for stage in Stage
    ]
