"""Model texts: the list, one text with its versions, writing it, trying it with a case."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.acts.wording import actions, sample
from minga.acts.wording.fields import faults, field_names, table_names
from minga.acts.wording.forms import PurposeForm, RetireForm, WordsForm, typed
from minga.acts.wording.list import case_label
from minga.acts.wording.masthead import keep_masthead, masthead_of
from minga.acts.wording.masthead_form import MastheadForm
from minga.acts.wording.models import ModelText, ModelTextVersion
from minga.acts.wording.permissions import APPROVE, WRITE
from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import trail_for
from minga.core.cases import case_kinds
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.lists.screen import Screen
from minga.core.versions import ruling
from minga.people.models import Organisation

form_page = require_http_methods(["GET", "POST"])
PREVIEW = "ver"


def list_context(request: StaffRequest, screen: Screen) -> Mapping[str, Any]:
    return {"may_write": request.access.may(WRITE)}


def _service(request: StaffRequest) -> Organisation:
    """Where the person writes texts."""
    own = [pk for pk in request.access.institutions if request.access.may(WRITE, pk)]
    service = Organisation.objects.filter(pk__in=own).order_by("pk").first()
    if service is None:
        raise Http404
    return service


def _found(request: StaffRequest, public_id: str) -> ModelText:
    """404 for a text of others; one never approved is for who writes or approves."""
    visible = ModelText.objects.visible_to(request.access).select_related("service__party")
    return get_object_or_404(visible, public_id=public_id)


def _sees_drafts(request: StaffRequest, found: ModelText) -> bool:
    return any(request.access.may(code, found.service_id) for code in (WRITE, APPROVE))


def _versions(request: StaffRequest, found: ModelText) -> list[ModelTextVersion]:
    """Newest first; open ones only for those who see drafts."""
    known = found.versions.select_related("approved_by").order_by("-number")
    versions = list(known if _sees_drafts(request, found) else known.exclude(approved_on=None))
    if not versions and not _sees_drafts(request, found):
        raise Http404
    for version in versions:
        version.model_text = found
    return versions


@require_GET
def text(request: HttpRequest, public_id: str) -> HttpResponse:
    """One text: what it says, who approves it, its versions."""
    staff = cast(StaffRequest, request)
    return _page(staff, _found(staff, public_id))


def _page(
    request: StaffRequest,
    found: ModelText,
    error: DomainError | None = None,
    retiring: MingaForm | None = None,
) -> HttpResponse:
    versions = _versions(request, found)
    shown = ruling(versions, request.day)
    proposed = next((version for version in versions if version.is_open), None)
    may_write = request.access.may(WRITE, found.service_id) and not found.retired_on
    context = {
        "text": found,
        "about": case_label(found),
        "version": shown,
        "proposed": proposed,
        "versions": [version for version in versions if not version.is_open],
        "may_write": may_write,
        "may_edit": may_write and (proposed is None or proposed.status == "draft"),
        "may_retire": request.access.may(APPROVE, found.service_id) and not found.retired_on,
        "retiring": retiring or RetireForm(),
        "trail": trail_for(request, proposed) if proposed else None,
        "error": str(error or ""),
        "refused": retiring,
    }
    status = error.status if error else retiring.http_status if retiring else 200
    return render(request, "wording/text.html", context, status=status)


@require_GET
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """What a version said, whether it still rules or not."""
    staff = cast(StaffRequest, request)
    found = _found(staff, public_id)
    shown = next((v for v in _versions(staff, found) if v.number == number), None)
    if shown is None:
        raise Http404
    return render(request, "wording/version.html", {"text": found, "version": shown})


@form_page
@needs(WRITE)
def new(request: StaffRequest) -> HttpResponse:
    """First what for and about what, in the address; then its words."""
    service = _service(request)
    purpose = PurposeForm(request.GET or None)
    if not purpose.is_valid():
        purpose = purpose if request.GET else PurposeForm(initial={"para": "resolution"})
        context = {"form": purpose, "service": service}
        return render(request, "wording/purpose.html", context, status=purpose.http_status)
    kind, case_key = purpose.cleaned_data["para"], purpose.cleaned_data["sobre"]
    data = request.POST if request.method == "POST" else None
    form = WordsForm(kind, case_key, data, new=True)
    if request.method == "POST" and PREVIEW not in request.POST and form.is_valid():
        try:
            written = actions.write_text(
                service,
                kind=kind,
                case_key=case_key,
                title=form.cleaned_data["title"],
                said=form.said,
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Borrador guardado. Envíelo a aprobación cuando esté listo.")
            return redirect("wording:text", written.public_id)
    return _writing(request, form, service=service)


@form_page
@needs(WRITE)
def edit(request: StaffRequest, public_id: str) -> HttpResponse:
    """The draft, or a new one that begins with the words in force."""
    found = _found(request, public_id)
    last = found.versions.order_by("-number").first()
    if last is not None:
        last.model_text = found
    if request.method == "POST":
        form = WordsForm(found.kind, found.case_key, request.POST)
        if PREVIEW not in request.POST and form.is_valid():
            try:
                seen = form.cleaned_data["seen"]
                actions.save_draft(found, said=form.said, seen=seen, by=request.access)
            except DomainError as error:
                form.refuse(error)
                if form.conflict and last is not None:
                    form.show_again(last.event_id)
            else:
                messages.success(request, "Borrador guardado.")
                return redirect("wording:text", public_id)
    else:
        form = WordsForm.of(found, last)
    return _writing(request, form, service=found.service, text=found)


def _writing(
    request: StaffRequest, form: WordsForm, *, service: Organisation, text: ModelText | None = None
) -> HttpResponse:
    """Looking at the preview saves nothing and refuses nothing."""
    looks = PREVIEW in request.POST
    context = {
        "form": form,
        "service": service,
        "text": text,
        "kind": form.kind,
        "case_key": form.case_key,
        "case": next((k for k in case_kinds() if k.key == form.case_key), None),
        "fields": field_names(form.kind, form.case_key),
        "tables": table_names(form.case_key),
        "parts": typed(form.data or form.initial, form.kind),
        "looks": looks,
    }
    status = 200 if looks else form.http_status
    return render(request, "wording/edit.html", context, status=status)


@post_only
@needs(WRITE)
def preview(request: StaffRequest) -> HttpResponse:
    """What was typed until now, as the paper will part it, and the names that nothing fills."""
    purpose = PurposeForm(request.POST)
    if not purpose.is_valid():
        raise Http404
    kind, case_key = purpose.cleaned_data["para"], purpose.cleaned_data["sobre"]
    parts = typed(request.POST, kind)
    wrong = [fault for _, words in parts for fault in faults(words, kind, case_key)]
    return render(request, "wording/_preview.html", {"parts": parts, "faults": wrong})


@post_only
@needs(WRITE)
def send(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    proposed = found.versions.filter(status__in=("draft", "submitted")).first()
    if proposed is None:
        messages.error(request, "No hay un borrador que enviar.")
        return redirect("wording:text", public_id)
    try:
        actions.send_version(proposed, by=request.access)
    except DomainError as error:
        return _page(request, found, error)
    messages.success(request, "Texto tipo enviado a aprobación.")
    return redirect("wording:text", public_id)


@post_only
@needs(WRITE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    try:
        actions.discard_draft(found, by=request.access)
    except DomainError as error:
        return _page(request, found, error)
    messages.success(request, "Borrador descartado.")
    return redirect("wording:text", public_id)


@post_only
@needs(APPROVE)
def retire(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    form = RetireForm(request.POST)
    if form.is_valid():
        try:
            actions.retire_text(found, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
    if form.errors:
        return _page(request, found, retiring=form)
    messages.success(request, "Texto tipo retirado: ya no se ofrece.")
    return redirect("wording:text", public_id)


def _sampled(request: StaffRequest, public_id: str) -> tuple[ModelText, ModelTextVersion]:
    """The open version, for who sees it; else the one in force."""
    found = _found(request, public_id)
    versions = _versions(request, found)
    shown = next((v for v in versions if v.is_open), None) or ruling(versions, request.day)
    if shown is None:
        raise Http404
    return found, shown


@require_GET
def sample_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it would say of a case that one chooses."""
    staff = cast(StaffRequest, request)
    found, shown = _sampled(staff, public_id)
    cases = sample.choices(found, staff.access)
    chosen = request.GET.get("caso", "") or (cases[0].public_id if cases else "")
    context: dict[str, Any] = {"text": found, "version": shown, "cases": cases, "chosen": chosen}
    if cases or not found.case_key:
        try:
            context["filled"] = sample.filled(
                shown, chosen, among=cases, on=staff.day, by=staff.access
            )
        except DomainError as error:
            context["error"] = str(error)
    status = 422 if "error" in context else 200
    return render(request, "wording/sample.html", context, status=status)


@require_GET
def sample_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found, shown = _sampled(staff, public_id)
    try:
        said = sample.filled(shown, request.GET.get("caso", ""), on=staff.day, by=staff.access)
        content = sample.as_paper(found, said, on=staff.day, chain=staff.chain)
    except DomainError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="prueba.pdf"'
    return response


@form_page
@needs(WRITE)
def masthead(request: StaffRequest) -> HttpResponse:
    """City and closing lines of the papers of the service."""
    service = _service(request)
    form = MastheadForm(request.POST or None, initial=MastheadForm.said(masthead_of(service)))
    if form.is_valid():
        try:
            keep_masthead(service, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Membrete guardado.")
            return redirect("wording:texts")
    context = {"form": form, "service": service}
    return render(request, "wording/masthead.html", context, status=form.http_status)
