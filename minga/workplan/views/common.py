"""Finding what a page is about, among what the person may see."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from minga.core.access import NOBODY, Access, StaffRequest
from minga.core.cases import kind_of
from minga.core.models import Event
from minga.core.models.event import EventQuerySet
from minga.core.versions import NotADraft, VersionStatus, ruling
from minga.documents.files import gate
from minga.workplan import errors
from minga.workplan.cases import SENT
from minga.workplan.history import told_to
from minga.workplan.models import Officialisation, WorkPlan, WorkPlanVersion
from minga.workplan.permissions import APPROVE, PREPARE, UPLOAD
from minga.workplan.tables import Board


@dataclass(frozen=True)
class PlanPage:
    """A plan with its versions, newest first."""

    plan: WorkPlan
    versions: list[WorkPlanVersion]

    @property
    def in_force(self) -> WorkPlanVersion | None:
        return next((v for v in self.versions if v.status == VersionStatus.IN_FORCE), None)

    def shown_on(self, day: date) -> WorkPlanVersion | None:
        """The version that ruled the day; before the first approval, the first one approved."""
        approved = [version for version in self.versions if version.approved_on]
        return ruling(approved, day) or (approved[-1] if approved else None)

    @property
    def open(self) -> WorkPlanVersion | None:
        return next((v for v in self.versions if v.is_open), None)


def plan_page(request: StaffRequest, public_id: str) -> PlanPage:
    """Two queries; 404 for a plan of others. One never approved is for its own service only."""
    plan = get_object_or_404(
        WorkPlan.objects.visible_to(request.access).for_page(), public_id=public_id
    )
    lacks = gate.lacks(kind_of(plan), SENT, request.day, "plan_id", "plan__service_id")
    related = plan.versions.select_related("approved_by")
    said = Officialisation.objects.filter(version=OuterRef("pk"))
    related = related.annotate(lacks=lacks, was_made_official=Exists(said))
    versions: list[WorkPlanVersion] = list(related.order_by("-number"))
    page = PlanPage(plan, versions)
    if page.in_force is None and not sees_drafts(request, plan):
        raise Http404
    return page


def acting(request: StaffRequest, plan: WorkPlan) -> Access:
    """What this person may do with a plan: nothing any more, once its evaluation is closed."""
    return NOBODY if plan.evaluation else request.access


def sees_drafts(request: StaffRequest, plan: WorkPlan) -> bool:
    """Who prepares or approves in the plan's own service."""
    return any(request.access.may(permission, plan.service_id) for permission in (PREPARE, APPROVE))


def open_version(request: StaffRequest, public_id: str) -> tuple[WorkPlan, WorkPlanVersion]:
    """The draft (or submitted) version, for those of the plan's own service; `NotADraft` with the
    one in force when nothing is open any more."""
    page = plan_page(request, public_id)
    if not sees_drafts(request, page.plan):
        raise Http404
    if page.plan.evaluation:
        raise errors.EvaluationClosed(page.plan, page.plan.evaluation.on)
    if page.open is None:
        raise NotADraft(page.versions[0])
    return page.plan, page.open


def events_of(request: StaffRequest, page: PlanPage) -> EventQuerySet:
    """What was done with the plan, as this person may read it."""
    approved = [version.number for version in page.versions if version.approved_on]
    return told_to(request.access, page.plan, Event.objects.about(page.plan), approved)


def day_asked(request: StaffRequest) -> date:
    """`?al=2007-06-30`: a day up to today; anything else is today."""
    try:
        asked = date.fromisoformat(request.GET.get("al", ""))
    except ValueError:
        return request.day
    return min(asked, request.day)


def uploadable(access: Access, plan: WorkPlan, board: Board) -> set[int]:
    """The activities whose evidence this person may upload: of the own plan, or answered for."""
    return {
        row.activity.pk
        for row in board.rows
        if access.may(UPLOAD, plan.service_id)
        or access.may(UPLOAD, row.activity.responsible.institution_pk)
    }
