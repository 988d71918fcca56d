"""Letters: the list, one letter, writing it, numbering, sending, its answer, voiding it."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.acts.letters import actions
from minga.acts.letters.approvals import (
    may_void,
    page_of,
    page_of_received,
    visas_of,
    waits_for_a_visa,
)
from minga.acts.letters.forms import AnswerForm, DispatchForm, LetterForm, VoidForm
from minga.acts.letters.making import as_paper
from minga.acts.letters.models import Letter, ReceivedLetter
from minga.acts.letters.models.written import readable
from minga.acts.letters.permissions import NUMBER, PREPARE
from minga.acts.letters.services import services_of
from minga.acts.wording import paper
from minga.acts.wording.starting import Begun, start
from minga.core.access import Access, StaffRequest, needs
from minga.core.approvals import actions as approvals
from minga.core.approvals.deciding import trail_for
from minga.core.approvals.rounds import was_sent
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.people.models import Organisation

form_page = require_http_methods(["GET", "POST"])


def _found(request: StaffRequest, public_id: str) -> Letter:
    related = (
        "service__party", "unit", "signer", "answers", "answers_received", "batch", "document",
    )  # fmt: skip
    visible = Letter.objects.visible_to(request.access).select_related(*related)
    return get_object_or_404(visible.prefetch_related("addressees"), public_id=public_id)


@require_GET
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, _found(staff, public_id))


def _page(request: StaffRequest, found: Letter, **refused: MingaForm) -> HttpResponse:
    """`refused`: one of its forms, to be shown again."""
    access, service = request.access, found.service_id
    may_number = access.may(NUMBER, service)
    issued = found.state == Letter.State.ISSUED
    form = next(iter(refused.values()), None)
    trail = trail_for(request, found) if found.state in ("draft", "submitted") else None
    context: dict[str, Any] = {
        "letter": found,
        "addressees": list(found.addressees.all()),
        "case": found.visible_case(access) if found.case_model else None,
        "trail": trail,
        "answers": readable(found.answers, access),
        "answers_received": readable(found.answers_received, access),
        "answered_by": _answers_to(found, access) if found.number else [],
        "waits_for_a_visa": waits_for_a_visa(trail),
        "visas": visas_of(found) if found.signed_on else [],
        "may_edit": found.is_draft and access.may(PREPARE, service),
        "may_number": may_number and found.state == Letter.State.SIGNED,
        "may_discard": found.is_draft and not was_sent(found),
        "may_void": may_void(found, access),
        "refused": form,
        "overdue": found.answer_due_on is not None
        and found.answered_on is None
        and found.answer_due_on < request.day,
    }
    if issued and may_number and any(not row.sent_on for row in context["addressees"]):
        context["dispatch_form"] = refused.get("dispatch") or DispatchForm(found)
    if issued and not found.answered_on and (may_number or access.may(PREPARE, service)):
        context["answer_form"] = refused.get("answer") or AnswerForm(auto_id="respuesta_%s")
    context["void_form"] = refused.get("void") or VoidForm(auto_id="anular_%s")
    if found.case_kind and context["case"] is not None:
        context["case_url"] = found.case_kind.url(context["case"])
    return render(request, "letters/letter.html", context, status=form.http_status if form else 200)


def _answers_to(found: Letter, access: Access) -> list[tuple[Letter | ReceivedLetter, str]]:
    """The letters of the service that answer it, and those that came in answer to it, with their
    addresses."""
    own = Letter.objects.visible_to(access).filter(answers=found).exclude(state="voided")
    came = ReceivedLetter.objects.visible_to(access).filter(answers=found)
    rows: list[tuple[Letter | ReceivedLetter, str]]
    rows = [(row, page_of(row)) for row in own.order_by("pk")]
    if found.answered_on:
        rows += [(row, page_of_received(row)) for row in came.order_by("pk")]
    return rows


@require_GET
def draft_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """How it will be printed, with «BORRADOR»; the signed one is in its dossier."""
    staff = cast(StaffRequest, request)
    found = _found(staff, public_id)
    try:
        content = paper.letter(as_paper(found, on=staff.day))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("letters:letter", public_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="oficio-borrador.pdf"'
    return response


@form_page
@needs(PREPARE)
def new(request: StaffRequest) -> HttpResponse:
    """Blank, or begun from a model text, a case and a letter to answer named in the address."""
    services = services_of(request, PREPARE)
    service = services.chosen
    begun = start(request, service)
    _answer(request, service, begun)
    data = request.POST if request.method == "POST" else None
    form = LetterForm(service, data, initial=begun.initial)
    if form.is_valid():
        try:
            begun.require()
            written = actions.write_letter(
                service,
                said=form.said | {"model_version": begun.version},
                to=form.lines["to"],
                copies=form.lines["copies"],
                case=begun.case,
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Borrador guardado.")
            return redirect("letters:letter", written.public_id)
    context = {"form": form, "begun": begun, "services": services, "letter": None}
    return render(request, "letters/edit.html", context, status=form.http_status)


def _answer(request: StaffRequest, service: Organisation, begun: Begun) -> None:
    """`?responde=` one that came: to whom it goes, about which case."""
    asked = request.GET.get("responde", "")
    came = ReceivedLetter.objects.filter(service=service, public_id=asked).first()
    if came is None:
        return
    begun.initial |= {"answers_to": came.named, "to": f"; ; {came.sender}"}
    begun.case = begun.case or came.visible_case(request.access)


@form_page
@needs(PREPARE)
def edit(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    posted = request.method == "POST"
    form = LetterForm(found.service, request.POST) if posted else LetterForm.of(found)
    if form.is_valid():
        try:
            actions.save_letter(
                found,
                said=form.said,
                to=form.lines["to"],
                copies=form.lines["copies"],
                seen=form.cleaned_data["seen"],
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Borrador guardado.")
            return redirect("letters:letter", public_id)
    context = {"form": form, "letter": found, "services": None, "begun": None}
    return render(request, "letters/edit.html", context, status=form.http_status)


def _do(
    request: StaffRequest, public_id: str, act: Callable[..., object], done: str
) -> HttpResponse:
    """One action without a form."""
    try:
        act(_found(request, public_id), by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("letters:letter", public_id)


@post_only
@needs(PREPARE)
def send(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, approvals.begin, "Oficio enviado a firma.")


@post_only
@needs(NUMBER)
def number(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, actions.number_letter, "Oficio numerado y archivado.")


@post_only
@needs(PREPARE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    try:
        actions.discard_letter(found, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("letters:letter", public_id)
    messages.success(request, "Borrador descartado.")
    return redirect("letters:letters")


def _with(
    request: StaffRequest, found: Letter, name: str, form: MingaForm, act: Callable[..., object]
) -> HttpResponse:
    """One action of a form of its page."""
    if form.is_valid():
        try:
            act(found, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
    if form.errors:
        return _page(request, found, **{name: form})
    messages.success(request, "Registrado.")
    return redirect("letters:letter", found.public_id)


@post_only
@needs(NUMBER)
def dispatch(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    return _with(request, found, "dispatch", DispatchForm(found, request.POST), actions.dispatch)


@post_only
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = _found(staff, public_id)
    form = AnswerForm(request.POST, auto_id="respuesta_%s")
    return _with(staff, found, "answer", form, actions.note_answer)


@post_only
def void(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = _found(staff, public_id)
    form = VoidForm(request.POST, auto_id="anular_%s")
    return _with(staff, found, "void", form, actions.void_letter)
