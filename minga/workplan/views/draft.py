"""Preparing a plan: the draft with its objectives and activities, sending it, approving it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import pass_posted, return_posted, trail_for
from minga.core.errors import DomainError
from minga.core.forms import MingaForm, RevisionForm
from minga.core.http import post_only
from minga.core.versions import NotADraft
from minga.people.models import Organisation
from minga.workplan import actions
from minga.workplan.changes import changes
from minga.workplan.forms import ActivityForm, ObjectiveForm, PlanForm
from minga.workplan.models import Activity, Objective, WorkPlan, WorkPlanVersion
from minga.workplan.permissions import APPROVE, PREPARE
from minga.workplan.views.common import open_version, plan_page

form_page = require_http_methods(["GET", "POST"])
P = ParamSpec("P")
DraftView = Callable[Concatenate[StaffRequest, str, P], HttpResponse]


def of_the_draft(
    form: type[RevisionForm] | None = None, verb: str = ""
) -> Callable[[DraftView[P]], DraftView[P]]:
    """A page over the open version. When it was approved meanwhile: why, in a sentence, with the
    form as it was typed, or back to the plan where nothing was typed."""

    def wrap(view: DraftView[P]) -> DraftView[P]:
        @wraps(view)
        def guarded(
            request: StaffRequest, public_id: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            try:
                return view(request, public_id, *args, **kwargs)
            except NotADraft as error:
                if form is None or request.method != "POST":
                    messages.error(request, str(error))
                    return redirect("workplan:plan", public_id)
                return _typed_again(request, public_id, form(request.POST), verb, error)

        return cast(DraftView[P], guarded)

    return wrap


def _typed_again(
    request: StaffRequest, public_id: str, form: RevisionForm, verb: str, error: NotADraft
) -> HttpResponse:
    form.full_clean()
    form.refuse(error)
    plan = plan_page(request, public_id).plan
    context = {"plan": plan, "form": form, "title": "Ya no es un borrador", "verb": verb}
    return render(request, "workplan/edit.html", context, status=409)


@form_page
@needs(PREPARE)
def create(request: StaffRequest) -> HttpResponse:
    """A plan of the person's own institution, in its territory."""
    form = PlanForm(request.POST or None, initial={"year": request.day.year + 1})
    own = (pk for pk in request.access.institutions if request.access.may(PREPARE, pk))
    service = (
        Organisation.objects.filter(pk__in=own, territory__isnull=False)
        .select_related("territory")
        .first()
    )
    if service is None or service.territory is None:
        raise Http404
    if form.is_valid():
        territory, year = service.territory, form.cleaned_data["year"]
        plan = _try(
            form, lambda: actions.create_plan(service, territory, year=year, by=request.access)
        )
        if plan:
            return redirect("workplan:draft", plan.public_id)
    return render(
        request, "workplan/create.html", {"form": form, "service": service}, status=form.http_status
    )


@require_GET
@of_the_draft()
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """The open version: what it says, how far from 100, who wrote in it, the next step."""
    staff = cast(StaffRequest, request)
    plan, version = open_version(staff, public_id)
    return _draft_page(staff, plan, version)


def _draft_page(
    request: StaffRequest,
    plan: WorkPlan,
    version: WorkPlanVersion,
    error: DomainError | None = None,
    **forms: MingaForm,
) -> HttpResponse:
    """`forms`: one of the trail's that was refused."""
    activities, ruling = _proposed_and_ruling(version)
    objectives = [
        (objective, [activity for activity in activities if activity.objective_id == objective.pk])
        for objective in version.objectives.order_by("number")
    ]
    refused = next(iter(forms.values()), None)
    editable = version.status == "draft" and request.access.may(PREPARE, plan.service_id)
    has_empty = any(not rows for _, rows in objectives)
    context = {
        "plan": plan,
        "version": version,
        "objectives": objectives,
        "editable": editable,
        "changes": changes(ruling, activities),
        "trail": trail_for(request, version, **forms),
        "why": _why(version, has_empty=has_empty, editable=editable),
        "lacks": getattr(version, "lacks", 0) if version.status == "draft" else 0,
        "error": str(error or ""),
        "refused": refused,
    }
    status = error.status if error else refused.http_status if refused else 200
    return render(request, "workplan/draft.html", context, status=status)


