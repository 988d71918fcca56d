"""The subjects of a service, and its terms: who directs a unit, or administers, keeps them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.people.citizens.actions import add_subject, end_subject, set_term
from minga.people.citizens.forms import ReasonForm, SubjectForm, TermForm
from minga.people.citizens.models import AttentionSubject
from minga.people.citizens.permissions import CATALOGUE
from minga.people.citizens.terms import brought, terms
from minga.people.citizens.units import service_for


@require_http_methods(["GET", "POST"])
@needs(CATALOGUE)
def catalogue(request: StaffRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request)
    form = SubjectForm(request.POST)
    if form.is_valid():
        try:
            made = add_subject(
                service_for(request.access, CATALOGUE), form.cleaned_data["name"], by=request.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Materia {made.number} agregada.")
            return redirect("citizens:catalogue")
    return _page(request, form)


def _page(request: StaffRequest, refused: MingaForm | None = None, of: str = "") -> HttpResponse:
    """`of`: the subject whose end was refused."""
    service = service_for(request.access, CATALOGUE)
    found = AttentionSubject.objects.filter(service=service).order_by("number")
    rows = [
        (
            row,
            refused
            if refused and row.public_id == of
            else ReasonForm(auto_id=f"terminar_{row.public_id}_%s"),
        )
        for row in found
    ]
    context = {
        "service": service,
        "rows": rows,
        "standing": sum(row.holds_on(request.day) for row, _ in rows),
        "form": refused if isinstance(refused, SubjectForm) else SubjectForm(),
        "terms": terms(service.pk, request.day).values(),
        "refused": refused,
        "day": request.day,
    }
    status = refused.http_status if refused else 200
    return render(request, "citizens/catalogue.html", context, status=status)


@post_only
@needs(CATALOGUE)
def end(request: StaffRequest, public_id: str) -> HttpResponse:
    service = service_for(request.access, CATALOGUE)
    subject = get_object_or_404(AttentionSubject, service=service, public_id=public_id)
    form = ReasonForm(request.POST, auto_id=f"terminar_{public_id}_%s")
    if form.is_valid():
        try:
            end_subject(subject, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"La materia {subject.number} termina hoy.")
            return redirect("citizens:catalogue")
    return _page(request, form, public_id)


@require_http_methods(["GET", "POST"])
@needs(CATALOGUE)
def change_term(request: StaffRequest, key: str) -> HttpResponse:
    if key not in brought():
        raise Http404
    service = service_for(request.access, CATALOGUE)
    current = terms(service.pk, request.day)[key]
    initial = {"value": current.value, "valid_from": request.day}
    form = TermForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            set_term(service, key, by=request.access, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Plazo fijado.")
            return redirect("citizens:catalogue")
    context = {"form": form, "term": current, "service": service}
    return render(request, "citizens/term.html", context, status=form.http_status)
