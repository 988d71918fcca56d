"""What a plan took of the year before and what it leaves; choosing, telling, dropping, following
up."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.commitments.models import Commitment
from minga.commitments.permissions import REGISTER
from minga.commitments.views.common import tried
from minga.core.access import StaffRequest, needs
from minga.core.drafts import of_the_draft
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.panels import answer, panel_view
from minga.core.reports import FORMATS
from minga.territory.frames import frame_on
from minga.workplan.actions.locks import require_open
from minga.workplan.carrying import actions, exports
from minga.workplan.carrying.forms import ChooseForm, DropForm, FollowForm, TellForm
from minga.workplan.carrying.models import LIVE, Became, CarriedCommitment
from minga.workplan.carrying.offers import Offer, offers_for, offers_of
from minga.workplan.carrying.tables import (
    Line,
    line_of,
    lines_of,
    readable,
    sums,
)
from minga.workplan.models import Activity, WorkPlan
from minga.workplan.permissions import APPROVE, PREPARE
from minga.workplan.search import open_to
from minga.workplan.views.common import acting


def _plan(request: StaffRequest, public_id: str) -> WorkPlan:
    return get_object_or_404(open_to(request.access).for_page(), public_id=public_id)


def _carried(request: StaffRequest, public_id: str) -> CarriedCommitment:
    found = readable(request.access).for_page().select_related("plan__service__party")
    return get_object_or_404(found, public_id=public_id)


def _context(request: StaffRequest, plan: WorkPlan) -> dict[str, Any]:
    """What it took, what is still there to take, and where what it leaves has gone."""
    lines = lines_of(plan, request.day)
    offers, leaves = offers_for(plan), _gone(request, plan)
    waiting = [offer for offer in offers if offer.carried is None]
    return {
        "plan": plan,
        "before": plan.year - 1,
        "after": plan.year + 1,
        "lines": lines,
        "sums": sums(lines),
        "offers": offers,
        "waiting": waiting,
        "leaves": leaves,
        "passed": sum(gone.offer.carried is not None for gone in leaves),
        "may_prepare": acting(request, plan).may(PREPARE, plan.service_id),
    }


@dataclass(frozen=True)
class Gone:
    """What a plan leaves, with the year that took it. `opens`: this person may read it there."""

    offer: Offer
    opens: bool


def _gone(request: StaffRequest, plan: WorkPlan) -> list[Gone]:
    offers = list(offers_of([plan]))
    taken = {offer.carried.plan_id for offer in offers if offer.carried}
    opened = set(open_to(request.access).filter(pk__in=taken).values_list("pk", flat=True))
    return [
        Gone(offer, offer.carried is not None and offer.carried.plan_id in opened)
        for offer in offers
    ]


@require_GET
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    context = _context(staff, _plan(staff, public_id)) | {"formats": FORMATS}
    return render(request, "carrying/plan.html", context)


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _plan(request, public_id)
    title = f"Compromisos del programa {found.year}"
    back = reverse("workplan:plan", args=[public_id])
    return answer(
        request, "carrying/_of_plan.html", _context(request, found), title=title, back=back
    )


@require_GET
def form(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """«Compromisos que pasan al programa», as PDF, XLSX or DOCX."""
    staff = cast(StaffRequest, request)
    found, written = _plan(staff, public_id), FORMATS.get(fmt)
    if written is None:
        raise Http404
    lines = lines_of(found, staff.day)
    place = frame_on(staff.day).name_of(found.territory_id)
    report = exports.carried(found, lines, place=place, day=staff.day, chain=staff.chain)
    name = exports.file_name(found, fmt)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written.write(report), content_type=written.content_type, headers=headers)


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
@of_the_draft("carrying:plan")
def choose(request: StaffRequest, public_id: str) -> HttpResponse:
    """All that the year before left, with what is carried already; one action takes the chosen."""
    found = _plan(request, public_id)
    if not request.access.may(PREPARE, found.service_id):
        raise PermissionDenied
    require_open(found)
    offers = offers_for(found)
    form = ChooseForm(request.POST or None, offers=offers)
    if request.method == "POST" and not request.POST.getlist("chosen"):
        form = ChooseForm({}, offers=offers)
    made: list[CarriedCommitment] = []
    if form.is_valid() and tried(
        form, lambda: made.extend(actions.carry(found, form.keys(), by=request.access))
    ):
        word = "compromiso pasó" if len(made) == 1 else "compromisos pasaron"
        messages.success(request, f"{len(made)} {word} al programa {found.year}.")
        return redirect("carrying:plan", public_id)
    context = {
        "plan": found,
        "before": found.year - 1,
        "form": form,
        "offers": offers,
        "waiting": [offer for offer in offers if offer.carried is None],
        "chosen": request.POST.getlist("chosen"),
        "fresh": request.method == "GET",
    }
    return render(request, "carrying/choose.html", context, status=form.http_status)


@require_GET
def commitment(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, _carried(staff, public_id))


def _page(
    request: StaffRequest,
    carried: CarriedCommitment,
    name: str = "",
    refused: MingaForm | None = None,
) -> HttpResponse:
    line, follow_up = line_of(carried, request.day), getattr(carried, "follow_up", None)
    context: dict[str, Any] = {
        "c": carried,
        "line": line,
        "outcomes": carried.said,  # type: ignore[attr-defined]
        **_activities(request, carried),
        "follow_up": follow_up,
        "opens_follow_up": follow_up is not None
        and Commitment.objects.visible_to(request.access)
        .filter(pk=follow_up.commitment_id)
        .exists(),
        "opens_source": open_to(request.access).filter(pk=carried.from_plan_id).exists(),
        "day": request.day,
        **_forms(request, carried, line, name, refused),
    }
    status = refused.http_status if refused else 200
    return render(request, "carrying/commitment.html", context, status=status)


def _forms(
    request: StaffRequest,
    carried: CarriedCommitment,
    line: Line,
    name: str,
    refused: MingaForm | None,
) -> dict[str, Any]:
    """Those of what this person may do with it now; the refused one as it was typed."""
    access, service = request.access, carried.service_id
    dropped = line.last is not None and line.last.kind == Became.DROPPED
    decides = access.may(APPROVE, service)
    seen = {"seen": len(carried.said)}  # type: ignore[attr-defined]
    found: dict[str, Any] = {"form": refused, "open_form": name, "dropped": dropped}
    if decides if dropped else access.may(PREPARE, service):
        found["tell_form"] = TellForm(carried=carried, initial=seen)
    if decides and not dropped and access.actor_id != carried.by_id:
        found["drop_form"] = DropForm(initial=seen)
    follows = line.is_open and not hasattr(carried, "follow_up")
    if access.may(PREPARE, service) and access.may(REGISTER, service) and follows:
        start = {"responsible": carried.responsible_id, "due_on": carried.due_on}
        found["follow_form"] = FollowForm(day=request.day, initial=start)
    if refused is not None:
        if name != "follow":
            refused.put(**seen)
        found[f"{name}_form"] = refused
    return found


def _activities(request: StaffRequest, carried: CarriedCommitment) -> dict[str, Any]:
    """What the plan calls today the activities that a commitment passed to, by line; and those
    being prepared, whose names are of the service alone until they are approved."""
    lines = [said.line_id for said in carried.said if said.line_id]  # type: ignore[attr-defined]
    rows = Activity.objects.for_page().filter(line__in=lines, version__status__in=LIVE)
    ordered = rows.select_related("version").order_by("-version__number")
    found = {row.line_id: row for row in ordered} if lines else {}
    access, service = request.access, carried.service_id
    if access.may(PREPARE, service) or access.may(APPROVE, service):
        return {"activities": found, "preparing": set()}
    named = {line: row for line, row in found.items() if row.version.status == "in_force"}
    return {"activities": named, "preparing": found.keys() - named.keys()}


@post_only
def tell(request: HttpRequest, public_id: str) -> HttpResponse:
    """By who prepares; by the head, when it was dropped: the action says."""
    staff = cast(StaffRequest, request)
    if not (staff.access.may(PREPARE) or staff.access.may(APPROVE)):
        raise PermissionDenied
    carried = _carried(staff, public_id)
    form = TellForm(staff.POST, staff.FILES, carried=carried)
    if form.is_valid() and tried(
        form,
        lambda: actions.tell(carried, form.told(), seen=form.cleaned_data["seen"], by=staff.access),
    ):
        messages.success(request, "Quedó escrito qué pasó con el compromiso.")
        return redirect("carrying:commitment", public_id)
    return _page(staff, carried, "tell", form)


@post_only
@needs(APPROVE)
def drop(request: StaffRequest, public_id: str) -> HttpResponse:
    carried = _carried(request, public_id)
    form = DropForm(request.POST)
    values = form.cleaned_data if form.is_valid() else {}
    if values and tried(form, lambda: actions.drop(carried, **values, by=request.access)):
        messages.success(request, "El compromiso se dejó, con su motivo.")
        return redirect("carrying:commitment", public_id)
    return _page(request, carried, "drop", form)


@post_only
@needs(PREPARE)
def follow(request: StaffRequest, public_id: str) -> HttpResponse:
    carried = _carried(request, public_id)
    form = FollowForm(request.POST, day=request.day)
    values = form.cleaned_data if form.is_valid() else {}
    if values and tried(form, lambda: actions.follow(carried, **values, by=request.access)):
        messages.success(request, "El compromiso quedó en seguimiento.")
        return redirect("carrying:commitment", public_id)
    return _page(request, carried, "follow", form)
