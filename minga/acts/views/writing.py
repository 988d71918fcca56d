"""Writing an act: beginning it, its words, its parts, sending it, voiding it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minga.acts import actions
from minga.acts.effects import effects_for
from minga.acts.forms import NewActForm, NoticeForm, RelationForm, TextForm, VoidForm
from minga.acts.models import Act
from minga.acts.permissions import DRAFT
from minga.acts.views.common import act_of, asked, service_with
from minga.acts.wording.starting import start
from minga.core.access import StaffRequest, needs
from minga.core.approvals import actions as approvals
from minga.core.errors import DomainError, StaleForm
from minga.core.http import post_only

form_page = require_http_methods(["GET", "POST"])


@form_page
@needs(DRAFT)
def new(request: StaffRequest) -> HttpResponse:
    """Blank, or begun from a model text and a case named in the address."""
    service = service_with(request, DRAFT)
    begun = start(request, service, kind="resolution")
    posted = request.POST if request.method == "POST" else None
    form = NewActForm(service, posted, initial={"to_notify": False, **begun.initial})
    if form.is_valid():
        said = form.cleaned_data
        try:
            begun.require()
            act = actions.draft_act(
                said["kind"],
                said["unit"],
                actions.Text(**form.words),
                case=begun.case,
                to_publish=said["to_publish"],
                to_notify=said["to_notify"],
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Borrador guardado.")
            return redirect("acts:act", act.public_id)
    context = {"form": form, "begun": begun, "service": service, "act": None}
    return render(request, "acts/edit.html", context, status=form.http_status)


@form_page
@needs(DRAFT)
def edit(request: StaffRequest, public_id: str) -> HttpResponse:
    act = _draft(request, public_id)
    names = ("subject", "vistos", "considerando", "resuelvo", "revision")
    posted = request.POST if request.method == "POST" else None
    form = TextForm(posted, initial={name: getattr(act, name) for name in names})
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.edit_act(
                act,
                actions.Text(**form.words),
                revision=-1 if revision is None else revision,
                by=request.access,
            )
        except StaleForm as error:
            form.refuse(error)
            act.refresh_from_db()
            form.show_again(act.revision)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Borrador guardado.")
            return redirect("acts:act", public_id)
    context = {"form": form, "begun": None, "service": act.service, "act": act}
    return render(request, "acts/edit.html", context, status=form.http_status)


def _draft(request: StaffRequest, public_id: str) -> Act:
    """404 in a service where the person does not prepare."""
    act = act_of(request, public_id)
    if not request.access.may(DRAFT, act.service_id):
        raise Http404
    return act


@form_page
@needs(DRAFT)
def add_part(request: StaffRequest, public_id: str, what: str) -> HttpResponse:
    """What it does to another act («relacion»), whom it is told («notificacion»), an effect."""
    act, by = _draft(request, public_id), request.access
    sent = [request.POST] if request.method == "POST" else []
    back = reverse("acts:act", args=[public_id])
    common: dict[str, Any] = {"back": back, "act": act, "done": "Agregado al borrador."}
    if what == "relacion":
        relation = RelationForm(*sent)

        def relate() -> object:
            said = relation.cleaned_data
            other = relation.other(act)
            return actions.relate(act, other, said["kind"], extent=said["extent"], by=by)

        title, verb = "Qué hace este acto a otro", "Agregar relación"
        return asked(request, relation, relate, title=title, verb=verb, **common)
    if what == "notificacion":
        notice = NoticeForm(act, request.day, *sent)
        return asked(
            request, notice,
            lambda: actions.add_notice(act, notice.whom, by=by),
            title="A quién se notifica", verb="Agregar notificación", **common,
        )  # fmt: skip
    effect = next((known for known in effects_for(act) if known.key == what), None)
    if effect is None or effect.form is None:
        raise Http404
    form: Any = effect.form(act, request.day, *sent)
    return asked(
        request, form,
        lambda: actions.add_effect(act, effect.key, effect.data_of(form.cleaned_data), by=by),
        title=f"Este acto dispone: {effect.label}", verb="Agregar efecto", **common,
    )  # fmt: skip


@post_only
@needs(DRAFT)
def take_out(request: StaffRequest, public_id: str, part: str) -> HttpResponse:
    act = _draft(request, public_id)
    for rows in (act.relations, act.effects, act.notices):
        found = rows.filter(public_id=part).first()
        if found is not None:
            try:
                actions.take_out(found, by=request.access)
            except DomainError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, "Quitado del borrador.")
            return redirect("acts:act", public_id)
    raise Http404


@post_only
@needs(DRAFT)
def send(request: StaffRequest, public_id: str) -> HttpResponse:
    act = _draft(request, public_id)
    try:
        approvals.begin(act, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Acto enviado a visación.")
    return redirect("acts:act", public_id)


@post_only
@needs(DRAFT)
def redo(request: StaffRequest, public_id: str) -> HttpResponse:
    """Of one that ended without effect, another draft with its words."""
    act = _draft(request, public_id)
    try:
        made = actions.redo_act(act, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("acts:act", public_id)
    messages.success(request, "Borrador preparado con el mismo texto: corríjalo y envíelo.")
    return redirect("acts:act", made.public_id)


@form_page
@needs(DRAFT)
def void(request: StaffRequest, public_id: str) -> HttpResponse:
    act = _draft(request, public_id)
    form = VoidForm(*([request.POST] if request.method == "POST" else []))
    return asked(
        request, form,
        lambda: actions.void(act, reason=form.cleaned_data["reason"], by=request.access),
        done="Borrador anulado.", back=reverse("acts:act", args=[public_id]),
        title="Anular borrador", verb="Anular borrador", act=act,
    )  # fmt: skip
