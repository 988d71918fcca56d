"""Audits: the list, one with its findings, registering, the state of it as a file."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.commitments import actions
from minga.commitments.actions.audits import Found
from minga.commitments.audit_forms import AuditForm, FindingForm
from minga.commitments.audit_list import AUDITS
from minga.commitments.exports import state_of
from minga.commitments.models import Audit, Finding
from minga.commitments.permissions import ASSESS
from minga.commitments.views.common import audit_of, service_for, tried
from minga.core.access import StaffRequest, needs
from minga.core.lists.views import page as list_page
from minga.core.reports import FORMATS, file_name
from minga.territory.frames import frame_on

audits = list_page(AUDITS, more=lambda request, _: {"may_assess": request.access.may(ASSESS)})


def findings_of(audit: Audit) -> list[Finding]:
    rows = audit.findings.for_page().prefetch_related("answers", "actions", "lists")
    return list(rows.order_by("pk"))


@require_GET
def audit(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = audit_of(staff, public_id)
    findings = findings_of(found)
    for finding in findings:
        finding.tone = finding.tone_on(staff.day)  # type: ignore[attr-defined]
        finding.late = finding.is_late(staff.day)  # type: ignore[attr-defined]
    context = {
        "audit": found,
        "findings": findings,
        "solved": sum(not finding.is_open for finding in findings),
        "late": sum(finding.is_late(staff.day) for finding in findings),
        "may_assess": staff.access.may(ASSESS, found.service_id),
        "formats": FORMATS,
    }
    return render(request, "commitments/audit.html", context)


@require_http_methods(["GET", "POST"])
@needs(ASSESS)
def new_audit(request: StaffRequest) -> HttpResponse:
    form = AuditForm(request.POST or None, request.FILES or None)
    service, made = service_for(request, ASSESS), list[Any]()
    if form.is_valid() and tried(
        form,
        lambda: made.append(
            actions.register_audit(service, by=request.access, **form.cleaned_data)
        ),
    ):
        messages.success(request, "Auditoría registrada. Agregue sus hallazgos.")
        return redirect("commitments:audit", made[0].public_id)
    context = {"form": form, "service": service}
    return render(request, "commitments/new_audit.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
@needs(ASSESS)
def add_finding(request: StaffRequest, public_id: str) -> HttpResponse:
    found = audit_of(request, public_id)
    form = FindingForm(request.POST or None, day=request.day)
    if form.is_valid() and tried(
        form,
        lambda: actions.add_finding(found, Found(**form.cleaned_data), by=request.access),
    ):
        messages.success(request, f"Hallazgo {form.cleaned_data['code']} agregado.")
        return redirect("commitments:audit", public_id)
    context = {"form": form, "audit": found}
    return render(request, "commitments/add_finding.html", context, status=form.http_status)


@require_GET
def audit_file(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """As it is handed over, on the day of who asks."""
    staff = cast(StaffRequest, request)
    found, written = audit_of(staff, public_id), FORMATS.get(fmt)
    if written is None:
        raise Http404
    territory = found.service.territory_id
    place = frame_on(staff.day).name_of(territory) if territory else ""
    report = state_of(found, findings_of(found), day=staff.day, chain=staff.chain, place=place)
    name = file_name(report, fmt)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written.write(report), content_type=written.content_type, headers=headers)
