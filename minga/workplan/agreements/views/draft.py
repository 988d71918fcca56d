"""Preparing an agreement: the draft with its goals, sending it, approving it."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core import drafts
from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import pass_posted, return_posted, trail_for
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.versions import NotADraft
from minga.workplan.agreements import actions
from minga.workplan.agreements.changes import changes
from minga.workplan.agreements.errors import GoalRemoved
from minga.workplan.agreements.forms import AgreementForm, GoalForm
from minga.workplan.agreements.models import Agreement, AgreementVersion, Goal
from minga.workplan.agreements.permissions import APPROVE, PREPARE, institutions
from minga.workplan.agreements.views.common import (
    agreement_page,
    attempt,
    open_version,
    sees_drafts,
)

form_page = require_http_methods(["GET", "POST"])


of_the_draft = drafts.of_the_draft("agreements:agreement")


@form_page
@needs(PREPARE)
def create(request: StaffRequest) -> HttpResponse:
    """An agreement of the person's own institution or of a team of it."""
    own = institutions(request.access, PREPARE)
    initial = {"year": request.day.year + 1, "kind": Agreement.Kind.COLLECTIVE}
    form = AgreementForm(request.POST or None, initial=initial, institutions=own)
    if form.is_valid():
        made = attempt(
            form, lambda: actions.create_agreement(**form.cleaned_data, by=request.access)
        )
        if made:
            return redirect("agreements:draft", made.public_id)
    return render(request, "agreements/create.html", {"form": form}, status=form.http_status)


@require_GET
@of_the_draft
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """The open version: its goals, how far from 100, what it changes, the next step."""
    staff = cast(StaffRequest, request)
    return _draft_page(staff, *open_version(staff, public_id))


def _draft_page(
    request: StaffRequest,
    agreement: Agreement,
    version: AgreementVersion,
    error: DomainError | None = None,
    **forms: MingaForm,
) -> HttpResponse:
    """`forms`: one of the trail's that was refused."""
    refused = next(iter(forms.values()), None)
    editable = version.status == "draft" and request.access.may(PREPARE, agreement.institution_id)
    ruling = Q(version__agreement=agreement, version__status="in_force")
    found = list(Goal.objects.for_page().filter(ruling | Q(version=version)))
    goals = [goal for goal in found if goal.version_id == version.pk]
    before = [goal for goal in found if goal.version_id != version.pk]
    context = {
        "agreement": agreement,
        "version": version,
        "goals": goals,
        "changes": changes(before, goals),
        "editable": editable,
        "trail": trail_for(request, version, **forms),
        "why": _why(version, editable=editable),
        "error": str(error or ""),
        "refused": refused,
    }
    status = error.status if error else refused.http_status if refused else 200
    return render(request, "agreements/draft.html", context, status=status)


def _why(version: AgreementVersion, *, editable: bool) -> str:
    """What keeps it from being sent or approved, whoever looks."""
    if version.missing_weight:
        return "No se aprueba mientras no sume 100."
    if version.status == "draft" and not editable:
        return "La prepara una unidad de la institución."
    return ""


