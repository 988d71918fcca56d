"""Receiving, waiving, setting aside, and asking for the indexed PDF."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.cases import CaseKind
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.documents.files import actions
from minga.documents.files.forms import ReasonForm, ReceiveForm
from minga.documents.files.models import Filing
from minga.documents.files.permissions import COMPOSE, FILE, SET_ASIDE
from minga.documents.files.search import url_of
from minga.documents.files.standing import Line, Standing
from minga.documents.files.views.common import case_of, standing_for

form_page = require_http_methods(["GET", "POST"])


@form_page
@needs(FILE)
def receive(request: StaffRequest, key: str, public_id: str) -> HttpResponse:
    """`?exigencia=` what a state asks for; `?reemplaza=` a document that it takes the place of."""
    kind, case = case_of(request, key, public_id)
    _require(request, FILE, kind, case)
    standing = standing_for(request, case)
    line = _line(standing, request.GET.get("exigencia", ""))
    replaced = _replaced(standing, request.GET.get("reemplaza", ""))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    title = line.requirement.document if line else replaced.document.title if replaced else ""
    form = ReceiveForm(*posted, initial={"title": title, "dated_on": request.day})
    if form.is_valid():
        try:
            actions.receive(
                case,
                **form.cleaned_data,
                line=line.requirement.line if line else "",
                replaces=replaced,
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"«{form.cleaned_data['title']}» está en el expediente.")
            return redirect("files:file", key, public_id)
    context = {
        "form": form,
        "kind": kind,
        "case": case,
        "title": kind.title(case),
        "line": line,
        "replaced": replaced,
    }
    return render(request, "files/receive.html", context, status=form.http_status)


def _require(request: StaffRequest, permission: str, kind: CaseKind, case: Any) -> None:
    """403 for who works in another institution, before a form is shown that would be refused."""
    if not request.access.may(permission, kind.service_of(case).pk):
        raise PermissionDenied


def _line(standing: Standing, asked: str) -> Line | None:
    if not asked:
        return None
    for state in standing.states:
        for found in (*state.lines, *state.again):
            if found.requirement.line == asked:
                return found
    raise Http404


def _replaced(standing: Standing, asked: str) -> Filing | None:
    """One that is no longer counted is told by the action, with what was typed."""
    if not asked:
        return None
    known = [*standing.counted, *standing.past]
    found = next((filing for filing in known if filing.public_id == asked), None)
    if found is None:
        raise Http404
    return found


@form_page
@needs(FILE)
def waive(request: StaffRequest, key: str, public_id: str, line: str) -> HttpResponse:
    kind, case = case_of(request, key, public_id)
    _require(request, FILE, kind, case)
    found = _line(standing_for(request, case), line)
    assert found is not None
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.waive(case, line=line, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Anotado: «{found.requirement.document}» no corresponde.")
            return redirect("files:file", key, public_id)
    return _reasoned(
        request,
        form,
        heading=f"«{found.requirement.document}» no corresponde",
        lede="El documento deja de faltar en este caso. El motivo queda en el expediente.",
        verb="Decir que no corresponde",
        back=reverse("files:file", args=[key, public_id]),
        crumb=kind.title(case),
    )


@form_page
@needs(SET_ASIDE)
def set_aside(request: StaffRequest, public_id: str) -> HttpResponse:
    rows = Filing.objects.visible_to(request.access).select_related("document")
    filing = get_object_or_404(rows, public_id=public_id)
    if filing.case_kind:
        _require(request, SET_ASIDE, filing.case_kind, filing.case())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.set_aside(filing, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Apartado: se conserva y ya no se cuenta.")
            return redirect(url_of(filing))
    return _reasoned(
        request,
        form,
        heading=f"Apartar «{filing.document.title}»",
        lede="Es de otro caso: se conserva con su motivo y deja de contarse en este expediente.",
        verb="Apartar documento",
        back=url_of(filing),
        crumb=filing.case_label,
    )


def _reasoned(request: StaffRequest, form: ReasonForm, **said: Any) -> HttpResponse:
    context = {"form": form, **said}
    return render(request, "files/reason.html", context, status=form.http_status)


@post_only
@needs(COMPOSE)
def compose(request: StaffRequest, key: str, public_id: str) -> HttpResponse:
    _, case = case_of(request, key, public_id)
    url = reverse("files:file", args=[key, public_id])
    try:
        actions.ask_indexed(case, url=url, by=request.access, on=request.day)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "El expediente se está foliando: el PDF quedará aquí.")
    return redirect(f"{url}#foliado")
