"""An activity: its evidence uploaded by one person, verified by another, and its status."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.workplan import actions, says
from minga.workplan.forms import EvidenceForm, RemarksForm, ShareForm, StatusForm
from minga.workplan.models import ActivityStatus, Evidence, WorkPlan
from minga.workplan.permissions import REPORT, UPLOAD, VERIFY
from minga.workplan.tables import Row, board_of
from minga.workplan.views.common import acting, plan_page


@dataclass
class Forms:
    """The forms of the page; the one that was refused comes back as typed. `remarks` is of the one
    document that was being returned or verified."""

    upload: EvidenceForm
    status: StatusForm
    share: ShareForm
    remarks: RemarksForm | None = None
    returning: Evidence | None = None


def _row(request: StaffRequest, public_id: str, line: str) -> tuple[WorkPlan, Row]:
    page = plan_page(request, public_id)
    version = page.shown_on(request.day)
    if version is None:
        raise Http404
    board = board_of(page.plan, version.pk, request.day)
    row = next((row for row in board.rows if row.activity.line.public_id == line), None)
    if row is None:
        raise Http404
    return page.plan, row


@require_GET
def activity(request: HttpRequest, public_id: str, line: str) -> HttpResponse:
    """Everything about one activity, and what this person can do with it now."""
    staff = cast(StaffRequest, request)
    plan, row = _row(staff, public_id, line)
    return _page(staff, plan, row, _forms(staff, plan, row))


def _forms(request: StaffRequest, plan: WorkPlan, row: Row) -> Forms:
    return Forms(
        EvidenceForm(auto_id="cargar_%s"),
        StatusForm(initial={"status": row.status}),
        _share_form(request, plan, row),
    )


def _share_form(request: StaffRequest, plan: WorkPlan, row: Row, data: Any = None) -> ShareForm:
    """What the person may read of other plans, without what this activity already uses."""
    institutions = (plan.service_id, row.activity.responsible.institution_pk)
    if not any(request.access.may(UPLOAD, pk) for pk in institutions):
        return ShareForm((), data, auto_id="compartir_%s")
    found = Evidence.objects.visible_to(request.access).to_share(plan, request.day)
    used = Evidence.objects.filter(line=row.activity.line_id, shares__isnull=False)
    found = found.exclude(pk__in=used.values("shares"))
    related = ("document", "line__plan__service")
    found = found.select_related(*related).order_by("line__plan__service__short_name", "on", "pk")
    return ShareForm(list(found), data, auto_id="compartir_%s")


def _remarks_form(evidence: Evidence, data: Any = None) -> RemarksForm:
    """Each document has its own, told apart by its id."""
    return RemarksForm(data, auto_id=f"devolver_{evidence.public_id}_%s")


def _page(request: StaffRequest, plan: WorkPlan, row: Row, forms: Forms) -> HttpResponse:
    access = acting(request, plan)
    institutions = (plan.service_id, row.activity.responsible.institution_pk)
    for evidence in row.evidence:
        own = forms.remarks if forms.returning == evidence else None
        evidence.remarks_form = own or _remarks_form(evidence)  # type: ignore[attr-defined]
    tried = (forms.upload, forms.status, forms.share, forms.remarks)
    refused = [form for form in tried if form and form.errors]
    statuses = (
        ActivityStatus.objects.until(request.day)
        .filter(line=row.activity.line_id)
        .select_related("event")
    )
    context = {
        "plan": plan,
        "row": row,
        "activity": row.activity,
        "forms": forms,
        "form": refused[0] if refused else None,
        "needs": says.needs(row),
        "statuses": list(statuses)[::-1],
        "replaces_own": _replaces_own(request, row),
        "takes_more": _takes_more(request, row),
        "openable": _openable(request, row),
        "may_upload": any(access.may(UPLOAD, pk) for pk in institutions),
        "may_report": any(access.may(REPORT, pk) for pk in institutions),
        "may_verify": access.may(VERIFY, plan.service_id),
        "me": request.access.actor_id,
    }
    status = max((form.http_status for form in refused), default=200)
    return render(request, "workplan/activity.html", context, status=status)


def _openable(request: StaffRequest, row: Row) -> set[int]:
    """Those of the row whose document this person may open: one that is shared lies in the file of
    another plan."""
    shared = {item.shares_id for item in row.evidence if item.shares_id}
    read = Evidence.objects.visible_to(request.access).filter(pk__in=shared) if shared else ()
    keys = {item.pk for item in read}
    return {item.pk for item in row.evidence if not item.shares_id or item.shares_id in keys}


def _replaces_own(request: StaffRequest, row: Row) -> bool:
    """Documents enough, and one of them the person's own that still waits: uploading changes it."""
    own = any(evidence.uploaded_by_id == request.access.actor_id for evidence in row.waiting)
    return own and len(row.evidence) >= row.activity.evidence_needed


