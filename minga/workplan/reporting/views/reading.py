"""Reading a report: what rules, what was before, the form as a paper; and the panel of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.panels import answer, panel_view
from minga.core.reports import FORMATS
from minga.core.versions import ruling
from minga.territory.frames import frame_on
from minga.workplan.models import WorkPlan
from minga.workplan.reporting import exports
from minga.workplan.reporting.changes import changes
from minga.workplan.reporting.exports import Written
from minga.workplan.reporting.models import (
    InformationSystem,
    PlanReport,
    PlanReportVersion,
    ReportKind,
)
from minga.workplan.reporting.panels import section_of
from minga.workplan.reporting.permissions import PREPARE
from minga.workplan.reporting.spec import SPECS, Spec, spec_of, title_of
from minga.workplan.reporting.views.common import (
    ReportPage,
    lines_of,
    plan_of,
    report_page,
    sees_drafts,
)
from minga.workplan.views.common import acting, day_asked


@require_GET
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the version in force says, and what can be done with it."""
    staff = cast(StaffRequest, request)
    page = report_page(staff, public_id)
    if page.in_force is None and page.report.plan.evaluation:
        return redirect(section_of(page.report.plan))
    if page.in_force is None:
        return redirect("reporting:draft", public_id)
    return _read(staff, page, page.in_force)


@require_GET
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A version as it was approved."""
    staff = cast(StaffRequest, request)
    page = report_page(staff, public_id)
    found = next((v for v in page.approved if v.number == number), None)
    if found is None:
        raise Http404
    before = next((v for v in page.approved if v.number < number), None)
    return _read(staff, page, found, before)


def _read(
    request: StaffRequest,
    page: ReportPage,
    shown: PlanReportVersion,
    before: PlanReportVersion | None = None,
) -> HttpResponse:
    """`before`: the version to tell what changed from."""
    plan = page.report.plan
    access = acting(request, plan)
    sections = lines_of(page.report, shown)
    rows = [line.row for _, lines in sections for line in lines]
    old = list(before.rows.compared()) if before else []
    context = {
        "plan": plan,
        "report": page.report,
        "spec": spec_of(page.report),
        "title": title_of(page.report),
        "version": shown,
        "versions": page.approved,
        "open": page.open if sees_drafts(access, plan) else None,
        "sections": sections,
        "rows": len(rows),
        "changes": changes(spec_of(page.report), old, rows),
        "promises": sum(1 for row in rows if row.commitment),
        "may_prepare": access.may(PREPARE, plan.service_id),
        "opens_quotes": sees_drafts(request.access, plan),
        "formats": FORMATS,
    }
    return render(request, "reporting/report.html", context)


@require_GET
def form(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """The form of one report, as PDF, XLSX or DOCX."""
    staff = cast(StaffRequest, request)
    page = report_page(staff, public_id)
    day = day_asked(staff)
    shown = page.shown_on(day)
    if shown is None:
        raise Http404
    kind = ReportKind(page.report.kind)
    written = [Written(page.report, shown, list(shown.rows.for_page()))]
    return _paper(staff, page.report.plan, kind, written, fmt, day, page.report.system)


@require_GET
def whole(request: HttpRequest, public_id: str, kind: str, fmt: str) -> HttpResponse:
    """The form of a kind with all its reports of a plan: a table for each system."""
    staff = cast(StaffRequest, request)
    plan = plan_of(staff, public_id)
    day = day_asked(staff)
    if kind not in ReportKind.values:
        raise Http404
    written = _written(plan, kind, day)
    return _paper(staff, plan, ReportKind(kind), written, fmt, day)


def _written(plan: WorkPlan, kind: str, day: date) -> list[Written]:
    """The versions that ruled a day, with their rows."""
    found = PlanReportVersion.objects.filter(report__plan=plan, report__kind=kind)
    related = found.select_related("report__system", "plan_version")
    by_report: dict[int, list[PlanReportVersion]] = {}
    for known in related.order_by("report__system__name", "report_id", "number"):
        by_report.setdefault(known.report_id, []).append(known)
    ruled = [ruling(versions, day) for versions in by_report.values()]
    return [Written(v.report, v, list(v.rows.for_page())) for v in ruled if v]


def _paper(
    request: StaffRequest,
    plan: WorkPlan,
    kind: ReportKind,
    written: Sequence[Written],
    fmt: str,
    day: date,
    system: InformationSystem | None = None,
) -> HttpResponse:
    if fmt not in FORMATS or not written:
        raise Http404
    place = frame_on(day).name_of(plan.territory_id)
    paper = exports.paper(plan, kind, written, place=place, day=day, chain=request.chain)
    response = HttpResponse(FORMATS[fmt].write(paper), content_type=FORMATS[fmt].content_type)
    name = exports.file_name(plan, kind, system, fmt)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@dataclass(frozen=True)
class Shown:
    """A report on the panel of its plan."""

    report: PlanReport
    title: str
    in_force: PlanReportVersion | None
    open: PlanReportVersion | None

    @property
    def url(self) -> str:
        name = "report" if self.in_force else "draft"
        return reverse(f"reporting:{name}", args=[self.report.public_id])


@dataclass(frozen=True)
class Form:
    """A kind of report on the panel, with what is written of it."""

    spec: Spec
    reports: list[Shown]

    @property
    def approved(self) -> int:
        return sum(1 for shown in self.reports if shown.in_force)

    @property
    def takes_more(self) -> bool:
        """One for each system; of the others, one."""
        return not self.reports or self.spec.kind == ReportKind.SYSTEMS


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    """The forms of a plan: what is written of each, and the way to begin."""
    plan = plan_of(request, public_id)
    access = acting(request, plan)
    forms = _forms(plan, drafts=sees_drafts(access, plan))
    is_approved = plan.versions.filter(status="in_force").exists()
    context = {
        "plan": plan,
        "forms": forms,
        "approved": sum(form.approved for form in forms),
        "is_approved": is_approved,
        "may_begin": is_approved and access.may(PREPARE, plan.service_id),
        "formats": FORMATS,
    }
    return answer(
        request,
        "reporting/_of_plan.html",
        context,
        title="Informes del programa",
        back=section_of(plan),
    )


def _forms(plan: WorkPlan, *, drafts: bool) -> list[Form]:
    """Every kind, with the reports of it that the person reads."""
    found = plan.reports.select_related("system").prefetch_related("versions")
    known: dict[str, list[Shown]] = {}
    for item in found.order_by("system__name", "pk"):
        page = ReportPage(item, list(item.versions.all()))
        open_one = page.open if drafts else None
        if page.in_force or open_one:
            shown = Shown(item, title_of(item), page.in_force, open_one)
            known.setdefault(item.kind, []).append(shown)
    return [Form(spec, known.get(kind, [])) for kind, spec in SPECS.items()]
