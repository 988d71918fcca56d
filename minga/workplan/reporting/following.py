"""A draft speaks of the version of the plan that rules: which one that is, and what becomes of the
sections whose objective is no longer the same."""

from minga.workplan.models import Objective, WorkPlanVersion
from minga.workplan.reporting.models import PlanReportVersion


def now_of(version: PlanReportVersion) -> tuple[WorkPlanVersion, dict[str, str]]:
    """What a draft speaks of, also when the plan changed since it began; the rest stays."""
    began = version.plan_version
    if version.status != "draft":
        return began, {}
    ruling = WorkPlanVersion.objects.filter(plan=began.plan_id, status="in_force").first()
    if ruling is None or ruling.pk == began.pk:
        return began, {}
    return ruling, renames(began, ruling)


def renames(old: WorkPlanVersion, new: WorkPlanVersion) -> dict[str, str]:
    """A number that now names another objective: «2» becomes «2-1», the 2 of version 1."""
    if old.pk == new.pk:
        return {}
    known = {objective.number: objective for objective in _objectives(old)}
    return {
        str(objective.number): f"{objective.number}-{old.number}"
        for objective in _objectives(new)
        if objective.number not in known or not _same(known[objective.number], objective)
    }


def _objectives(version: WorkPlanVersion) -> list[Objective]:
    return list(version.objectives.prefetch_related("activities"))


def _same(old: Objective, new: Objective) -> bool:
    """By its title, or by an activity that stayed in it."""
    lines = {activity.line_id for activity in old.activities.all()}
    return old.title.strip().lower() == new.title.strip().lower() or any(
        activity.line_id in lines for activity in new.activities.all()
    )