def _takes_more(request: StaffRequest, row: Row) -> bool:
    """A document is missing, returned, or the person's own to change."""
    missing = len(row.evidence) < row.activity.evidence_needed
    return missing or bool(row.returned) or _replaces_own(request, row)


@post_only
@needs(UPLOAD)
def upload(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    plan, row = _row(request, public_id, line)
    form = EvidenceForm(request.POST, request.FILES, auto_id="cargar_%s")
    if form.is_valid():
        done = _try(
            form,
            lambda: actions.upload_evidence(
                row.activity.line, **form.cleaned_data, by=request.access
            ),
        )
        if done:
            messages.success(request, "Evidencia cargada. Falta que otra persona la verifique.")
            return redirect("workplan:activity", public_id, line)
    forms = _forms(request, plan, row)
    forms.upload = form
    return _page(request, plan, row, forms)


@post_only
@needs(UPLOAD)
def share(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    """Use here what already proves an activity of another plan."""
    plan, row = _row(request, public_id, line)
    form = _share_form(request, plan, row, request.POST)
    if form.is_valid():
        source = form.cleaned_data["evidence"]
        if _try(form, lambda: actions.share_evidence(row.activity.line, source, by=request.access)):
            said = "Evidencia agregada. Falta que otra persona verifique que sirve aquí."
            messages.success(request, said)
            return redirect("workplan:activity", public_id, line)
    forms = _forms(request, plan, row)
    forms.share = form
    return _page(request, plan, row, forms)


@post_only
@needs(REPORT)
def status(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    plan, row = _row(request, public_id, line)
    form = StatusForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        done = _try(
            form, lambda: actions.report_status(row.activity.line, **values, by=request.access)
        )
        if done:
            messages.success(request, f"Estado de la actividad {row.activity.code} informado.")
            return redirect("workplan:activity", public_id, line)
    forms = _forms(request, plan, row)
    forms.status = form
    return _page(request, plan, row, forms)


def _evidence(request: StaffRequest, public_id: str) -> tuple[Evidence, str, str]:
    visible = Evidence.objects.visible_to(request.access).select_related("line__plan", "document")
    evidence = get_object_or_404(visible, public_id=public_id)
    return evidence, evidence.line.plan.public_id, evidence.line.public_id


@post_only
@needs(VERIFY)
def verify(request: StaffRequest, public_id: str) -> HttpResponse:
    evidence, plan_id, line = _evidence(request, public_id)
    try:
        actions.verify_evidence(evidence, by=request.access)
    except DomainError as error:
        plan, row = _row(request, plan_id, line)
        forms = _forms(request, plan, row)
        forms.remarks, forms.returning = _refused(evidence, error), evidence
        return _page(request, plan, row, forms)
    plan, row = _row(request, plan_id, line)
    score = board_of(plan, row.activity.version_id, request.day).earned
    messages.success(
        request, f"Evidencia de {row.activity.code} verificada. El puntaje del programa es {score}."
    )
    return redirect(f"{reverse('workplan:plan', args=[plan_id])}#actividades")


@post_only
@needs(VERIFY)
def send_back(request: StaffRequest, public_id: str) -> HttpResponse:
    evidence, plan_id, line = _evidence(request, public_id)
    form = _remarks_form(evidence, request.POST)
    if form.is_valid():
        remarks = form.cleaned_data["remarks"]
        if _try(
            form, lambda: actions.return_evidence(evidence, remarks=remarks, by=request.access)
        ):
            messages.success(request, "Evidencia devuelta con sus observaciones.")
            return redirect("workplan:activity", plan_id, line)
    plan, row = _row(request, plan_id, line)
    forms = _forms(request, plan, row)
    forms.remarks, forms.returning = form, evidence
    return _page(request, plan, row, forms)


def _refused(evidence: Evidence, error: DomainError) -> RemarksForm:
    """A refusal of «Verificar», which has no fields of its own."""
    form = _remarks_form(evidence, {"remarks": "–"})
    form.full_clean()
    form.refuse(error)
    return form


def _try(form: MingaForm, act: Callable[[], Any]) -> bool:
    try:
        act()
    except DomainError as error:
        form.refuse(error)
        return False
    return True
