"""The contracts of a project: its rounds, what came out of them, and what was running already."""

from typing import Any, cast

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.panels import answer, panel_view
from minga.works.contracts import actions
from minga.works.contracts.foreseen import not_called
from minga.works.contracts.forms import (
    BringForm,
    CallForm,
    FirstCallForm,
    OutcomeForm,
    TermsForm,
    offer,
)
from minga.works.contracts.models import Contract, RoundOutcome, TenderRound
from minga.works.contracts.permissions import PREPARE
from minga.works.contracts.views.common import (
    Step,
    form_page,
    project_of,
    project_url,
    round_of,
)
from minga.works.models import Project


def page_of(project: Project) -> str:
    return reverse("contracts:of_project", args=[project.public_id])


def _contracts(request: StaffRequest, project: Project) -> list[Any]:
    rows: list[Any] = list(Contract.objects.for_page().filter(project=project).order_by("code"))
    for row in rows:
        row.said, row.tone = row.said_on(request.day), row.tone_on(request.day)
        row.left = row.days_left(request.day)
        row.is_over = row.is_late(request.day)
    return rows


def _totals(rows: list[Any]) -> dict[str, int]:
    return {
        "total": sum(row.total for row in rows),
        "charged": sum(row.all_charged for row in rows),
        "balance": sum(row.balance for row in rows),
    }


def _context(request: StaffRequest, project: Project) -> dict[str, Any]:
    rows = _contracts(request, project)
    return {
        "project": project,
        "contracts": rows,
        "totals": _totals(rows),
        "may_prepare": request.access.may(PREPARE, project.service_id) and project.is_active,
    }


@panel_view
def summary(request: StaffRequest, public_id: str) -> HttpResponse:
    """On the page of the project."""
    project = project_of(request, public_id)
    context = _context(request, project)
    context["rounds"] = project.rounds.count()
    title = f"Contratos de {project.name}"
    back = project_url(project)
    return answer(request, "contracts/_of_project.html", context, title=title, back=back)


@require_GET
def of_project(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    project = project_of(staff, public_id)
    rounds: list[Any] = list(
        TenderRound.objects.filter(project=project)
        .select_related("contract")
        .order_by("slot", "number")
    )
    last = {found.slot: found.pk for found in rounds}
    for found in rounds:
        found.is_last = last[found.slot] == found.pk
        found.made = getattr(found, "contract", None)
    context = _context(staff, project) | {
        "rounds": rounds,
        "project_url": project_url(project),
        "foreseen": not_called(project),
        "running": Contract.objects.filter(project=project).running().count(),
        "changes": Contract.objects.filter(project=project).aggregate(
            total=Sum("changes_amount", default=0)
        )["total"],
    }
    return render(staff, "contracts/of_project.html", context)


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def call(request: StaffRequest, public_id: str) -> HttpResponse:
    project = project_of(request, public_id, PREPARE)
    form = FirstCallForm(request.POST or None, initial={"slot": request.GET.get("para", "")})
    offer(form, not_called(project))
    step = Step(
        "Registrar ronda de licitación",
        "Comienza con su llamado; el resultado se anota cuando se resuelve.",
        "Registrar ronda",
        "La ronda quedó registrada.",
        page_of(project),
        project,
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.call_round(
            project, form.cleaned_data["slot"], form.call(), by=request.access
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def call_again(request: StaffRequest, public_id: str) -> HttpResponse:
    """The round after one that failed."""
    before = round_of(request, public_id, PREPARE)
    number = before.number + 1
    form = CallForm(request.POST or None, initial={"modality": before.modality, "seen": number})
    step = Step(
        f"Registrar la ronda {number} de «{before.slot}»",
        f"La ronda {before.number} está {before.get_outcome_display()}.",
        "Registrar ronda",
        "La ronda quedó registrada.",
        page_of(before.project),
        before.project,
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.call_round(
            before.project, before.slot, form.call(), number=number, by=request.access
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def correct_call(request: StaffRequest, public_id: str) -> HttpResponse:
    found = round_of(request, public_id, PREPARE)
    form = CallForm(request.POST or None, initial=CallForm.start(found))
    form.row = found
    step = Step(
        f"Corregir la ronda {found.number} de «{found.slot}»",
        "Se corrige mientras de ella no salga un contrato ni otra ronda.",
        "Guardar corrección",
        "La ronda quedó corregida.",
        page_of(found.project),
        found.project,
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.correct_call(found, form.call(), seen=form.was_seen, by=request.access),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def resolve(request: StaffRequest, public_id: str) -> HttpResponse:
    found = round_of(request, public_id, PREPARE)
    start: dict[str, Any] = {"seen": found.revision}
    if found.outcome != RoundOutcome.OPEN:
        names = ("outcome", "resolved_on", "resolution", "remarks")
        start |= {name: getattr(found, name) for name in names}
    form = OutcomeForm(request.POST or None, initial=start)
    form.row = found
    opened = f"La apertura fue el {found.opens_on:%d-%m-%Y}." if found.opens_on else ""
    step = Step(
        f"Anotar el resultado de la ronda {found.number} de «{found.slot}»",
        opened or "Es un trato directo.",
        "Anotar resultado",
        "El resultado quedó anotado.",
        page_of(found.project),
        found.project,
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.resolve_round(found, form.told(), seen=form.was_seen, by=request.access),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def sign(request: StaffRequest, public_id: str) -> HttpResponse:
    found = round_of(request, public_id, PREPARE)
    form = TermsForm(request.POST or None, day=request.day)
    told = (
        f"Adjudicada el {found.resolved_on:%d-%m-%Y} por {found.resolution}."
        if found.outcome == RoundOutcome.AWARDED
        else f"Esta ronda está {found.get_outcome_display()}: sin adjudicarla no hay contrato."
    )
    step = Step(
        f"Registrar el contrato de «{found.slot}»",
        told,
        "Registrar contrato",
        "El contrato quedó registrado.",
        page_of(found.project),
        found.project,
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.sign_contract(found, form.terms(), by=request.access),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def bring(request: StaffRequest, public_id: str) -> HttpResponse:
    project = project_of(request, public_id, PREPARE)
    form = BringForm(request.POST or None, day=request.day)
    offer(form, not_called(project))
    step = Step(
        "Traer un contrato en curso",
        "El que ya corría al comenzar con Minga: con lo cobrado hasta entonces y el documento que "
        "lo dice. El monto es el de ese día, con sus modificaciones.",
        "Traer contrato",
        "El contrato quedó registrado con su saldo inicial.",
        page_of(project),
        project,
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.bring_contract(
            project, form.cleaned_data["slot"], form.terms(), form.opening(), by=request.access
        ),
    )
