"""The rules of visits: what they ask, their questions, and how a change of them is approved."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals import actions as approvals
from minga.core.approvals.deciding import pass_posted, return_posted, trail_for
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.versions import NotADraft
from minga.people.models import Organisation
from minga.visits import actions
from minga.visits.cases import anchor_name, visit_case_of
from minga.visits.forms import NewRuleForm, QuestionForm, RuleForm, question_forms, units_of
from minga.visits.models import RuleVersion, VisitRule
from minga.visits.permissions import APPROVE_RULES, PREPARE_RULES, READ

# Lines without a question that stand open after the last one.
EMPTY = 2
form_page = require_http_methods(["GET", "POST"])


def _sees_drafts(request: StaffRequest, rule: VisitRule) -> bool:
    return any(request.access.may(p, rule.service_id) for p in (PREPARE_RULES, APPROVE_RULES))


@require_GET
@needs(READ)
def rules(request: StaffRequest) -> HttpResponse:
    """Those in force, with what each one asks; and those being prepared, for who prepares."""
    found = VisitRule.objects.visible_to(request.access).select_related("service__party")
    versions = RuleVersion.objects.filter(
        rule__in=found, status__in=("in_force", "submitted", "draft")
    )
    by_rule: dict[int, RuleVersion] = {}
    for version in versions.select_related("unit", "rule__service").order_by("number"):
        if version.is_open and not _sees_drafts(request, version.rule):
            continue
        if not version.is_open or version.rule_id not in by_rule:
            by_rule[version.rule_id] = version
    shown = [
        (rule, newest, anchor_name(rule.case_model, newest.anchor), _plural(rule))
        for rule in found.order_by("name")
        if (newest := by_rule.get(rule.pk))
    ]
    context = {"rules": shown, "may_prepare": request.access.may(PREPARE_RULES)}
    return render(request, "visits/rules.html", context)


def _plural(rule: VisitRule) -> str:
    case = visit_case_of(rule.case_model)
    return case.kind.plural if case else rule.case_model


def _rule(request: StaffRequest, public_id: str) -> tuple[VisitRule, list[RuleVersion]]:
    found = VisitRule.objects.visible_to(request.access).select_related("service__party")
    rule = get_object_or_404(found, public_id=public_id)
    versions = list(rule.versions.select_related("unit", "approved_by").order_by("-number"))
    if not _sees_drafts(request, rule):
        versions = [version for version in versions if not version.is_open]
    if not versions:
        raise Http404
    return rule, versions


def _open(request: StaffRequest, public_id: str) -> tuple[VisitRule, RuleVersion]:
    rule, versions = _rule(request, public_id)
    if not _sees_drafts(request, rule):
        raise Http404
    if not versions[0].is_open:
        raise NotADraft(versions[0])
    versions[0].rule = rule
    return rule, versions[0]


@require_GET
@needs(READ)
def rule(request: StaffRequest, public_id: str) -> HttpResponse:
    return _page(request, public_id)


def _page(
    request: StaffRequest, public_id: str, error: DomainError | None = None, **forms: MingaForm
) -> HttpResponse:
    rule, versions = _rule(request, public_id)
    newest = versions[0]
    newest.rule = rule
    refused = next(iter(forms.values()), None)
    may_prepare = request.access.may(PREPARE_RULES, rule.service_id)
    context = {
        "rule": rule,
        "version": newest,
        "versions": versions,
        "in_force": next((one for one in versions if one.status == "in_force"), None),
        "anchor": anchor_name(rule.case_model, newest.anchor),
        "plural": _plural(rule),
        "questions": newest.questions.order_by("number"),
        "editable": newest.status == "draft" and may_prepare,
        "may_change": may_prepare and not newest.is_open,
        "trail": trail_for(request, newest, **forms) if newest.is_open else None,
        "error": str(error or ""),
        "refused": refused,
    }
    status = error.status if error else refused.http_status if refused else 200
    return render(request, "visits/rule.html", context, status=status)


@form_page
@needs(PREPARE_RULES)
def create(request: StaffRequest) -> HttpResponse:
    own = [pk for pk in request.access.institutions if request.access.may(PREPARE_RULES, pk)]
    service = Organisation.objects.filter(pk__in=own).first()
    if service is None:
        raise Http404
    data = request.POST or None
    form = NewRuleForm(data, units=units_of(request.access, PREPARE_RULES), initial={"revision": 0})
    lines = question_forms(data, None)
    if form.is_valid() and _all_valid(lines):
        made = _try(
            form,
            lambda: actions.create_rule(
                service,
                name=form.cleaned_data["name"],
                case_model=form.cleaned_data["case_model"],
                values=form.values,
                questions=_typed(lines),
                by=request.access,
            ),
        )
        if made:
            messages.success(request, "Regla preparada. Falta enviarla a aprobación.")
            return redirect("visits:rule", made.public_id)
    return _form(request, form, lines, {"title": "Nueva regla de visita"})


@form_page
@needs(PREPARE_RULES)
def edit(request: StaffRequest, public_id: str) -> HttpResponse:
    """The draft, with all its questions."""
    try:
        rule, version = _open(request, public_id)
    except NotADraft as error:
        messages.error(request, str(error))
        return redirect("visits:rule", public_id)
    data = request.POST or None
    form = RuleForm(
        data,
        units=units_of(request.access, PREPARE_RULES),
        case=visit_case_of(rule.case_model),
        initial={name: getattr(version, name) for name in actions.RuleValues.__annotations__}
        | {"revision": version.revision, "unit": version.unit_id},
    )
    lines = question_forms(data, version)
    if form.is_valid() and _all_valid(lines):
        saved = _try(
            form,
            lambda: actions.save_rule(
                version,
                revision=form.cleaned_data["revision"],
                values=form.values,
                questions=_typed(lines),
                by=request.access,
            ),
        )
        if saved:
            messages.success(request, "Borrador guardado.")
            return redirect("visits:rule", public_id)
        if form.conflict:
            version.refresh_from_db()
            form.show_again(version.revision)
    return _form(request, form, lines, {"title": f"Cambiar «{rule.name}»", "rule": rule})


def _all_valid(lines: list[QuestionForm]) -> bool:
    valid = [line.is_valid() for line in lines]
    return all(valid)


def _typed(lines: list[QuestionForm]) -> list[actions.QuestionValues]:
    return [line.values for line in lines if line.cleaned_data["text"]]


def _form(
    request: StaffRequest, form: RuleForm, lines: list[QuestionForm], more: dict[str, Any]
) -> HttpResponse:
    wrong = [line for line in lines if line.is_bound and line.errors]
    if wrong and not form.errors:
        form.add_error(None, "Revise las preguntas marcadas.")
    numbered = list(enumerate(lines, 1))
    shown = max((number for number, line in numbered if line["text"].value()), default=0) + EMPTY
    context = {"form": form, "lines": numbered[:shown], "spare": numbered[shown:]} | more
    return render(request, "visits/rule_form.html", context, status=form.http_status)


def _try(form: MingaForm, act: Any) -> Any:
    try:
        return act()
    except DomainError as error:
        form.refuse(error)
        return None


@post_only
@needs(PREPARE_RULES)
def start(request: StaffRequest, public_id: str) -> HttpResponse:
    rule, _ = _rule(request, public_id)
    try:
        actions.start_rule_draft(rule, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("visits:rule", public_id)
    return redirect("visits:edit_rule", public_id)


@post_only
@needs(PREPARE_RULES)
def submit(request: StaffRequest, public_id: str) -> HttpResponse:
    try:
        _, version = _open(request, public_id)
        approvals.begin(version, by=request.access)
    except DomainError as error:
        return _page(request, public_id, error)
    messages.success(request, "Regla enviada a aprobación.")
    return redirect("visits:rule", public_id)


@post_only
@needs(APPROVE_RULES)
def approve(request: StaffRequest, public_id: str) -> HttpResponse:
    try:
        _, version = _open(request, public_id)
    except NotADraft as error:
        return _page(request, public_id, error)
    form = pass_posted(request, version)
    if form.errors:
        return _page(request, public_id, form=form)
    messages.success(request, "Regla aprobada. Las visitas que pide se agregan cada noche.")
    return redirect("visits:rule", public_id)


@post_only
@needs(APPROVE_RULES)
def send_back(request: StaffRequest, public_id: str) -> HttpResponse:
    try:
        _, version = _open(request, public_id)
    except NotADraft as error:
        return _page(request, public_id, error)
    form = return_posted(request, version)
    if form.errors:
        return _page(request, public_id, return_form=form)
    messages.success(request, "Regla devuelta con sus observaciones.")
    return redirect("visits:rule", public_id)
