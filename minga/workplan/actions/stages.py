"""Closing the stages of a plan, one after the other."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.errors import NotAllowed
from minga.workplan import errors
from minga.workplan.actions.locks import lock_plan, require
from minga.workplan.models import Stage, StageClosing, WorkPlan
from minga.workplan.permissions import APPROVE
from minga.workplan.stages import standings


@action("workplan.stage_closed", says="cerró la etapa de {stage}")
def close_stage(
    plan: WorkPlan, stage: Stage, *, remarks: str = "", by: Access, on: date | None = None
) -> StageClosing:
    """The next one, once everything that it asks is there; judged again under the lock."""
    assert on is not None
    plan = lock_plan(plan.pk)
    require(by, APPROVE, plan, "Solo la dirección del servicio cierra una etapa de su programa.")
    if by.actor_id is None:
        raise NotAllowed("Una etapa la cierra una persona.")
    standing = next(found for found in standings(plan, on) if found.stage == stage)
    if plan.closings.filter(stage=stage).exists():
        raise errors.StageClosed(stage)
    if not standing.is_next:
        raise errors.StageOutOfTurn(stage)
    if standing.missing:
        raise errors.StageLacks(stage, [item.need.label for item in standing.missing])
    closing = StageClosing(
        plan=plan, stage=stage, on=on, closed_by_id=by.actor_id, remarks=remarks.strip()
    )
    closing.save()
    current_act().about(plan, reason=remarks.strip(), stage=stage.label)
    return closing
