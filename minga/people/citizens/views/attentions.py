"""One attention: what was asked, where it was referred, what was answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.people.citizens.actions import answer_attention, refer_attention, void_attention
from minga.people.citizens.actions.attentions import may_answer
from minga.people.citizens.forms import AnswerForm, ReasonForm, ReferForm
from minga.people.citizens.models import Attention
from minga.people.citizens.permissions import ANSWER, ATTEND, SEE_ATTENTIONS
from minga.people.citizens.reads import What, note
from minga.people.citizens.terms import term
from minga.people.citizens.units import referral_targets


def _attention(request: StaffRequest, public_id: str) -> Attention:
    found = Attention.objects.visible_to(request.access).for_page()
    return get_object_or_404(found, public_id=public_id)


@require_GET
@needs(SEE_ATTENTIONS)
def attention(request: StaffRequest, public_id: str) -> HttpResponse:
    return _page(request, _attention(request, public_id))


def _page(
    request: StaffRequest, attention: Attention, refused: MingaForm | None = None
) -> HttpResponse:
    """What was written is shown to who answers it; to the others, what it was about."""
    access, pending = request.access, attention.state == Attention.State.REFERRED
    answers = may_answer(access, attention, request.day)
    if answers and attention.person_id:
        note(request, attention.person_id, What.ATTENTION, f"Atención {attention.folio}")
    refer = refused if isinstance(refused, ReferForm) else ReferForm(auto_id="derivar_%s")
    if isinstance(refer, ReferForm):
        refer.offer(referral_targets(attention.service, request.day))
    context: dict[str, Any] = {
        "attention": attention,
        "steps": attention.steps.select_related("actor", "unit").order_by("pk"),
        "late": attention.is_late(request.day),
        "answers": answers,
        "term": term("answer", attention.service_id, attention.on) if attention.due_on else None,
        "answer": (
            refused if isinstance(refused, AnswerForm) else AnswerForm(auto_id="responder_%s")
        )
        if pending and answers
        else None,
        "refer": refer if pending and answers else None,
        "void": (refused if isinstance(refused, ReasonForm) else ReasonForm(auto_id="anular_%s"))
        if attention.state != Attention.State.VOIDED and access.may(ATTEND, attention.service_id)
        else None,
        "refused": refused,
    }
    status = refused.http_status if refused else 200
    return render(request, "citizens/attention.html", context, status=status)


@post_only
@needs(ANSWER)
def answer(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _attention(request, public_id)
    form = AnswerForm(request.POST, auto_id="responder_%s")
    if form.is_valid():
        try:
            answer_attention(found, note=form.cleaned_data["note"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Atención {found.folio} respondida.")
            return redirect("citizens:attention", public_id)
    return _page(request, found, form)


@post_only
@needs(ANSWER)
def refer(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _attention(request, public_id)
    form = ReferForm(request.POST, auto_id="derivar_%s")
    form.offer(referral_targets(found.service, request.day))
    if form.is_valid():
        try:
            refer_attention(found, by=request.access, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            unit = form.cleaned_data["unit"]
            messages.success(request, f"Atención {found.folio} derivada a {unit.short_name}.")
            return redirect("citizens:attention", public_id)
    return _page(request, found, form)


@post_only
@needs(ATTEND)
def void(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _attention(request, public_id)
    form = ReasonForm(request.POST, auto_id="anular_%s")
    if form.is_valid():
        try:
            void_attention(found, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Atención {found.folio} anulada: conserva su número.")
            return redirect("citizens:attention", public_id)
    return _page(request, found, form)