@post_only
@needs(PREPARE)
def start(request: StaffRequest, public_id: str) -> HttpResponse:
    page = agreement_page(request, public_id)
    try:
        actions.start_draft(page.agreement, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("agreements:draft", public_id)


@post_only
@needs(PREPARE)
@of_the_draft
def submit(request: StaffRequest, public_id: str) -> HttpResponse:
    agreement, version = open_version(request, public_id)
    try:
        actions.submit_version(version, by=request.access)
    except NotADraft:
        raise
    except DomainError as error:
        return _draft_page(request, agreement, version, error)
    messages.success(request, "Convenio enviado a aprobación.")
    return redirect("agreements:draft", public_id)


@post_only
@needs(APPROVE)
@of_the_draft
def approve(request: StaffRequest, public_id: str) -> HttpResponse:
    agreement, version = open_version(request, public_id)
    form = pass_posted(request, version)
    if form.errors:
        return _draft_page(request, agreement, version, form=form)
    version.refresh_from_db(fields=["status"])
    if version.is_open:
        messages.success(request, "Paso dado. El convenio espera el siguiente.")
        return redirect("agreements:draft", public_id)
    messages.success(
        request, f"Convenio {agreement.year} aprobado: rige la versión {version.number}."
    )
    return redirect("agreements:agreement", public_id)


@post_only
@needs(APPROVE)
@of_the_draft
def send_back(request: StaffRequest, public_id: str) -> HttpResponse:
    agreement, version = open_version(request, public_id)
    form = return_posted(request, version)
    if form.errors:
        return _draft_page(request, agreement, version, return_form=form)
    messages.success(request, "Convenio devuelto con sus observaciones.")
    return redirect("agreements:draft", public_id)


@post_only
@needs(PREPARE)
@of_the_draft
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    agreement, version = open_version(request, public_id)
    try:
        actions.discard_draft(version, by=request.access)
    except NotADraft:
        raise
    except DomainError as error:
        return _draft_page(request, agreement, version, error)
    messages.success(request, "Borrador descartado.")
    if version.number == 1:
        return redirect("agreements:agreements")
    return redirect("agreements:agreement", public_id)


@form_page
@needs(PREPARE)
def new_goal(request: StaffRequest, public_id: str) -> HttpResponse:
    return _goal_form(request, public_id, None)


@form_page
@needs(PREPARE)
def edit_goal(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    return _goal_form(request, public_id, line)


def _goal_form(request: StaffRequest, public_id: str, line: str | None) -> HttpResponse:
    """Show the form; act when it is valid; show it again with what was typed and why it was
    refused, also when the draft was sent or approved meanwhile."""
    page = agreement_page(request, public_id)
    agreement, version = page.agreement, page.open
    if not sees_drafts(request, agreement):
        raise Http404
    if version is None:
        return _not_to_be_edited(request, agreement, NotADraft(page.versions[0]))
    goal = None
    if line is not None:
        goals = version.goals.for_page().select_related("version", "responsible", "line")
        goal = goals.filter(line__public_id=line).first()
        if goal is None and agreement.lines.filter(public_id=line).exists():
            return _not_to_be_edited(request, agreement, GoalRemoved())
        if goal is None:
            raise Http404
    form = _form(request, agreement, goal)
    if request.method == "POST" and form.is_valid():
        if attempt(form, lambda: _save(form, version, goal, request)):
            return redirect("agreements:draft", public_id)
        if form.conflict and goal:
            now = Goal.objects.filter(pk=goal.pk).first()
            # Without it there is nothing to save over: the form stays as it was typed.
            form.show_again(now.revision if now else goal.revision)
    return _edit_page(request, agreement, form, goal, form.http_status)


def _form(request: StaffRequest, agreement: Agreement, goal: Goal | None) -> GoalForm:
    data = request.POST if request.method == "POST" else None
    access = request.access
    if goal:
        return GoalForm.of(goal, data, agreement=agreement, access=access)
    initial = {"revision": 0, "due": agreement.months[1]}
    return GoalForm(data, initial=initial, agreement=agreement, access=access)


def _save(
    form: GoalForm, version: AgreementVersion, goal: Goal | None, request: StaffRequest
) -> Goal:
    if goal is None:
        return actions.add_goal(version, form.values(), by=request.access)
    revision = form.cleaned_data["revision"]
    return actions.change_goal(goal, form.values(), revision=revision, by=request.access)


def _not_to_be_edited(
    request: StaffRequest, agreement: Agreement, error: DomainError
) -> HttpResponse:
    """What was typed is not lost: the form stays, with the reason on top."""
    if request.method != "POST":
        messages.error(request, str(error))
        to = "draft" if isinstance(error, GoalRemoved) else "agreement"
        return redirect(f"agreements:{to}", agreement.public_id)
    form = _form(request, agreement, None)
    form.full_clean()
    form.refuse(error)
    return _edit_page(request, agreement, form, None, 409)


def _edit_page(
    request: StaffRequest, agreement: Agreement, form: GoalForm, goal: Goal | None, status: int
) -> HttpResponse:
    context: dict[str, Any] = {"agreement": agreement, "form": form, "goal": goal}
    return render(request, "agreements/edit.html", context, status=status)


@post_only
@needs(PREPARE)
@of_the_draft
def drop_goal(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    agreement, version = open_version(request, public_id)
    goal = version.goals.select_related("version").filter(line__public_id=line).first()
    if goal is None:
        get_object_or_404(agreement.lines, public_id=line)
        return _draft_page(request, agreement, version, GoalRemoved())
    try:
        actions.remove_goal(goal, by=request.access)
    except NotADraft:
        raise
    except DomainError as error:
        return _draft_page(request, agreement, version, error)
    messages.success(request, "Quitada del borrador. La versión vigente no cambia.")
    return redirect("agreements:draft", public_id)
