"""A procedure in use: begin it, tick its activities, pass it to the version in force, close it."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.commitments.views.common import tried
from minga.core.access import StaffRequest, needs
from minga.core.cases import CaseNotFound, find_case
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.workplan.procedures import actions
from minga.workplan.procedures.actions.using import Done
from minga.workplan.procedures.forms import (
    CloseForm,
    DoneForm,
    ReasonForm,
    SeenForm,
    UseForm,
)
from minga.workplan.procedures.models import ProcedureActivity, ProcedureUse, UseStep
from minga.workplan.procedures.models.use import UseState
from minga.workplan.procedures.permissions import APPLY, REVIEW
from minga.workplan.procedures.ticks import Ticked, ticked
from minga.workplan.procedures.views.common import posted, ruling_page, use_of


@require_http_methods(["GET", "POST"])
@needs(APPLY)
def new_use(request: StaffRequest, public_id: str) -> HttpResponse:
    """`?caso=programa:bcd…` says which case it is about."""
    procedure, version = ruling_page(request, public_id)
    case = _case(request)
    form = UseForm(posted(request), initial={"label": _label(case)})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_use(
                procedure, label=form.cleaned_data["label"], case=case, by=request.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("procedures:use", made.public_id)
    context = {"procedure": procedure, "version": version, "form": form, "case": case}
    return render(request, "procedures/new_use.html", context, status=form.http_status)


def _case(request: StaffRequest) -> Any:
    """404 for what is not there and for what belongs to others."""
    key, _, public_id = request.GET.get("caso", "").partition(":")
    if not key:
        return None
    try:
        return find_case(key, public_id, request.access)
    except CaseNotFound as error:
        raise Http404 from error


def _label(case: Any) -> str:
    return "" if case is None else str(case)[:200].capitalize()


@require_GET
def use(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, use_of(staff, public_id))


def _page(
    request: StaffRequest, found: ProcedureUse, name: str = "", refused: MingaForm | None = None
) -> HttpResponse:
    """`name`: the line of the activity, or «move» or «close», whose form was refused."""
    rows, elsewhere = ticked(found)
    ruling = found.procedure.versions.filter(status="in_force").first()
    access, service = request.access, found.procedure.service_id
    may_apply = found.is_going and access.may(APPLY, service)
    behind = found.is_going and ruling is not None and ruling.pk != found.version_id
    drawn = [(row, _row_form(request, found, row, name, refused, may_apply)) for row in rows]
    move_form = close_form = None
    if behind and access.may(REVIEW, service):
        move_form = _form("move", ReasonForm, found, name, refused)
    if may_apply:
        close_form = _form("close", CloseForm, found, name, refused)
    shown = [form for _, form in drawn] + [move_form, close_form]
    context = {
        "use": found,
        "procedure": found.procedure,
        "rows": drawn,
        "done": sum(row.step is not None for row in rows),
        "elsewhere": elsewhere,
        "ruling": ruling,
        "behind": behind,
        "steps": found.steps.select_related("actor", "activity", "version").order_by("pk"),
        "may_apply": may_apply,
        "move_form": move_form,
        "close_form": close_form,
        "typed": _typed(refused) if refused and not any(f is refused for f in shown) else [],
        "case": found.visible_case(access) if found.case_model else None,
        "form": refused,
        "open_form": name,
    }
    if context["case"] is not None and found.case_kind:
        context["case_url"] = found.case_kind.url(context["case"])
    status = refused.http_status if refused else 200
    return render(request, "procedures/use.html", context, status=status)


def _typed(form: MingaForm) -> list[tuple[str, str]]:
    """What was written in a form that has no place on the page any more."""
    return [
        (str(field.label), str(field.value()))
        for field in form.visible_fields()
        if field.value() and field.name != "state"
    ]


def _form(
    key: str,
    maker: type[SeenForm],
    found: ProcedureUse,
    name: str,
    refused: MingaForm | None,
    **initial: Any,
) -> MingaForm:
    """The one that was refused in its place, if it still asks the same; else a new one over the use
    as it stands."""
    if name == key and type(refused) is maker:
        return refused
    return maker(initial={"seen": found.revision, **initial}, auto_id=f"{key}_%s")


def _row_form(
    request: StaffRequest,
    found: ProcedureUse,
    row: Ticked,
    name: str,
    refused: MingaForm | None,
    may_apply: bool,
) -> MingaForm | None:
    if not may_apply:
        return None
    key = row.activity.line_key
    if row.step is not None:
        return _form(key, ReasonForm, found, name, refused)
    return _form(key, DoneForm, found, name, refused, done_on=request.day)


def _refused(request: StaffRequest, public_id: str, name: str, form: MingaForm) -> HttpResponse:
    """What was typed stays; after a 409, sending it again is a decision over what there is now."""
    found = use_of(request, public_id)
    if form.refused_with == 409:
        form.data = {name: form.data[name] for name in form.data} | {"seen": str(found.revision)}
    return _page(request, found, name, form)


def _activity(found: ProcedureUse, key: str) -> ProcedureActivity:
    """Of any version of the procedure: the page may have been opened before it was moved."""
    rows = ProcedureActivity.objects.filter(version__procedure=found.procedure_id, line_key=key)
    row = rows.order_by("-version__number").first()
    if row is None:
        raise Http404
    return row


def _number(steps: list[UseStep]) -> int:
    """As the version that is followed numbers it."""
    activity = steps[0].activity
    assert activity is not None
    return activity.number


@post_only
@needs(APPLY)
def mark_done(request: StaffRequest, public_id: str, key: str) -> HttpResponse:
    found = use_of(request, public_id)
    activity = _activity(found, key)
    form, steps = DoneForm(request.POST, auto_id=f"{key}_%s"), list[UseStep]()
    if form.is_valid() and tried(
        form,
        lambda: steps.append(
            actions.mark_done(
                found,
                activity,
                Done(form.cleaned_data["done_on"], form.cleaned_data["note"]),
                seen=form.cleaned_data["seen"],
                by=request.access,
            )
        ),
    ):
        messages.success(request, f"Actividad {_number(steps)} marcada como hecha.")
        return redirect("procedures:use", public_id)
    return _refused(request, public_id, key, form)


@post_only
@needs(APPLY)
def undo(request: StaffRequest, public_id: str, key: str) -> HttpResponse:
    found = use_of(request, public_id)
    activity = _activity(found, key)
    form, steps = ReasonForm(request.POST, auto_id=f"{key}_%s"), list[UseStep]()
    if form.is_valid() and tried(
        form,
        lambda: steps.append(actions.undo(found, activity, **form.cleaned_data, by=request.access)),
    ):
        messages.success(request, f"Actividad {_number(steps)} por hacer de nuevo.")
        return redirect("procedures:use", public_id)
    return _refused(request, public_id, key, form)


@post_only
@needs(REVIEW)
def move(request: StaffRequest, public_id: str) -> HttpResponse:
    found = use_of(request, public_id)
    form = ReasonForm(request.POST, auto_id="move_%s")
    if form.is_valid() and tried(
        form, lambda: actions.move_use(found, **form.cleaned_data, by=request.access)
    ):
        messages.success(request, "Esta aplicación sigue ahora la versión vigente.")
        return redirect("procedures:use", public_id)
    return _refused(request, public_id, "move", form)


@post_only
@needs(APPLY)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    found = use_of(request, public_id)
    form = CloseForm(request.POST, auto_id="close_%s")
    if form.is_valid() and tried(
        form,
        lambda: actions.close_use(
            found,
            state=UseState(form.cleaned_data["state"]),
            remarks=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=request.access,
        ),
    ):
        messages.success(request, "Aplicación cerrada.")
        return redirect("procedures:use", public_id)
    return _refused(request, public_id, "close", form)
