"""The four stages of a plan: what each asks, and closing the next one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.panels import answer, panel_view
from minga.workplan import actions
from minga.workplan.forms import StageForm
from minga.workplan.models import Stage, WorkPlan
from minga.workplan.permissions import APPROVE
from minga.workplan.stages import Standing, standings
from minga.workplan.views.common import plan_page, sees_drafts

TITLE = "Etapas del programa"


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    plan = plan_page(request, public_id).plan
    context = _context(request, plan)
    back = reverse("workplan:plan", args=[public_id])
    return answer(request, "workplan/_stages.html", context, title=TITLE, back=back)


def _context(
    request: StaffRequest, plan: WorkPlan, form: StageForm | None = None
) -> dict[str, object]:
    found = standings(plan, request.day)
    ready = next((standing for standing in found if standing.is_next), None)
    return {
        "plan": plan,
        "standings": found,
        "said": _said(found),
        "form": form or (StageForm(initial={"stage": ready.stage}) if ready else None),
        "opens_drafts": not plan.evaluation and sees_drafts(request, plan),
        "may_close": request.access.may(APPROVE, plan.service_id),
    }


def _said(found: list[Standing]) -> str:
    closed = sum(bool(standing.closing) for standing in found)
    if closed == len(found):
        return "Las cuatro etapas están cerradas."
    running = found[closed]
    if running.is_ready:
        return f"La etapa {closed + 1}, de {running.stage.label}, está lista para cerrar."
    lacking = len(running.missing)
    verb = "falta" if lacking == 1 else "faltan"
    return f"Va en la etapa {closed + 1}, de {running.stage.label}: {verb} {lacking} para cerrarla."


@post_only
@needs(APPROVE)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    plan = plan_page(request, public_id).plan
    form = StageForm(request.POST)
    if form.is_valid():
        stage, remarks = Stage(form.cleaned_data["stage"]), form.cleaned_data["remarks"]
        try:
            actions.close_stage(plan, stage, remarks=remarks, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Etapa de {stage.label} cerrada.")
            return redirect("workplan:plan", public_id)
    context = _context(request, plan, form) | {
        "fragment": "workplan/_stages.html",
        "title": TITLE,
        "back": reverse("workplan:plan", args=[public_id]),
    }
    return render(request, "core/panel.html", context, status=form.http_status)
