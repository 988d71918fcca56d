"""Which steps each flow has at an institution, and from when: read and set by who administers."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals import actions
from minga.core.approvals.flows import Flow, Step, all_flows
from minga.core.approvals.forms import RuleForm
from minga.core.approvals.models import StepRule
from minga.core.approvals.permissions import SET_RULES
from minga.core.approvals.rules import RuledStep, ruled_steps, steps_of_flows
from minga.core.errors import DomainError


@dataclass(frozen=True)
class FlowRules:
    flow: Flow
    steps: list[RuledStep]


def _institution(request: StaffRequest) -> tuple[int, str]:
    """The one that the person administers."""
    for grant in request.access.grants:
        if request.access.may(SET_RULES, grant.institution_id):
            return grant.institution_id, grant.institution_label
    raise Http404


@require_GET
@needs(SET_RULES)
def rules(request: StaffRequest) -> HttpResponse:
    """As they stand today, what begins later, and what was set before."""
    institution_id, institution = _institution(request)
    steps = steps_of_flows(all_flows(), institution_id, request.day)
    flows = [FlowRules(flow, steps[flow.kind]) for flow in all_flows()]
    known = StepRule.objects.filter(institution_id=institution_id).select_related("event")
    labels = {(f.kind, s.key): (f.label, s.label) for f in all_flows() for s in f.steps}
    context = {
        "institution": institution,
        "flows": flows,
        "asks": sum(ruled.step.second_factor for f in flows for ruled in f.steps),
        "total": sum(len(f.steps) for f in flows),
        "history": [
            (rule, *labels.get((rule.flow, rule.step), (rule.flow, rule.step)))
            for rule in known.order_by("-valid_from", "-pk")
        ],
    }
    return render(request, "approvals/rules.html", context)


@require_http_methods(["GET", "POST"])
@needs(SET_RULES)
def rule(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    institution_id, institution = _institution(request)
    flow, step = _step(kind, key)
    now = next(r for r in ruled_steps(flow, institution_id, request.day) if r.step.key == key)
    form = RuleForm(
        request.POST or None,
        initial={
            "above": now.step.above,
            "second_factor": now.step.second_factor,
            "valid_from": request.day,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_rule(
                flow, key, institution_id=institution_id, by=request.access, **form.cleaned_data
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Regla del paso «{step.label}» guardada.")
            return redirect("approvals:rules")
    context = {"form": form, "flow": flow, "step": step, "institution": institution}
    return render(request, "approvals/rule.html", context, status=form.http_status)


def _step(kind: str, key: str) -> tuple[Flow, Step]:
    for flow in all_flows():
        for step in flow.steps:
            if (flow.kind, step.key) == (kind, key):
                return flow, step
    raise Http404
