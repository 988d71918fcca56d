"""Letters for many: writing the text and its rows, what each one will read, numbering them."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.acts.letters import batches
from minga.acts.letters.approvals import may_void, visas_of, waits_for_a_visa
from minga.acts.letters.forms import BatchForm, VoidForm
from minga.acts.letters.models import LetterBatch
from minga.acts.letters.permissions import NUMBER, PREPARE
from minga.acts.letters.rows import words
from minga.acts.letters.services import services_of
from minga.acts.letters.views import form_page
from minga.acts.wording.starting import start
from minga.core.access import StaffRequest, needs
from minga.core.approvals import actions as approvals
from minga.core.approvals.deciding import trail_for
from minga.core.approvals.rounds import was_sent
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.jobs.models import Job

KEPT = "{{{{ {} }}}}"
PAGE = 100


def _found(request: StaffRequest, public_id: str) -> LetterBatch:
    visible = LetterBatch.objects.visible_to(request.access)
    related = visible.select_related("service__party", "signer")
    return get_object_or_404(related, public_id=public_id)


@require_GET
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, _found(staff, public_id))


def _page(
    staff: StaffRequest, found: LetterBatch, void_form: VoidForm | None = None
) -> HttpResponse:
    """What it says to the row asked for, who signs it, how its numbering goes."""
    access = staff.access
    page = Paginator(found.rows.select_related("letter"), PAGE).get_page(staff.GET.get("pagina"))
    rows = list(page.object_list)
    asked = staff.GET.get("ver", "")
    shown = next((row for row in rows if str(row.position) == asked), rows[0] if rows else None)
    jobs = _jobs_of(found) if found.signed_on else {}
    trail = trail_for(staff, found) if found.state in ("draft", "submitted") else None
    context: dict[str, Any] = {
        "batch": found,
        "rows": rows,
        "page": page,
        "total": page.paginator.count,
        "shown": shown,
        "trail": trail,
        "waits_for_a_visa": waits_for_a_visa(trail),
        "visas": visas_of(found) if found.signed_on else [],
        "may_edit": found.is_draft and access.may(PREPARE, found.service_id),
        "may_discard": found.is_draft and not was_sent(found),
        "may_void": may_void(found, access),
        "void_form": void_form or VoidForm(auto_id="anular_%s"),
        "refused": void_form,
        "may_number": access.may(NUMBER, found.service_id) and found.state == "signed",
        "may_print": access.may(NUMBER, found.service_id) and found.state == "issued",
        "job": jobs.get(batches.ISSUE),
        "print_job": jobs.get(batches.PRINT),
    }
    if shown is not None:
        said, _ = words(found, shown.addressee, shown.said, found.signed_on or staff.day)
        context["subject"], context["body"] = said
    status = void_form.http_status if void_form else 200
    return render(staff, "letters/batch.html", context, status=status)


def _jobs_of(found: LetterBatch) -> dict[str, Job]:
    """The last one of each kind."""
    keys = [f"{kind}:{found.public_id}" for kind in (batches.ISSUE, batches.PRINT)]
    return {job.kind: job for job in Job.objects.filter(key__in=keys).order_by("pk")}


@form_page
@needs(PREPARE)
def new(request: StaffRequest) -> HttpResponse:
    services = services_of(request, PREPARE)
    service = services.chosen
    begun = start(request, service, blanks=KEPT)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BatchForm(service, *posted, initial=begun.initial)
    if form.is_valid():
        try:
            begun.require()
            written = batches.save_batch(
                service,
                said=form.said | {"model_version": begun.version},
                rows=form.lines["to"],
                case=begun.case,
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Envío guardado. Lea lo que dirá antes de enviarlo a firma.")
            return redirect("letters:batch", written.public_id)
    context = {"form": form, "begun": begun, "services": services, "batch": None}
    return render(request, "letters/edit_batch.html", context, status=form.http_status)


@form_page
@needs(PREPARE)
def edit(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    posted = request.method == "POST"
    sent = (request.POST, request.FILES)
    form = BatchForm(found.service, *sent) if posted else BatchForm.of(found)
    if form.is_valid():
        try:
            batches.save_batch(
                found.service,
                found,
                said=form.said,
                rows=form.lines["to"],
                seen=form.cleaned_data["seen"],
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Envío guardado.")
            return redirect("letters:batch", public_id)
    context = {"form": form, "services": None, "begun": None, "batch": found}
    return render(request, "letters/edit_batch.html", context, status=form.http_status)


@post_only
@needs(PREPARE)
def send(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, approvals.begin, "Envío enviado a firma.")


@post_only
@needs(NUMBER)
def issue(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, batches.ask_issue, "La numeración comenzó.")


@post_only
@needs(NUMBER)
def print_all(request: StaffRequest, public_id: str) -> HttpResponse:
    return _do(request, public_id, batches.ask_print, "Se está preparando el PDF.")


def _do(request: StaffRequest, public_id: str, act: Any, done: str) -> HttpResponse:
    try:
        act(_found(request, public_id), by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("letters:batch", public_id)


@post_only
@needs(PREPARE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    try:
        batches.discard_batch(_found(request, public_id), by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("letters:batch", public_id)
    messages.success(request, "Envío descartado.")
    return redirect("letters:letters")


@post_only
def void(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = _found(staff, public_id)
    form = VoidForm(request.POST, auto_id="anular_%s")
    if form.is_valid():
        try:
            batches.void_batch(found, **form.cleaned_data, by=staff.access)
        except DomainError as error:
            form.refuse(error)
    if form.errors:
        return _page(staff, found, form)
    messages.success(request, "Envío anulado.")
    return redirect("letters:batch", public_id)
