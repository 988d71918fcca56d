"""Finding the report that a page is about, among what the person may see."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from minga.core.access import Access, StaffRequest
from minga.core.versions import NotADraft, VersionStatus, ruling
from minga.workplan.errors import EvaluationClosed
from minga.workplan.models import WorkPlan
from minga.workplan.reporting.models import PlanReport, PlanReportVersion, ReportRow
from minga.workplan.reporting.permissions import APPROVE, PREPARE
from minga.workplan.reporting.spec import Said, Section, Spec, in_sections, spec_of
from minga.workplan.reporting.text import Block, blocks, cell
from minga.workplan.search import open_to


def sees_drafts(access: Access, plan: WorkPlan) -> bool:
    """Who writes or approves in the plan's own service."""
    return any(access.may(permission, plan.service_id) for permission in (PREPARE, APPROVE))


def plan_of(request: StaffRequest, public_id: str) -> WorkPlan:
    return get_object_or_404(open_to(request.access).for_page(), public_id=public_id)


@dataclass(frozen=True)
class ReportPage:
    """A report with its versions, newest first."""

    report: PlanReport
    versions: list[PlanReportVersion]

    @property
    def in_force(self) -> PlanReportVersion | None:
        return next((v for v in self.versions if v.status == VersionStatus.IN_FORCE), None)

    @property
    def approved(self) -> list[PlanReportVersion]:
        return [version for version in self.versions if version.approved_on]

    @property
    def open(self) -> PlanReportVersion | None:
        return next((v for v in self.versions if v.is_open), None)

    def shown_on(self, day: date) -> PlanReportVersion | None:
        """The version that ruled the day; before the first approval, the first one approved."""
        return ruling(self.approved, day) or (self.approved[-1] if self.approved else None)


def report_page(request: StaffRequest, public_id: str) -> ReportPage:
    """404 for a report of others. One never approved is for its own service only."""
    visible = PlanReport.objects.visible_to(request.access).for_page()
    report = get_object_or_404(visible, public_id=public_id)
    found = report.versions.select_related("approved_by", "plan_version").order_by("-number")
    page = ReportPage(report, list(found))
    if page.in_force is None and not sees_drafts(request.access, report.plan):
        raise Http404
    return page


def open_version(request: StaffRequest, public_id: str) -> tuple[PlanReport, PlanReportVersion]:
    """The draft (or submitted) version, for those of the plan's own service; `NotADraft` when
    nothing is open any more."""
    page = report_page(request, public_id)
    if not sees_drafts(request.access, page.report.plan):
        raise Http404
    if page.report.plan.evaluation:
        raise EvaluationClosed(page.report.plan, page.report.plan.evaluation.on)
    if page.open is None:
        raise NotADraft(page.versions[0])
    return page.report, page.open


@dataclass(frozen=True)
class Line:
    """A row as the page tells it: a cell of blocks for each column."""

    row: ReportRow
    cells: list[tuple[Said, list[Block]]]


def lines_of(report: PlanReport, version: PlanReportVersion) -> list[tuple[Section, list[Line]]]:
    """The sections of a version with what they say."""
    spec = spec_of(report)
    known = in_sections(spec, version, version.rows.for_page())
    return [(section, [_line(spec, row) for row in rows]) for section, rows in known]


def _line(spec: Spec, row: ReportRow) -> Line:
    return Line(row, [(said, blocks(cell(row, said.names))) for said in spec.screen])
