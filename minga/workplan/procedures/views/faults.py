"""A non-conformity: written, then analysed, corrected and checked, step by step."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.commitments.views.common import tried
from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.workplan.procedures import actions
from minga.workplan.procedures.forms import (
    CauseForm,
    CorrectionForm,
    EffectForm,
    FaultForm,
    ReasonForm,
)
from minga.workplan.procedures.list import fault_tone
from minga.workplan.procedures.models import NonConformity, ProcedureVersion
from minga.workplan.procedures.models.fault import FaultState
from minga.workplan.procedures.permissions import APPROVE, CHECK, PREPARE, REPORT
from minga.workplan.procedures.views.common import ProcedurePage, fault_of, posted, procedure_page

Forms = dict[str, MingaForm]


@require_http_methods(["GET", "POST"])
@needs(REPORT)
def new_fault(request: StaffRequest, public_id: str) -> HttpResponse:
    """`?version=2` for what was done by a version that no longer rules."""
    page = procedure_page(request, public_id)
    version = _version(request, page)
    form = FaultForm(posted(request), version=version, initial={"found_on": request.day})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.report_fault(page.procedure, form.found(), by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{made} anotada. Falta analizar su causa.")
            return redirect("procedures:fault", made.public_id)
    context = {
        "procedure": page.procedure,
        "version": version,
        "others": [one for one in page.versions if one.approved_on and one.pk != version.pk],
        "form": form,
    }
    return render(request, "procedures/new_fault.html", context, status=form.http_status)


def _version(request: StaffRequest, page: ProcedurePage) -> ProcedureVersion:
    asked = request.GET.get("version", "")
    found = page.numbered(int(asked)) if asked.isdecimal() and len(asked) < 5 else page.in_force
    if found is None or found.approved_on is None:
        raise Http404
    return found


@require_GET
def fault(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, fault_of(staff, public_id))


def _page(
    request: StaffRequest, found: NonConformity, name: str = "", refused: MingaForm | None = None
) -> HttpResponse:
    forms = _forms(request, found)
    if refused is not None:
        # Also when it can no longer be done: what was typed stays in sight.
        forms[name] = refused
    access, checkable = request.access, actions.may_be_checked(found)
    own = checkable and actions.corrected_by(found, access.actor_id)
    corrections = _corrections(request, found)
    context = {
        "fault": found,
        "procedure": found.procedure,
        "tone": fault_tone(found),
        "steps": found.steps.select_related("actor").order_by("pk"),
        "corrections": corrections,
        "checkable": checkable,
        "stuck": actions.lacks_correction(found),
        "going": sum(row.state in ("pending", "reported") for row, _, _ in corrections),
        "why_not": "Usted corrigió: comprueba otra persona si sirvió." if own else "",
        "form": refused,
        "open_form": name,
        "forms": forms,
    }
    status = refused.http_status if refused else 200
    return render(request, "procedures/fault.html", context, status=status)


def _corrections(request: StaffRequest, found: NonConformity) -> list[tuple[Any, str, str]]:
    agreed = found.corrections.select_related("commitment__responsible").order_by("pk")
    day = request.day
    rows = [one.commitment for one in agreed]
    return [(row, row.said_on(day), row.tone_on(day)) for row in rows]


def _forms(request: StaffRequest, found: NonConformity) -> Forms:
    """Those of what this person may do with it now."""
    if not found.is_open:
        return {}
    access, service = request.access, found.service_id
    seen = {"seen": found.revision}
    forms: Forms = {}
    if access.may(PREPARE, service):
        forms["analyse"] = CauseForm(initial=seen, auto_id="analyse_%s")
        if found.state != FaultState.FOUND:
            forms["correct"] = _correction(request, found, initial=seen)
    own = actions.corrected_by(found, access.actor_id)
    if access.may(CHECK, service) and actions.may_be_checked(found) and not own:
        forms["check"] = EffectForm(initial=seen, auto_id="check_%s")
    if access.may(APPROVE, service) and found.found_by_id != access.actor_id:
        forms["dismiss"] = ReasonForm(initial=seen, auto_id="dismiss_%s")
    return forms


def _correction(request: StaffRequest, found: NonConformity, *args: Any, **kw: Any) -> MingaForm:
    return CorrectionForm(*args, service=found.service, on=request.day, auto_id="correct_%s", **kw)


def _step(
    request: StaffRequest,
    found: NonConformity,
    name: str,
    form: MingaForm,
    done: str,
    act: Callable[[], Any],
) -> HttpResponse:
    if form.is_valid() and tried(form, act):
        messages.success(request, done)
        return redirect("procedures:fault", found.public_id)
    found = fault_of(request, found.public_id)
    if form.refused_with == 409:
        # What was typed stays; sending it again is a decision over what is there now.
        form.data = {key: form.data[key] for key in form.data} | {"seen": str(found.revision)}
    return _page(request, found, name, form)


@post_only
@needs(PREPARE)
def analyse(request: StaffRequest, public_id: str) -> HttpResponse:
    found = fault_of(request, public_id)
    form = CauseForm(request.POST, auto_id="analyse_%s")
    return _step(
        request,
        found,
        "analyse",
        form,
        "Causa anotada. Falta acordar qué la corrige.",
        lambda: actions.analyse_cause(found, **form.cleaned_data, by=request.access),
    )


@post_only
@needs(PREPARE)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    found = fault_of(request, public_id)
    form = cast(CorrectionForm, _correction(request, found, request.POST))
    return _step(
        request,
        found,
        "correct",
        form,
        "Acción correctiva acordada: es un compromiso con su plazo.",
        lambda: actions.agree_correction(
            found, form.correction(), seen=form.cleaned_data["seen"], by=request.access
        ),
    )


@post_only
@needs(CHECK)
def check_effect(request: StaffRequest, public_id: str) -> HttpResponse:
    found = fault_of(request, public_id)
    form = EffectForm(request.POST, auto_id="check_%s")
    return _step(
        request,
        found,
        "check",
        form,
        "Comprobación anotada.",
        lambda: actions.check_effect(
            found,
            effective=form.is_effective,
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["seen"],
            by=request.access,
        ),
    )


@post_only
@needs(APPROVE)
def dismiss(request: StaffRequest, public_id: str) -> HttpResponse:
    found = fault_of(request, public_id)
    form = ReasonForm(request.POST, auto_id="dismiss_%s")
    return _step(
        request,
        found,
        "dismiss",
        form,
        "No conformidad desestimada.",
        lambda: actions.dismiss_fault(found, **form.cleaned_data, by=request.access),
    )
