"""Preparing a version: its texts, its parts in order, sending it, deciding it."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.commitments.views.common import service_for, tried
from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import pass_posted, return_posted, trail_for
from minga.core.errors import DomainError
from minga.core.forms import MingaForm, RevisionForm
from minga.core.http import post_only
from minga.core.reports import FORMATS
from minga.core.versions import NotADraft
from minga.workplan.procedures import actions, errors
from minga.workplan.procedures.approvals import lacks
from minga.workplan.procedures.changes import changes
from minga.workplan.procedures.forms import (
    PART_FORMS,
    PartForm,
    ProcedureForm,
    TextForm,
)
from minga.workplan.procedures.models import ProcedureVersion
from minga.workplan.procedures.parts import KINDS, PartKind
from minga.workplan.procedures.permissions import PREPARE
from minga.workplan.procedures.tables import parts_of
from minga.workplan.procedures.views.common import last_version, posted, procedure_page

form_page = require_http_methods(["GET", "POST"])


@form_page
@needs(PREPARE)
def new(request: StaffRequest) -> HttpResponse:
    """A procedure of the person's own service."""
    service = service_for(request, PREPARE)
    form = ProcedureForm(posted(request), service=service, on=request.day)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_procedure(service, form.named(), by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("procedures:draft", made.public_id)
    context = {"form": form, "service": service}
    return render(request, "procedures/new.html", context, status=form.http_status)


@require_GET
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """The open version: what it says, what it still needs, what it changes, the next step."""
    staff = cast(StaffRequest, request)
    version = last_version(staff, public_id)
    if not version.is_open:
        return redirect("procedures:procedure", public_id)
    return _page(staff, version)


def _page(
    request: StaffRequest,
    version: ProcedureVersion,
    error: DomainError | None = None,
    **forms: MingaForm,
) -> HttpResponse:
    """`forms`: one of the trail's that was refused."""
    refused = next(iter(forms.values()), None)
    found, day = version.procedure, request.day
    ruling = found.versions.filter(status="in_force").first()
    is_draft = version.status == "draft"
    missing = lacks(version)
    context = {
        "procedure": found,
        "version": version,
        "parts": parts_of(version),
        "editable": is_draft and request.access.may(PREPARE, found.service_id),
        "changes": changes(ruling, version),
        "ruling": ruling,
        "going": found.uses.going().filter(started_on__lte=day).count(),
        "trail": trail_for(request, version, **forms),
        "why": f"Falta {', '.join(missing)}." if missing and is_draft else "",
        "formats": FORMATS,
        "error": str(error or ""),
        "refused": refused,
    }
    status = error.status if error else refused.http_status if refused else 200
    return render(request, "procedures/draft.html", context, status=status)


def _tried(
    request: StaffRequest, public_id: str, act: Callable[[ProcedureVersion], Any], done: str
) -> HttpResponse:
    """One of the small buttons of the draft: done, or the draft again with why not."""
    version = last_version(request, public_id)
    try:
        act(version)
    except NotADraft as error:
        messages.error(request, str(error))
        return redirect("procedures:procedure", public_id)
    except DomainError as error:
        return _page(request, version, error)
    if done:
        messages.success(request, done)
    return redirect("procedures:draft", public_id)


@post_only
@needs(PREPARE)
def start(request: StaffRequest, public_id: str) -> HttpResponse:
    page = procedure_page(request, public_id)
    try:
        actions.start_draft(page.procedure, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("procedures:draft", public_id)


@post_only
@needs(PREPARE)
def submit(request: StaffRequest, public_id: str) -> HttpResponse:
    return _tried(
        request,
        public_id,
        lambda version: actions.submit_version(version, by=request.access),
        "Procedimiento enviado a aprobación.",
    )


@post_only
@needs(PREPARE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    return _tried(
        request,
        public_id,
        lambda version: actions.discard_draft(version, by=request.access),
        "Borrador descartado.",
    )


@post_only
def pass_step(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reviewed, then approved; the last one tells how many applications stay where they were."""
    staff = cast(StaffRequest, request)
    version = last_version(staff, public_id)
    form = pass_posted(staff, version)
    if form.errors:
        return _page(staff, version, form=form)
    version.refresh_from_db(fields=["status"])
    if version.is_open:
        messages.success(staff, "Revisada. Espera a la dirección del servicio.")
        return redirect("procedures:draft", public_id)
    messages.success(staff, _told(version))
    return redirect("procedures:procedure", public_id)


def _told(version: ProcedureVersion) -> str:
    going = version.procedure.uses.going().exclude(version=version).count()
    said = f"Procedimiento aprobado: rige la versión {version.number}."
    if not going:
        return said
    many = (
        "Una aplicación en curso sigue" if going == 1 else f"{going} aplicaciones en curso siguen"
    )
    return f"{said} {many} con la versión en que comenzó."


@post_only
def send_back(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    version = last_version(staff, public_id)
    form = return_posted(staff, version)
    if form.errors:
        return _page(staff, version, return_form=form)
    messages.success(staff, "Procedimiento devuelto con sus observaciones.")
    return redirect("procedures:draft", public_id)


@form_page
@needs(PREPARE)
def text(request: StaffRequest, public_id: str) -> HttpResponse:
    version = last_version(request, public_id)
    form = TextForm(request.POST) if request.method == "POST" else TextForm.of(version)
    return _form_page(
        request,
        version,
        form,
        title="Textos y control del documento",
        verb="Guardar textos",
        row=version,
        act=lambda: actions.change_text(
            version, form.values(), revision=form.cleaned_data["revision"], by=request.access
        ),
    )


def _kind(key: str) -> PartKind:
    if key not in KINDS:
        raise Http404
    return KINDS[key]


@form_page
@needs(PREPARE)
def new_part(request: StaffRequest, public_id: str, kind: str) -> HttpResponse:
    """`?producto=` chooses the output that a new requirement is of."""
    found, version = _kind(kind), last_version(request, public_id)
    initial: dict[str, Any] = {"revision": 0}
    if found.parent == "output":
        initial["output"] = version.outputs.filter(line_key=request.GET.get("producto", "")).first()
    form = PART_FORMS[kind](posted(request), initial=initial, version=version, on=request.day)
    return _form_page(
        request,
        version,
        form,
        title=f"Agregar {found.noun}",
        verb=f"Agregar {found.noun}",
        act=lambda: actions.add_part(
            version, found, form.values(), **form.parent(), by=request.access
        ),
    )


@form_page
@needs(PREPARE)
def edit_part(request: StaffRequest, public_id: str, kind: str, key: str) -> HttpResponse:
    found, version = _kind(kind), last_version(request, public_id)
    maker: type[PartForm] = PART_FORMS[kind]
    if request.method == "POST" and not found.of(version).filter(line_key=key).exists():
        return _gone(request, version, found, maker)
    part = _part(found, version, key)
    form = maker(posted(request), initial=maker.initial_of(part), version=version, on=request.day)
    return _form_page(
        request,
        version,
        form,
        title=f"{found.noun.capitalize()} {part.number}",
        verb=f"Guardar {found.noun}",
        row=part,
        act=lambda: actions.change_part(
            part, form.values(), revision=form.cleaned_data["revision"], by=request.access
        ),
    )


def _gone(
    request: StaffRequest, version: ProcedureVersion, kind: PartKind, maker: type[PartForm]
) -> HttpResponse:
    """Somebody took it out meanwhile: what was typed stays in sight."""
    form = maker(request.POST, version=version, on=request.day)
    form.full_clean()
    form.refuse(errors.PartGone())
    context = {
        "procedure": version.procedure,
        "form": form,
        "title": kind.noun.capitalize(),
        "verb": f"Guardar {kind.noun}",
    }
    return render(request, "procedures/edit.html", context, status=form.http_status)


def _part(kind: PartKind, version: ProcedureVersion, key: str) -> Any:
    rows = kind.of(version)
    related = ("output__version",) if kind.parent == "output" else ("version",)
    return get_object_or_404(rows.select_related(*related), line_key=key)


@post_only
@needs(PREPARE)
def move_part(request: StaffRequest, public_id: str, kind: str, key: str) -> HttpResponse:
    """`hacia`: «arriba» or «abajo». Afterwards the page is at the row that moved."""
    found = _kind(kind)
    up = request.POST.get("hacia") != "abajo"
    answer = _tried(
        request,
        public_id,
        lambda version: actions.move_part(_part(found, version, key), up=up, by=request.access),
        "",
    )
    if answer.status_code == 302:
        answer["Location"] += f"#{key}"
    return answer


@post_only
@needs(PREPARE)
def remove_part(request: StaffRequest, public_id: str, kind: str, key: str) -> HttpResponse:
    found = _kind(kind)
    return _tried(
        request,
        public_id,
        lambda version: actions.remove_part(_part(found, version, key), by=request.access),
        "Sale del borrador. La versión vigente no cambia.",
    )


def _form_page(
    request: StaffRequest,
    version: ProcedureVersion,
    form: RevisionForm,
    *,
    title: str,
    verb: str,
    act: Callable[[], Any],
    row: Any = None,
) -> HttpResponse:
    """Show the form; act when it is valid; show it again with what was typed and why not."""
    if request.method != "POST" and not version.is_open:
        return redirect("procedures:procedure", version.procedure.public_id)
    if request.method == "POST" and form.is_valid():
        if tried(form, act):
            return redirect("procedures:draft", version.procedure.public_id)
        if form.conflict and row:
            row.refresh_from_db(fields=["revision"])
            form.show_again(row.revision)
    context = {"procedure": version.procedure, "form": form, "title": title, "verb": verb}
    return render(request, "procedures/edit.html", context, status=form.http_status)
