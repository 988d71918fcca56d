"""One visit: how it stands, what came back, and what its head decides."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.cases import kind_of
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.territory.frames import frame_on
from minga.territory.models.geometry import UNITS
from minga.visits import actions, says
from minga.visits.cases import case_by_public_id
from minga.visits.forms import (
    AskForm,
    AssignForm,
    ExtendForm,
    PlaceForm,
    ResolveForm,
    VoidForm,
    inspectors_of,
)
from minga.visits.models import Visit, VisitRule
from minga.visits.permissions import ASSIGN, READ
from minga.visits.pictures import Told, reports_of


def seen_visit(request: StaffRequest, public_id: str) -> Visit:
    """404 for what is of others."""
    found = Visit.objects.visible_to(request.access).for_page().select_related("rule", "voided_by")
    return get_object_or_404(found, public_id=public_id)


@require_GET
@needs(READ)
def visit(request: StaffRequest, public_id: str) -> HttpResponse:
    return _page(request, seen_visit(request, public_id))


def _page(request: StaffRequest, visit: Visit, **refused: MingaForm) -> HttpResponse:
    """`refused`: the one form that comes back as typed."""
    is_head = request.access.may(ASSIGN, visit.service_id)
    told = reports_of(visit)
    form = next(iter(refused.values()), None)
    context = {
        "visit": visit,
        "case_url": _case_url(request, visit),
        "place": frame_on(request.day).name_of(visit.territory_id),
        "told": says.deadline(visit, request.day),
        "tone": says.tone(visit, request.day),
        "reports": told,
        "loose": told.loose,
        "point": says.point(visit),
        "made_by": told.made_by,
        "places": visit.places.select_related("by").order_by("pk"),
        # The visit keeps a copy of the last one: without it there is none to ask for.
        "extensions": visit.extensions.order_by("pk") if visit.extended_to else (),
        "assignments": visit.assignments.select_related("inspector").order_by("pk"),
        "attempts": visit.attempts.select_related("by").order_by("pk"),
        "is_mine": visit.is_open and visit.inspector_id == request.access.actor_id,
        "is_head": is_head,
        "forms": _forms(request, visit, told) | refused if is_head else refused,
        "form": form,
    }
    return render(request, "visits/visit.html", context, status=form.http_status if form else 200)


def _case_url(request: StaffRequest, visit: Visit) -> str:
    """Empty for a case that the person does not see."""
    case, kind = visit.visible_case(request.access), visit.case_kind
    return kind.url(case) if case is not None and kind is not None else ""


def _forms(request: StaffRequest, visit: Visit, told: Told) -> dict[str, MingaForm]:
    seen = {"seen": visit.event_id}
    found: dict[str, MingaForm] = {}
    if visit.is_open:
        given = {"inspector": visit.inspector_id, "planned_on": visit.planned_on}
        people = inspectors_of(visit.service, request.day)
        found["assign"] = AssignForm(initial=seen | given, people=people, auto_id="asignar_%s")
        found["extend"] = ExtendForm(initial=seen, auto_id="ampliar_%s")
        found["place"] = PlaceForm(initial=seen | _place_of(visit), auto_id="lugar_%s")
        if request.access.actor_id != visit.inspector_id:
            found["void"] = VoidForm(initial=seen, auto_id="anular_%s")
    wrote = {report.by_id for report in told.in_conflict}
    if visit.has_conflict and request.access.actor_id not in wrote:
        found["resolve"] = ResolveForm(
            initial=seen,
            reports=told.in_conflict,
            void=visit.status == Visit.Status.VOID,
            auto_id="decidir_%s",
        )
    return found


def _place_of(visit: Visit) -> dict[str, Any]:
    if visit.latitude is None or visit.longitude is None:
        return {"address": visit.address}
    degrees = {name: Decimal(getattr(visit, name)) / UNITS for name in ("latitude", "longitude")}
    return {"address": visit.address} | degrees


def _decided(
    request: StaffRequest,
    visit: Visit,
    name: str,
    form: MingaForm,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """The action, and back to the visit; else its page with the form as typed."""
    if form.is_valid():
        try:
            act()
        except DomainError as error:
            form.refuse(error)
            visit.refresh_from_db()
            form.data = {**form.data.dict(), "seen": str(visit.event_id)}  # type: ignore[attr-defined]
        else:
            messages.success(request, done)
            return redirect("visits:visit", visit.public_id)
    return _page(request, visit, **{name: form})


@post_only
@needs(ASSIGN)
def assign(request: StaffRequest, public_id: str) -> HttpResponse:
    visit = seen_visit(request, public_id)
    people = inspectors_of(visit.service, request.day)
    form = AssignForm(request.POST, people=people, auto_id="asignar_%s")
    done = "Visita asignada."
    return _decided(
        request,
        visit,
        "assign",
        form,
        lambda: actions.assign_visit(visit, **form.cleaned_data, by=_acting(request, visit)),
        done,
    )


def _acting(request: StaffRequest, visit: Visit) -> Any:
    return request.access.acting(ASSIGN, visit.service_id)


@post_only
@needs(ASSIGN)
def extend(request: StaffRequest, public_id: str) -> HttpResponse:
    visit = seen_visit(request, public_id)
    form = ExtendForm(request.POST, auto_id="ampliar_%s")
    return _decided(
        request,
        visit,
        "extend",
        form,
        lambda: actions.extend_deadline(visit, **form.cleaned_data, by=_acting(request, visit)),
        "Plazo ampliado. El plazo legal se sigue viendo.",
    )


@post_only
@needs(ASSIGN)
def place(request: StaffRequest, public_id: str) -> HttpResponse:
    visit = seen_visit(request, public_id)
    form = PlaceForm(request.POST, auto_id="lugar_%s")

    def act() -> object:
        data, by = form.cleaned_data, _acting(request, visit)
        return actions.place_visit(
            visit,
            address=data["address"],
            point=form.point,
            reason=data["reason"],
            seen=data["seen"],
            by=by,
        )

    done = "La visita tiene su lugar. Sus fotos se comparan con él."
    return _decided(request, visit, "place", form, act, done)


@post_only
@needs(ASSIGN)
def void(request: StaffRequest, public_id: str) -> HttpResponse:
    visit = seen_visit(request, public_id)
    form = VoidForm(request.POST, auto_id="anular_%s")
    return _decided(
        request,
        visit,
        "void",
        form,
        lambda: actions.void_visit(visit, **form.cleaned_data, by=_acting(request, visit)),
        "La visita quedó sin efecto.",
    )


@post_only
@needs(ASSIGN)
def resolve(request: StaffRequest, public_id: str) -> HttpResponse:
    """Which of the reports stands."""
    visit = seen_visit(request, public_id)
    reports = list(visit.reports.exclude(standing="superseded").select_related("by").order_by("pk"))
    is_void = visit.status == Visit.Status.VOID
    form = ResolveForm(request.POST, reports=reports, void=is_void, auto_id="decidir_%s")

    def act() -> object:
        data = form.cleaned_data
        chosen = next((one for one in reports if one.public_id == data["chosen"]), None)
        return actions.resolve_conflict(
            visit, chosen, reason=data["reason"], seen=data["seen"], by=_acting(request, visit)
        )

    done = "Quedó decidido cuál informe vale. El otro se conserva."
    return _decided(request, visit, "resolve", form, act, done)


@require_http_methods(["GET", "POST"])
@needs(ASSIGN)
def ask(request: StaffRequest, public_id: str) -> HttpResponse:
    """A visit by hand to a case, with its reason."""
    case = case_by_public_id(public_id, request.access)
    if case is None:
        raise Http404
    kind = kind_of(case)
    service = kind.service_of(case)
    rules = VisitRule.objects.filter(
        service=service, case_model=kind.model_label, versions__status="in_force"
    ).order_by("name")
    form = AskForm(request.POST or None, rules=rules, initial={"title": kind.title(case)})
    if form.is_valid():
        try:
            made = actions.ask_visit(form.cleaned_data["rule"], case, form.asked, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Visita pedida. Falta asignarla.")
            return redirect("visits:visit", made.public_id)
    context = {"form": form, "case": case, "kind": kind, "title": kind.title(case)}
    context |= {"url": kind.url(case), "has_rules": rules.exists()}
    return render(request, "visits/ask.html", context, status=form.http_status)
