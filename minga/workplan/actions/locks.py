"""Locking and asking who may: the first lines of every action on a work plan."""

from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.errors import NotAllowed
from minga.core.versions import prepared_by, require_draft
from minga.workplan import errors
from minga.workplan.models import WorkPlan, WorkPlanVersion
from minga.workplan.permissions import PREPARE


def lock_plan(plan_id: int) -> WorkPlan:
    """One change of a plan at a time: versions, activities and facts all queue here."""
    return WorkPlan.objects.select_for_update(of=("self",)).for_page().get(pk=plan_id)


def require_open(plan: WorkPlan) -> None:
    """What its evaluation told stays as it was told. Asked of a plan just read under its lock."""
    if plan.evaluation:
        raise errors.EvaluationClosed(plan, plan.evaluation.on)


def lock_open(plan_id: int) -> WorkPlan:
    plan = lock_plan(plan_id)
    require_open(plan)
    return plan


def require(by: Access, permission: str, plan: WorkPlan, sentence: str) -> None:
    if not by.may(permission, plan.service_id):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, plan.service_id)


def open_draft(version: WorkPlanVersion, by: Access) -> tuple[WorkPlan, WorkPlanVersion]:
    """The locked plan and its draft, read again; `by` is noted as one who prepared it."""
    plan = lock_open(version.plan_id)
    require(by, PREPARE, plan, "Solo las unidades del servicio preparan su programa de trabajo.")
    draft = WorkPlanVersion.objects.get(pk=version.pk)
    require_draft(draft)
    prepared_by(draft, by)
    # The weight counter is moved by a trigger: the digest of the version must be taken anew.
    current_act().touch(WorkPlanVersion, draft.pk)
    return plan, draft
