"""What the pages and the papers read of a version: its parts in order, with few queries."""

from dataclasses import dataclass

from django.db.models import Prefetch

from minga.workplan.procedures.models import (
    OutputRequirement,
    ProcedureActivity,
    ProcedureOutput,
    ProcedureVersion,
    RequirementResult,
)


@dataclass(frozen=True)
class Parts:
    """`outputs` with their requirements at hand."""

    activities: list[ProcedureActivity]
    outputs: list[ProcedureOutput]

    @property
    def requirements(self) -> list[OutputRequirement]:
        return [one for output in self.outputs for one in output.requirements.all()]


def parts_of(version: ProcedureVersion) -> Parts:
    wanted = OutputRequirement.objects.select_related("output").order_by("number")
    outputs = version.outputs.order_by("number").prefetch_related(Prefetch("requirements", wanted))
    return Parts(list(version.activities.for_page()), list(outputs))


def with_last_results(parts: Parts) -> Parts:
    """Each requirement with what was measured of it last, in any version (`.last`)."""
    keys = [one.line_key for one in parts.requirements]
    found = RequirementResult.objects.select_related("review", "requirement").filter(
        requirement__line_key__in=keys
    )
    last = {one.requirement.line_key: one for one in found.order_by("review__held_on", "pk")}
    for one in parts.requirements:
        one.last = last.get(one.line_key)  # type: ignore[attr-defined]
    return parts
