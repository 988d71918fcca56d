"""Entries of the ledger that finance writes by hand: what a case spends that no contract tells,
and the opposite of one that was wrong."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minga.budget import actions, cases
from minga.budget.forms import EntryForm, ReversalForm
from minga.budget.models import DossierBalance, LedgerEntry
from minga.budget.permissions import READ, RECORD
from minga.budget.views.guarantees import about_of
from minga.core.access import StaffRequest, needs
from minga.core.cases import CaseNotFound, find_case, kind_named
from minga.core.errors import DomainError
from minga.core.panels import answer, panel_view

form_page = require_http_methods(["GET", "POST"])


@form_page
@needs(RECORD)
def record(request: StaffRequest) -> HttpResponse:
    """`?caso=clave:identificador`: of what it is spent."""
    about = about_of(request)
    if about.dossier is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, initial={"dated_on": request.day})
    if form.is_bound and form.is_valid():
        try:
            made = actions.record_entry(
                form.cleaned_data["stage"], form.spend(about.dossier), by=request.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Quedó registrado el {made.get_stage_display()}.")
            return redirect("budget:ceiling", made.ceiling.public_id)
    context = {"form": form, "about": about}
    return render(request, "budget/entry.html", context, status=form.http_status)


@form_page
@needs(RECORD)
def take_back(request: StaffRequest, public_id: str) -> HttpResponse:
    visible = LedgerEntry.objects.visible_to(request.access).for_page()
    found = get_object_or_404(visible.select_related("ceiling"), public_id=public_id)
    data = request.POST if request.method == "POST" else None
    form = ReversalForm(data, initial={"dated_on": request.day})
    if form.is_bound and form.is_valid():
        try:
            actions.reverse_entry(found, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "El asiento quedó reversado.")
            return redirect("budget:ceiling", found.ceiling.public_id)
    context = {"form": form, "entry": found}
    return render(request, "budget/take_back.html", context, status=form.http_status)


@panel_view
@needs(READ)
def of_case(request: StaffRequest, key: str, public_id: str) -> HttpResponse:
    """Panel: what the dossier of a case takes of the law, by year and line item."""
    try:
        case, kind = find_case(key, public_id, request.access), kind_named(key)
    except CaseNotFound as error:
        raise Http404 from error
    dossier = cases.dossier_of(case)
    found = DossierBalance.objects.filter(dossier=dossier).select_related("ceiling", "line_item")
    rows = list(found.order_by("ceiling__year", "line_item")) if dossier is not None else []
    may_record = dossier is not None and request.access.may(RECORD, dossier.service_id)
    context: dict[str, Any] = {
        "rows": rows,
        "new_url": f"{reverse('budget:record')}?caso={key}:{public_id}" if may_record else "",
    }
    title = f"Presupuesto de {kind.title(case)}"
    return answer(request, "budget/_balances.html", context, title=title, back=kind.url(case))
