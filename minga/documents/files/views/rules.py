"""What each state asks for: read by all, proposed by who administers, approved by another."""

from collections import defaultdict
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import trail_for
from minga.core.cases import CaseKind, case_kinds
from minga.core.errors import DomainError
from minga.documents.files import actions
from minga.documents.files.approvals import title
from minga.documents.files.forms import RuleForm
from minga.documents.files.models import Requirement, RuleChange
from minga.documents.files.permissions import RULE
from minga.people.models import Organisation

form_page = require_http_methods(["GET", "POST"])


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """As they stand today, what comes, and what each one took the place of."""
    staff = cast(StaffRequest, request)
    found = Requirement.objects.visible_to(staff.access).select_related("service", "change")
    known = list(found.order_by("service__name", "kind", "state", "-compulsory", "pk"))
    now = [rule for rule in known if rule.holds_on(staff.day)]
    waiting = (
        RuleChange.objects.visible_to(staff.access)
        .exclude(status="approved")
        .select_related("service")
        .order_by("pk")
    )
    context = {
        "groups": _grouped(now),
        "total": len(now),
        "compulsory": sum(rule.compulsory for rule in now),
        "coming": [rule for rule in known if rule.valid_from > staff.day],
        "past": [rule for rule in known if rule.valid_until and rule.valid_until <= staff.day],
        "waiting": [(change, title(change)) for change in waiting],
        "may_rule": staff.access.may(RULE),
        "services": {pk for pk in staff.access.institutions if staff.access.may(RULE, pk)},
    }
    return render(request, "files/rules.html", context)


def _kinds() -> dict[str, CaseKind]:
    return {kind.key: kind for kind in case_kinds()}


def where(rule: Requirement | RuleChange) -> str:
    """«Programa de trabajo: enviar a aprobación»."""
    kind = _kinds().get(rule.kind)
    if kind is None:
        return f"{rule.kind}: {rule.state}"
    return f"{kind.label.capitalize()}: {kind.states.get(rule.state, rule.state)}"


def _grouped(found: list[Requirement]) -> list[tuple[str, Organisation, list[Requirement]]]:
    groups: dict[tuple[int, str], list[Requirement]] = defaultdict(list)
    for rule in found:
        groups[rule.service_id, where(rule)].append(rule)
    return [(name, lines[0].service, lines) for (_, name), lines in groups.items()]


@form_page
@needs(RULE)
def new_rule(request: StaffRequest) -> HttpResponse:
    initial = {"valid_from": request.day, "compulsory": True}
    form = RuleForm(request.POST or None, initial=initial)
    return _propose(request, form, _service(request), "Pedir un documento")


@form_page
@needs(RULE)
def change_rule(request: StaffRequest, public_id: str) -> HttpResponse:
    rows = Requirement.objects.visible_to(request.access).select_related("service")
    rule = get_object_or_404(rows, public_id=public_id)
    if not request.access.may(RULE, rule.service_id):
        raise Http404
    initial = RuleForm.initial_of(rule) | {"valid_from": request.day}
    form = RuleForm(request.POST or None, rule=rule, initial=initial)
    return _propose(request, form, rule.service, f"Cambiar «{rule.document}»")


@form_page
@needs(RULE)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    """A change that was returned, written again."""
    rows = RuleChange.objects.visible_to(request.access).filter(status="draft")
    row = get_object_or_404(rows.select_related("service"), public_id=public_id)
    if not request.access.may(RULE, row.service_id):
        raise Http404
    initial = RuleForm.initial_of(row) | {"valid_from": row.valid_from, "reason": row.reason}
    form = RuleForm(request.POST or None, rule=row, initial=initial)
    return _propose(request, form, row.service, f"Corregir «{row.document}»", row)


def _propose(
    request: StaffRequest,
    form: RuleForm,
    service: Organisation,
    heading: str,
    row: RuleChange | None = None,
) -> HttpResponse:
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.propose_rule(
                service,
                form.asking(),
                valid_from=said["valid_from"],
                reason=said["reason"],
                change=row,
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Cambio enviado a aprobación.")
            return redirect("files:change", made.public_id)
    context = {"form": form, "heading": heading, "service": service}
    return render(request, "files/rule.html", context, status=form.http_status)


def _service(request: StaffRequest) -> Organisation:
    """The first institution in which this person administers."""
    own = [pk for pk in request.access.institutions if request.access.may(RULE, pk)]
    return Organisation.objects.get(pk=min(own))


@require_GET
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """One change: what it says, by which act, why, and where its approval stands."""
    staff = cast(StaffRequest, request)
    rows = RuleChange.objects.visible_to(staff.access).select_related("service__party", "event")
    row = get_object_or_404(rows, public_id=public_id)
    context = {
        "change": row,
        "title": title(row),
        "where": where(row),
        "before": Requirement.objects.filter(line=row.line, valid_from__lt=row.valid_from)
        .order_by("-valid_from")
        .first(),
        "trail": trail_for(staff, row),
        "may_correct": row.status == "draft" and staff.access.may(RULE, row.service_id),
    }
    return render(request, "files/change.html", context)
