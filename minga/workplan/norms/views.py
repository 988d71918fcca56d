"""The register: the list, one change with its path, and what can be written of it."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.commitments.views.common import service_for, tried
from minga.core.access import StaffRequest, needs
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.lists.views import page as list_page
from minga.core.panels import answer, panel_view
from minga.territory.frames import frame_on
from minga.territory.look import look_of
from minga.workplan.models import Activity
from minga.workplan.norms import actions
from minga.workplan.norms.forms import AbandonForm, ChangeForm, StepForm
from minga.workplan.norms.list import CHANGES
from minga.workplan.norms.models import PATH, NormStage, NormStep, RegulatoryChange
from minga.workplan.norms.permissions import ABANDON, REGISTER
from minga.workplan.search import open_to

MOST = 10
changes = list_page(CHANGES, more=lambda request, _: {"may_register": request.access.may(REGISTER)})


def change_of(request: StaffRequest, public_id: str) -> RegulatoryChange:
    found = RegulatoryChange.objects.visible_to(request.access).for_page()
    return get_object_or_404(found, public_id=public_id)


@dataclass(frozen=True)
class Mark:
    """One step of the path, as it is drawn: told, next, not yet."""

    stage: NormStage
    step: NormStep | None
    state: str


def path_of(change: RegulatoryChange, steps: list[NormStep]) -> list[Mark]:
    """Also of one that was abandoned: as far as it came, and where it ended."""
    told = {step.kind: step for step in steps}
    marks = [Mark(NormStage.OBSERVED, None, "done")]
    for stage in PATH[1:]:
        now = stage == change.next_stage
        state = "done" if stage in told else "now" if now else ""
        if change.stage != NormStage.ABANDONED or stage in told:
            marks.append(Mark(stage, told.get(stage), state))
    if change.stage == NormStage.ABANDONED:
        marks.append(Mark(NormStage.ABANDONED, told[NormStage.ABANDONED], "back"))
    return marks


@require_GET
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, change_of(staff, public_id))


def _page(
    request: StaffRequest,
    found: RegulatoryChange,
    name: str = "",
    refused: MingaForm | None = None,
) -> HttpResponse:
    access, service = request.access, found.service_id
    steps = list(found.steps.select_related("actor").order_by("pk"))
    may = access.may(REGISTER, service)
    seen = {"seen": found.stage, "kind": found.next_stage}
    context: dict[str, Any] = {
        "change": found,
        "path": path_of(found, steps),
        "steps": steps,
        "tone": found.tone_on(request.day),
        "late": found.is_late(request.day),
        "place": frame_on(request.day).name_of(found.territory_id) if found.territory_id else "",
        "activity": _activity(request, found),
        "may_correct": may and found.stage == NormStage.OBSERVED,
        "form": refused,
        "open_form": name,
    }
    if may and found.next_stage:
        context["step_form"] = StepForm(change=found, initial=seen)
    if access.may(ABANDON, service) and found.may_be_abandoned:
        context["abandon_form"] = AbandonForm(initial=seen)
    if refused is not None and _is_stale(refused, found):
        context["typed"] = _typed(refused)
    elif refused is not None:
        refused.put(**seen)
        context[f"{name}_form"] = refused
    status = refused.http_status if refused else 200
    return render(request, "norms/change.html", context, status=status)


def _is_stale(refused: MingaForm, found: RegulatoryChange) -> bool:
    """Somebody moved the change meanwhile: what was typed answers to another step."""
    seen = refused.data.get("seen") or found.stage
    return refused.http_status == 409 or seen != found.stage


def _typed(refused: MingaForm) -> list[tuple[str, str]]:
    """Label and value of all that was written, whatever fields the step of now has."""
    fields = type(refused).base_fields
    given = {name: refused.data.get(name, "") for name in fields if name not in ("seen", "kind")}
    return [(str(fields[name].label), value) for name, value in given.items() if value.strip()]


def _activity(request: StaffRequest, found: RegulatoryChange) -> Activity | None:
    """Of the version in force, of a plan that the person may open."""
    if found.line_id is None:
        return None
    rows = Activity.objects.for_page().select_related("version__plan")
    seen = rows.filter(line=found.line_id, version__status="in_force")
    return seen.filter(version__plan__in=open_to(request.access)).first()


@require_http_methods(["GET", "POST"])
@needs(REGISTER)
def new(request: StaffRequest) -> HttpResponse:
    service = service_for(request, REGISTER, request.GET.get("servicio", ""))
    place = look_of(request).place
    form = ChangeForm(
        request.POST or None,
        service_id=service.pk,
        place=place,
        initial={"observed_on": request.day},
    )
    made: list[RegulatoryChange] = []
    if form.is_valid() and tried(
        form,
        lambda: made.append(actions.register_change(service, form.values(), by=request.access)),
    ):
        messages.success(request, f"Cambio normativo {made[0].folio} registrado.")
        return redirect("norms:change", made[0].public_id)
    context = {"form": form, "service": service, "back": reverse("norms:changes")}
    return render(request, "norms/edit.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
@needs(REGISTER)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    """While nobody has proposed it."""
    found = change_of(request, public_id)
    if not request.access.may(REGISTER, found.service_id):
        raise PermissionDenied
    form = _change_form(request, found)
    if form.is_valid() and tried(
        form,
        lambda: actions.correct_change(
            found,
            form.values(),
            revision=form.cleaned_data["revision"] or 0,
            by=request.access,
        ),
    ):
        messages.success(request, "Se guardó la corrección.")
        return redirect("norms:change", public_id)
    if form.conflict:
        form.show_again(change_of(request, public_id).revision)
    context = {
        "form": form,
        "service": found.service,
        "change": found,
        "back": reverse("norms:change", args=[public_id]),
    }
    return render(request, "norms/edit.html", context, status=form.http_status)


class _Place:
    """The place that a change has already, as the form offers it."""

    def __init__(self, territory: Any, name: str) -> None:
        self.territory, self.name = territory, name


def _change_form(request: StaffRequest, found: RegulatoryChange) -> ChangeForm:
    names = ("title", "norm", "observed", "observed_where", "observed_on", "certainty", "revision")
    own = (
        _Place(found.territory, frame_on(request.day).name_of(found.territory_id))
        if found.territory_id
        else look_of(request).place
    )
    activity = _last_known(found)
    start = {name: getattr(found, name) for name in names}
    start |= {"in_place": bool(found.territory_id), "activity": activity}
    return ChangeForm(
        request.POST or None,
        service_id=found.service_id,
        place=own,
        own=activity,
        initial=start,
    )


def _last_known(found: RegulatoryChange) -> int | None:
    """Its activity in the version that rules, or else in the last approved one that had it."""
    approved = Activity.objects.filter(line=found.line_id, version__approved_on__isnull=False)
    last = approved.order_by("-version__number").first() if found.line_id else None
    return last.pk if last else None


@post_only
@needs(REGISTER)
def step(request: StaffRequest, public_id: str) -> HttpResponse:
    found = change_of(request, public_id)
    if not request.access.may(REGISTER, found.service_id):
        raise PermissionDenied
    form = StepForm(request.POST, change=found)
    if form.is_valid() and tried(
        form,
        lambda: actions.tell_step(
            found, form.step(), seen=form.cleaned_data["seen"] or None, by=request.access
        ),
    ):
        messages.success(request, "El paso quedó anotado.")
        return redirect("norms:change", public_id)
    return _page(request, change_of(request, public_id), "step", form)


@post_only
@needs(ABANDON)
def abandon(request: StaffRequest, public_id: str) -> HttpResponse:
    found = change_of(request, public_id)
    form = AbandonForm(request.POST)
    if form.is_valid() and tried(
        form,
        lambda: actions.abandon(
            found,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"] or None,
            by=request.access,
        ),
    ):
        messages.success(request, "El cambio normativo se abandonó, con su motivo.")
        return redirect("norms:change", public_id)
    return _page(request, change_of(request, public_id), "abandon", form)


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    """Those of its activities, and what else the service registered that year."""
    plan = open_to(request.access).for_page().filter(public_id=public_id).first()
    if plan is None:
        raise Http404
    related = Q(line__plan=plan) | Q(service=plan.service_id, year=plan.year)
    seen = RegulatoryChange.objects.visible_to(request.access).filter(related)
    rows: list[Any] = list(seen.for_page().order_by("-observed_on", "-pk")[: MOST + 1])
    for row in rows:
        row.tone, row.late = row.tone_on(request.day), row.is_late(request.day)
    context = {
        "plan": plan,
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "may_register": request.access.may(REGISTER, plan.service_id),
    }
    title = f"Cambios normativos del programa {plan.year}"
    back = reverse("workplan:plan", args=[public_id])
    return answer(request, "norms/_of_plan.html", context, title=title, back=back)
