"""Reading a procedure: the lists, the procedure, one version of it, its paper, the plan's panel."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.commitments.views.common import tried
from minga.core.access import StaffRequest, needs
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.lists.views import page as list_page
from minga.core.panels import answer, panel_view
from minga.core.reports import FORMATS
from minga.workplan.models import WorkPlan
from minga.workplan.procedures import actions, exports
from minga.workplan.procedures.changes import changes
from minga.workplan.procedures.due import due_on, late, next_due, with_reviews
from minga.workplan.procedures.forms import PeriodForm
from minga.workplan.procedures.list import FAULTS, PROCEDURES
from minga.workplan.procedures.models import Procedure, ProcedureVersion
from minga.workplan.procedures.models.fault import OPEN
from minga.workplan.procedures.permissions import APPLY, PREPARE, REPORT, REVIEW
from minga.workplan.procedures.tables import parts_of, with_last_results
from minga.workplan.procedures.views.common import ProcedurePage, procedure_page

# Of each kind, on the page of a procedure.
MOST = 20

procedures = list_page(
    PROCEDURES, more=lambda request, _: {"may_prepare": request.access.may(PREPARE)}
)
faults = list_page(FAULTS)


@require_GET
def procedure(request: HttpRequest, public_id: str) -> HttpResponse:
    """What rules, how it goes, and what has to be done with it."""
    staff = cast(StaffRequest, request)
    return _page(staff, procedure_page(staff, public_id))


def _page(
    request: StaffRequest, page: ProcedurePage, period_form: PeriodForm | None = None
) -> HttpResponse:
    version = page.in_force
    if version is None:
        return redirect("procedures:draft", page.procedure.public_id)
    found, access = page.procedure, request.access
    refused = period_form
    may = {
        name: access.may(code, found.service_id)
        for name, code in (
            ("prepare", PREPARE),
            ("apply", APPLY),
            ("report", REPORT),
            ("review", REVIEW),
        )
    }
    context = {
        "procedure": found,
        "version": version,
        "versions": page.versions,
        "open": page.open,
        "parts": with_last_results(parts_of(version)),
        "may": may,
        "formats": FORMATS,
        "form": refused,
        "period_form": period_form or (PeriodForm() if may["review"] else None),
        **_reviewed(found, version, request.day),
        **_lived(found, version),
    }
    status = refused.http_status if refused else 200
    return render(request, "procedures/procedure.html", context, status=status)


def _reviewed(found: Procedure, version: ProcedureVersion, day: date) -> dict[str, Any]:
    reviews = list(found.reviews.for_page().order_by("-held_on")[:MOST])
    period = found.periods.filter(since__lte=day).order_by("since", "pk").last()
    assert version.approved_on is not None
    due = next_due([version.approved_on, *(one.held_on for one in reviews)], period)
    return {
        "due": due,
        "late_by": max(0, (day - due).days) if due else 0,
        "period": period,
        "reviews": reviews,
    }


def _lived(found: Procedure, version: ProcedureVersion) -> dict[str, Any]:
    """The last uses and non-conformities, and how many are left behind or open."""
    behind = Q(uses__state="going") & ~Q(uses__version=version)
    counted = Procedure.objects.filter(pk=found.pk).aggregate(
        behind=Count("uses", filter=behind, distinct=True),
        open_faults=Count("faults", filter=Q(faults__state__in=OPEN), distinct=True),
    )
    return {
        "uses": list(found.uses.for_page().order_by("-started_on", "-pk")[:MOST]),
        "faults": list(found.faults.for_page().order_by("-found_on", "-pk")[:MOST]),
        **counted,
    }


@require_GET
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A version as it was approved; one that was superseded is marked so."""
    staff = cast(StaffRequest, request)
    page = procedure_page(staff, public_id)
    found = page.numbered(number)
    if found.is_open:
        return redirect("procedures:draft", public_id)
    before = max(
        (one for one in page.versions if one.number < number and not one.is_open),
        key=lambda one: one.number,
        default=None,
    )
    context = {
        "procedure": page.procedure,
        "version": found,
        "in_force": page.in_force,
        "parts": parts_of(found),
        "before": before,
        "changes": changes(before, found),
        "formats": FORMATS,
    }
    return render(request, "procedures/version.html", context)


@require_GET
def paper(request: HttpRequest, public_id: str, number: int, fmt: str) -> HttpResponse:
    """A version as PDF, XLSX or DOCX."""
    staff = cast(StaffRequest, request)
    found = procedure_page(staff, public_id).numbered(number)
    if fmt not in FORMATS:
        raise Http404
    report = exports.printed(found, day=staff.day, chain=staff.chain)
    response = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    name = exports.file_name(found, fmt)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@post_only
@needs(REVIEW)
def set_period(request: StaffRequest, public_id: str) -> HttpResponse:
    page = procedure_page(request, public_id)
    form: MingaForm = PeriodForm(request.POST)
    if form.is_valid() and tried(
        form, lambda: actions.set_period(page.procedure, **form.cleaned_data, by=request.access)
    ):
        messages.success(request, "Periodicidad registrada. Rige desde hoy.")
        return redirect("procedures:procedure", public_id)
    return _page(request, page, cast(PeriodForm, form))


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    """The procedures of the service of a work plan, those past their review first."""
    plan = get_object_or_404(WorkPlan.objects.visible_to(request.access), public_id=public_id)
    seen = Procedure.objects.open_to(request.access).for_page().filter(service=plan.service_id)
    found = list(with_reviews(seen).order_by("code"))
    past = {one.pk for one, _ in late(found, request.day)}
    applies = request.access.may(APPLY, plan.service_id)
    rows = [
        (one, due, one.pk in past, applies and due is not None)
        for one, due in ((one, due_on(one, request.day)) for one in found)
    ]
    rows.sort(key=lambda row: not row[2])
    context = {"rows": rows[:MOST], "late": len(past), "plan": plan, "applies": applies}
    return answer(
        request,
        "procedures/_of_plan.html",
        context,
        title="Procedimientos del servicio",
        back=reverse("workplan:plan", args=[public_id]),
    )