def _proposed_and_ruling(version: WorkPlanVersion) -> tuple[list[Activity], list[Activity]]:
    """The activities of the open version, and those of the one in force."""
    of_both = Activity.objects.for_page().filter(
        Q(version=version) | Q(version__plan=version.plan_id, version__status="in_force")
    )
    proposed: list[Activity] = []
    ruling: list[Activity] = []
    for activity in of_both:
        (proposed if activity.version_id == version.pk else ruling).append(activity)
    return proposed, ruling


def _why(version: WorkPlanVersion, *, has_empty: bool, editable: bool) -> str:
    """What keeps it from being sent or approved, whoever looks."""
    if version.missing_weight:
        return "No se aprueba mientras no sume 100."
    if has_empty:
        return "Hay un objetivo sin actividades."
    waits = version.status == "draft" and not editable
    return "Lo prepara una unidad del servicio." if waits else ""


@post_only
@needs(PREPARE)
def start(request: StaffRequest, public_id: str) -> HttpResponse:
    page = plan_page(request, public_id)
    try:
        actions.start_draft(page.plan, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("workplan:draft", public_id)


@post_only
@needs(PREPARE)
@of_the_draft()
def submit(request: StaffRequest, public_id: str) -> HttpResponse:
    plan, version = open_version(request, public_id)
    try:
        actions.submit_version(version, by=request.access)
    except DomainError as error:
        return _draft_page(request, plan, version, error)
    messages.success(request, "Programa enviado a aprobación.")
    return redirect("workplan:draft", public_id)


@post_only
@needs(APPROVE)
@of_the_draft()
def approve(request: StaffRequest, public_id: str) -> HttpResponse:
    plan, version = open_version(request, public_id)
    form = pass_posted(request, version)
    if form.errors:
        return _draft_page(request, plan, version, form=form)
    version.refresh_from_db(fields=["status"])
    if version.is_open:
        messages.success(request, "Paso dado. El programa espera el siguiente.")
        return redirect("workplan:draft", public_id)
    messages.success(request, f"Programa {plan.year} aprobado: rige la versión {version.number}.")
    return redirect("workplan:plan", public_id)


@post_only
@needs(APPROVE)
@of_the_draft()
def send_back(request: StaffRequest, public_id: str) -> HttpResponse:
    plan, version = open_version(request, public_id)
    form = return_posted(request, version)
    if form.errors:
        return _draft_page(request, plan, version, return_form=form)
    messages.success(request, "Programa devuelto con sus observaciones.")
    return redirect("workplan:draft", public_id)


@post_only
@needs(PREPARE)
@of_the_draft()
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    plan, version = open_version(request, public_id)
    try:
        actions.discard_draft(version, by=request.access)
    except DomainError as error:
        return _draft_page(request, plan, version, error)
    messages.success(request, "Borrador descartado.")
    return redirect("workplan:plans")


@form_page
@needs(PREPARE)
@of_the_draft(ObjectiveForm, "Agregar objetivo")
def new_objective(request: StaffRequest, public_id: str) -> HttpResponse:
    plan, version = open_version(request, public_id)
    form = ObjectiveForm(request.POST or None, initial={"revision": 0})
    return _form_page(
        request,
        plan,
        form,
        title="Agregar objetivo",
        verb="Agregar objetivo",
        act=lambda: actions.add_objective(
            version, title=form.cleaned_data["title"], by=request.access
        ),
    )


@form_page
@needs(PREPARE)
@of_the_draft(ObjectiveForm, "Guardar objetivo")
def edit_objective(request: StaffRequest, public_id: str, number: int) -> HttpResponse:
    plan, version = open_version(request, public_id)
    objective = get_object_or_404(version.objectives.select_related("version"), number=number)
    form = ObjectiveForm(request.POST) if request.method == "POST" else ObjectiveForm.of(objective)
    return _form_page(
        request,
        plan,
        form,
        title=f"Objetivo {number}",
        verb="Guardar objetivo",
        row=objective,
        act=lambda: actions.change_objective(objective, **form.cleaned_data, by=request.access),
    )


@form_page
@needs(PREPARE)
@of_the_draft(ActivityForm, "Agregar actividad")
def new_activity(request: StaffRequest, public_id: str, number: int) -> HttpResponse:
    plan, version = open_version(request, public_id)
    objective = get_object_or_404(version.objectives.select_related("version"), number=number)
    form = ActivityForm(request.POST or None, initial={"revision": 0, "evidence_needed": 1})
    return _form_page(
        request,
        plan,
        form,
        title=f"Agregar actividad al objetivo {number}",
        verb="Agregar actividad",
        act=lambda: actions.add_activity(objective, form.values(), by=request.access),
    )


@form_page
@needs(PREPARE)
@of_the_draft(ActivityForm, "Guardar actividad")
def edit_activity(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    plan, version = open_version(request, public_id)
    activity = get_object_or_404(
        version.activities.select_related("version", "objective"), line__public_id=line
    )
    form = ActivityForm(request.POST) if request.method == "POST" else ActivityForm.of(activity)
    return _form_page(
        request,
        plan,
        form,
        title=f"Actividad {activity.code}",
        verb="Guardar actividad",
        row=activity,
        act=lambda: actions.change_activity(
            activity, form.values(), revision=form.cleaned_data["revision"], by=request.access
        ),
    )


@post_only
@needs(PREPARE)
@of_the_draft()
def drop_activity(request: StaffRequest, public_id: str, line: str) -> HttpResponse:
    plan, version = open_version(request, public_id)
    activity = get_object_or_404(
        version.activities.select_related("version", "objective"), line__public_id=line
    )
    return _drop(
        request, plan, version, lambda: actions.remove_activity(activity, by=request.access)
    )


@post_only
@needs(PREPARE)
@of_the_draft()
def drop_objective(request: StaffRequest, public_id: str, number: int) -> HttpResponse:
    plan, version = open_version(request, public_id)
    objective = get_object_or_404(version.objectives.select_related("version"), number=number)
    return _drop(
        request, plan, version, lambda: actions.remove_objective(objective, by=request.access)
    )


def _drop(
    request: StaffRequest, plan: WorkPlan, version: WorkPlanVersion, act: Callable[[], None]
) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return _draft_page(request, plan, version, error)
    messages.success(request, "Quitado del borrador. La versión vigente no cambia.")
    return redirect("workplan:draft", plan.public_id)


def _form_page(
    request: StaffRequest,
    plan: WorkPlan,
    form: RevisionForm,
    *,
    title: str,
    verb: str,
    act: Callable[[], Any],
    row: Objective | Activity | None = None,
) -> HttpResponse:
    """Show the form; act when it is valid; show it again with what was typed and why it was
    refused."""
    if request.method == "POST" and form.is_valid():
        if _try(form, act):
            return redirect("workplan:draft", plan.public_id)
        if form.conflict and row:
            row.refresh_from_db(fields=["revision"])
            form.show_again(row.revision)
    context = {"plan": plan, "form": form, "title": title, "verb": verb, "row": row}
    return render(request, "workplan/edit.html", context, status=form.http_status)


def _try(form: MingaForm, act: Callable[[], Any]) -> Any:
    """The result of the action, or None with the refusal put in the form."""
    try:
        return act() or True
    except DomainError as error:
        form.refuse(error)
        return None
