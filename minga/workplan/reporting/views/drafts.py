"""Beginning a report and taking its draft through approval."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core import drafts
from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import pass_posted, return_posted, trail_for
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.workplan.actions.locks import require_open
from minga.workplan.reporting import actions
from minga.workplan.reporting.approvals import missing_of
from minga.workplan.reporting.changes import changes
from minga.workplan.reporting.errors import AlreadyBegun
from minga.workplan.reporting.forms import BeginForm
from minga.workplan.reporting.models import PlanReport, PlanReportVersion, ReportKind, ReportRow
from minga.workplan.reporting.panels import section_of
from minga.workplan.reporting.permissions import APPROVE, PREPARE
from minga.workplan.reporting.spec import SPECS, spec_of, title_of
from minga.workplan.reporting.views.common import lines_of, open_version, plan_of, report_page

form_page = require_http_methods(["GET", "POST"])


of_the_draft = drafts.of_the_draft("reporting:report")


@form_page
@needs(PREPARE)
@drafts.of_the_draft("workplan:plan")
def begin(request: StaffRequest, public_id: str, kind: str) -> HttpResponse:
    """A report of a plan; for a plan of improvement, of which system."""
    plan = plan_of(request, public_id)
    if kind not in ReportKind.values:
        raise Http404
    if not request.access.may(PREPARE, plan.service_id):
        raise PermissionDenied
    require_open(plan)
    spec = SPECS[ReportKind(kind)]
    asks = spec.kind == ReportKind.SYSTEMS
    posted = request.POST if request.method == "POST" else None
    form: MingaForm = BeginForm(posted) if asks else MingaForm(posted)
    if form.is_valid():
        system = form.cleaned_data.get("system", "")
        try:
            report = actions.begin_report(plan, kind, system=system, by=request.access)
        except AlreadyBegun as error:
            messages.info(request, str(error))
            return redirect("reporting:report", error.report.public_id)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("reporting:draft", report.public_id)
    known = BeginForm.known(plan.service) if asks else []
    context = {"plan": plan, "spec": spec, "form": form, "known": known, "back": section_of(plan)}
    return render(request, "reporting/begin.html", context, status=form.http_status)


@require_GET
@of_the_draft
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """The open version: what it says, what is missing, what it changes, the next step."""
    staff = cast(StaffRequest, request)
    report, version = open_version(staff, public_id)
    return _draft_page(staff, report, version)


def _draft_page(
    request: StaffRequest,
    report: PlanReport,
    version: PlanReportVersion,
    error: DomainError | None = None,
    **forms: MingaForm,
) -> HttpResponse:
    """`forms`: one of the trail's that was refused."""
    refused = next(iter(forms.values()), None)
    plan = report.plan
    editable = version.status == "draft" and request.access.may(PREPARE, plan.service_id)
    sections = lines_of(report, version)
    told_in = [(section, [line.row for line in lines]) for section, lines in sections]
    missing = missing_of(spec_of(report), told_in)
    ruling = ReportRow.objects.compared().filter(version__report=report, version__status="in_force")
    written = [row for _, rows in told_in for row in rows]
    context = {
        "plan": plan,
        "report": report,
        "spec": spec_of(report),
        "title": title_of(report),
        "version": version,
        "sections": sections,
        "rows": len(written),
        "changes": changes(spec_of(report), list(ruling), written),
        "missing": missing,
        "editable": editable,
        "opens_quotes": True,
        "trail": trail_for(request, version, **forms),
        "why": _why(version, missing=missing, editable=editable),
        "error": str(error or ""),
        "refused": refused,
    }
    status = error.status if error else refused.http_status if refused else 200
    return render(request, "reporting/draft.html", context, status=status)


def _why(version: PlanReportVersion, *, missing: list[str], editable: bool) -> str:
    """What keeps it from being sent, whoever looks."""
    if version.status == "draft" and not editable:
        return "Lo escribe una unidad del servicio."
    return "No se envía mientras falten secciones." if missing else ""


@post_only
@needs(PREPARE)
def start(request: StaffRequest, public_id: str) -> HttpResponse:
    page = report_page(request, public_id)
    try:
        actions.start_version(page.report, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("reporting:draft", public_id)


@post_only
@needs(PREPARE)
@of_the_draft
def submit(request: StaffRequest, public_id: str) -> HttpResponse:
    report, version = open_version(request, public_id)
    try:
        actions.submit_report(version, by=request.access)
    except DomainError as error:
        return _draft_page(request, report, version, error)
    messages.success(request, "Informe enviado a aprobación.")
    return redirect("reporting:draft", public_id)


@post_only
@needs(APPROVE)
@of_the_draft
def approve(request: StaffRequest, public_id: str) -> HttpResponse:
    report, version = open_version(request, public_id)
    form = pass_posted(request, version)
    if form.errors:
        return _draft_page(request, report, version, form=form)
    version.refresh_from_db(fields=["status"])
    if version.is_open:
        messages.success(request, "Paso dado. El informe espera el siguiente.")
        return redirect("reporting:draft", public_id)
    messages.success(request, f"Informe aprobado: rige la versión {version.number}.")
    return redirect("reporting:report", public_id)


@post_only
@needs(APPROVE)
@of_the_draft
def send_back(request: StaffRequest, public_id: str) -> HttpResponse:
    report, version = open_version(request, public_id)
    form = return_posted(request, version)
    if form.errors:
        return _draft_page(request, report, version, return_form=form)
    messages.success(request, "Informe devuelto con sus observaciones.")
    return redirect("reporting:draft", public_id)


@post_only
@needs(PREPARE)
@of_the_draft
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    report, version = open_version(request, public_id)
    try:
        left = actions.discard_draft(version, by=request.access)
    except DomainError as error:
        return _draft_page(request, report, version, error)
    messages.success(request, "Borrador descartado.")
    if left:
        return redirect("reporting:report", public_id)
    return redirect(section_of(report.plan))
