"""Locking and asking who may: the first lines of every action on the diffusion of a plan."""

from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.errors import NotAllowed
from minga.core.versions import prepared_by, require_draft
from minga.workplan.actions.locks import lock_open
from minga.workplan.diffusion.models import DiffusionPlan, DiffusionVersion
from minga.workplan.diffusion.permissions import PREPARE

ONLY_UNITS = "Solo las unidades del servicio preparan su plan de difusión."


def lock_diffusion(pk: int) -> DiffusionPlan:
    """One change at a time: versions, mechanisms and publications all queue here."""
    return DiffusionPlan.objects.select_for_update(of=("self",)).for_page().get(pk=pk)


def require(by: Access, permission: str, service_id: int, sentence: str) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, service_id)


def open_draft(version: DiffusionVersion, by: Access) -> tuple[DiffusionPlan, DiffusionVersion]:
    """The locked plan and its draft, read again; `by` is noted as one who prepared it."""
    diffusion = lock_diffusion(version.diffusion_id)
    require(by, PREPARE, diffusion.plan.service_id, ONLY_UNITS)
    lock_open(diffusion.plan_id)
    draft = DiffusionVersion.objects.get(pk=version.pk)
    require_draft(draft)
    prepared_by(draft, by)
    return diffusion, draft
