"""Finding what a page is about, among what the person may see."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from minga.core.access import Access, StaffRequest
from minga.core.versions import NotADraft, ruling
from minga.workplan.actions.locks import require_open
from minga.workplan.diffusion.models import DiffusionPlan, DiffusionVersion
from minga.workplan.diffusion.permissions import APPROVE, PREPARE
from minga.workplan.models import WorkPlan
from minga.workplan.search import open_to


@dataclass(frozen=True)
class Page:
    """A work plan with its diffusion plan, where there is one, and its versions, newest first."""

    plan: WorkPlan
    diffusion: DiffusionPlan | None
    versions: list[DiffusionVersion]
    drafts: bool

    @property
    def in_force(self) -> DiffusionVersion | None:
        return next((v for v in self.versions if v.status == "in_force"), None)

    def ruling(self, day: date) -> DiffusionVersion | None:
        return ruling(self.versions, day) or self.in_force

    @property
    def open(self) -> DiffusionVersion | None:
        """The one that is prepared, for those of the service alone."""
        return (
            next((v for v in self.versions if v.is_open), None)
            if self.drafts and not self.plan.evaluation
            else None
        )


def sees_drafts(access: Access, plan: WorkPlan) -> bool:
    return any(access.may(permission, plan.service_id) for permission in (PREPARE, APPROVE))


def page_of(request: StaffRequest, public_id: str) -> Page:
    """404 for a plan of others."""
    seen = open_to(request.access)
    plan = get_object_or_404(
        seen.for_page().select_related("service__party", "diffusion"), public_id=public_id
    )
    diffusion: DiffusionPlan | None = getattr(plan, "diffusion", None)
    found = diffusion.versions.select_related("approved_by") if diffusion else None
    versions = list(found.order_by("-number")) if found is not None else []
    return Page(plan, diffusion, versions, sees_drafts(request.access, plan))


def draft_of(page: Page) -> DiffusionVersion:
    """The open version; `NotADraft` with the last one when nothing is open any more."""
    if not page.drafts or not page.versions:
        raise Http404
    require_open(page.plan)
    if page.open is None:
        raise NotADraft(page.versions[0])
    return page.open
