"""A commitment: what was promised, how it goes, and what this person can do with it now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from minga.commitments import actions
from minga.commitments.actions.common import had_it, may_report
from minga.commitments.actions.promising import Promise
from minga.commitments.chasing.reach import Directory
from minga.commitments.errors import EndedWithoutHeir
from minga.commitments.forms import (
    ExtendForm,
    HandForm,
    ReasonForm,
    ReportForm,
    ReturnForm,
    SplitForm,
)
from minga.commitments.heirs import holder_of
from minga.commitments.list import COMMITMENTS
from minga.commitments.models import Commitment, State
from minga.commitments.permissions import CHASE, DECIDE, REGISTER, REPORT, VERIFY
from minga.commitments.views.common import commitment_of, reminders_of, tried
from minga.core.access import StaffRequest, needs
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.lists.views import page as list_page
from minga.people.models import Organisation, Person
from minga.territory.frames import frame_on

FORMS: dict[str, Callable[..., Any]] = {
    "report": ReportForm,
    "back": ReturnForm,
    "extend": ExtendForm,
    "hand": HandForm,
    "split": SplitForm,
    "fail": ReasonForm,
    "void": ReasonForm,
    "pause": ReasonForm,
}
commitments = list_page(
    COMMITMENTS,
    more=lambda request, _: {
        "may_register": request.access.may(REGISTER),
        "may_chase": request.access.may(CHASE),
    },
)


@dataclass
class Can:
    """What the person may do with it now; `why_not` says why one cannot verify."""

    report: bool = False
    verify: bool = False
    decide: bool = False
    # She has it, or had it: another chief gives it more time or leaves it without effect.
    had: bool = False
    why_not: str = ""


@require_GET
def commitment(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, commitment_of(staff, public_id))


def _can(request: StaffRequest, found: Commitment, steps: list[Any]) -> Can:
    access, can = request.access, Can()
    if not found.is_open:
        return can
    can.decide = access.may(DECIDE, found.service_id)
    can.had = can.decide and had_it(found, access.actor_id)
    if found.state == State.PENDING:
        can.report = may_report(access, found, request.day)
        return can
    last = _last_report(steps)
    if last is not None and last.actor_id == access.actor_id:
        can.why_not = "Usted lo informó: lo verifica otra persona."
    elif access.may(VERIFY, found.service_id):
        can.verify = True
    else:
        can.why_not = f"Lo verifica otra persona de {found.service.short_name}."
    return can


def _last_report(steps: list[Any]) -> Any:
    return next((step for step in reversed(steps) if step.kind == "reported"), None)


def _page(
    request: StaffRequest,
    found: Commitment,
    name: str = "",
    refused: MingaForm | None = None,
) -> HttpResponse:
    day = request.day
    steps = list(
        found.steps.select_related("actor", "document__file", "organisation", "person").order_by(
            "pk"
        )
    )
    can = _can(request, found, steps)
    # Choosing who follows takes a page of its own: the lists of bodies and people are long.
    handing = can.decide and (name == "hand" or "traspasar" in request.GET)
    told = found.state == State.PENDING and not handing
    directory = Directory.of([found], day) if told else None
    holder = directory.holder(found) if directory else holder_of(found.responsible, day)
    context: dict[str, Any] = {
        "c": found,
        "steps": steps,
        "extensions": [s for s in steps if s.kind == "extended"],
        "can": can,
        "reported": _last_report(steps) if found.state == State.REPORTED else None,
        "day": day,
        "said": found.said_on(day),
        "tone": found.tone_on(day),
        "days": (found.due_on - day).days,
        "holder": holder,
        "inherited": holder is None or holder.pk != found.responsible_id,
        "reach": directory.responsible(found) if directory else None,
        "left": directory.left(found) if directory else False,
        "told": told,
        "reminders": reminders_of(commitment=found),
        "place": frame_on(day).name_of(found.territory_id) if found.territory_id else "",
        "case": found.visible_case(request.access) if found.case_model else None,
        "parts": list(found.parts.visible_to(request.access).order_by("pk"))
        if found.state == State.VOID
        else [],
        "form": refused,
        "open_form": name,
        **_forms(request, found, can, name, refused, handing),
    }
    if context["case"] is not None and found.case_kind:
        context["case_url"] = found.case_kind.url(context["case"])
    status = refused.http_status if refused else 200
    return render(request, "commitments/commitment.html", context, status=status)


def _forms(
    request: StaffRequest,
    found: Commitment,
    can: Can,
    name: str,
    refused: MingaForm | None,
    handing: bool,
) -> dict[str, Any]:
    wanted = []
    if can.report:
        wanted.append("report")
    if can.verify:
        wanted.append("back")
    if can.decide:
        wanted += ["split", "pause", *(["hand"] if handing else [])]
        wanted += [] if can.had else ["void"]
        wanted += ["extend"] if found.state == State.PENDING and not can.had else []
        wanted += ["fail"] if found.is_late(request.day) else []
    made: dict[str, Any] = {}
    for key in wanted:
        form = refused if key == name and refused else _form(key, found)
        if isinstance(form, HandForm):
            form.offer(_institutions(found), request.day)
        made[f"{key}_form"] = form
    return made


def _form(key: str, found: Commitment) -> Any:
    return FORMS[key].of(found, f"{key}_%s")  # type: ignore[attr-defined]


def _institutions(found: Commitment) -> list[int]:
    return [found.service_id, found.responsible.institution_pk]


def _step(
    request: StaffRequest,
    public_id: str,
    name: str,
    done: str,
    act: Callable[..., Any],
) -> HttpResponse:
    """Any step: its form, its action, and the page again where it was refused."""
    found = commitment_of(request, public_id)
    form = FORMS[name](request.POST, request.FILES, auto_id=f"{name}_%s")
    if isinstance(form, HandForm):
        form.offer(_institutions(found), request.day)
    if form.is_valid():
        values = {**form.cleaned_data}
        if name == "pause":
            values.pop("seen")
        if tried(form, lambda: act(found, by=request.access, **values)):
            messages.success(request, done)
            return redirect("commitments:commitment", public_id)
    if form.errors and form.refused_with == 409:
        # What was typed stays; sending it again is a decision over what is there now.
        found = commitment_of(request, public_id)
        form.data = form.data.copy()
        form.data["seen"] = str(found.revision)
    return _page(request, found, name, form)


@post_only
@needs(REPORT)
def report(request: StaffRequest, public_id: str) -> HttpResponse:
    done = "Cumplimiento informado. Falta que otra persona lo verifique."
    return _step(request, public_id, "report", done, actions.report_fulfilment)


@post_only
@needs(VERIFY)
def verify(request: StaffRequest, public_id: str) -> HttpResponse:
    found = commitment_of(request, public_id)
    form = ReturnForm({"remarks": "–", "seen": request.POST.get("seen", "")}, auto_id="back_%s")
    form.full_clean()
    seen = form.cleaned_data.get("seen")
    if tried(form, lambda: actions.verify_fulfilment(found, seen=seen, by=request.access)):
        messages.success(request, "Compromiso verificado: está cumplido.")
        return redirect("commitments:commitment", public_id)
    return _page(request, commitment_of(request, public_id), "", form)


@post_only
@needs(VERIFY)
def return_report(request: StaffRequest, public_id: str) -> HttpResponse:
    done = "Informe devuelto con sus observaciones."
    return _step(request, public_id, "back", done, actions.return_report)


@post_only
@needs(DECIDE)
def extend(request: StaffRequest, public_id: str) -> HttpResponse:
    done = "Otro plazo registrado. El original sigue a la vista."
    return _step(request, public_id, "extend", done, actions.extend_term)


@post_only
@needs(DECIDE)
def hand(request: StaffRequest, public_id: str) -> HttpResponse:
    return _step(request, public_id, "hand", "Compromiso traspasado.", actions.hand_over)


@post_only
@needs(DECIDE)
def void(request: StaffRequest, public_id: str) -> HttpResponse:
    done = "Compromiso sin efecto: conserva su número."
    return _step(request, public_id, "void", done, actions.void_commitment)


@post_only
@needs(DECIDE)
def not_fulfilled(request: StaffRequest, public_id: str) -> HttpResponse:
    done = "Compromiso declarado no cumplido."
    return _step(request, public_id, "fail", done, actions.declare_not_fulfilled)


@post_only
@needs(DECIDE)
def pause(request: StaffRequest, public_id: str) -> HttpResponse:
    return _step(request, public_id, "pause", "Avisos en pausa.", actions.pause_chase)


@post_only
@needs(DECIDE)
def resume(request: StaffRequest, public_id: str) -> HttpResponse:
    found = commitment_of(request, public_id)
    form = ReasonForm({"reason": "–"}, auto_id="pause_%s")
    form.full_clean()
    if tried(form, lambda: actions.resume_chase(found, by=request.access)):
        messages.success(request, "Avisos reanudados.")
        return redirect("commitments:commitment", public_id)
    return _page(request, found, "", form)


@post_only
@needs(DECIDE)
def split(request: StaffRequest, public_id: str) -> HttpResponse:
    def act(found: Commitment, *, parts: list[str], **values: Any) -> Any:
        promises = _parts(found, parts, request.day)
        return actions.split_commitment(found, promises, **values)

    done = "Compromiso separado: cada parte sigue su camino."
    return _step(request, public_id, "split", done, act)


def _parts(found: Commitment, texts: list[str], day: date) -> list[Promise]:
    """With all that the whole one had, by whoever answers for it on the day."""
    holder = holder_of(found.responsible, day)
    if holder is None:
        raise EndedWithoutHeir(found.responsible)
    left = Directory.of([found], day).left(found)
    return [_part(found, text, holder, None if left else found.person) for text in texts]


def _part(found: Commitment, text: str, holder: Organisation, person: Person | None) -> Promise:
    return Promise(
        promise=text,
        responsible=holder,
        promised_to=found.promised_to,
        made_on=found.made_on,
        due_on=found.due_on,
        origin=found.origin,
        origin_reference=found.origin_reference,
        origin_public_id=found.origin_public_id,
        person=person,
        territory=found.territory,
        case=found.case(),
        finding=found.finding,
    )
