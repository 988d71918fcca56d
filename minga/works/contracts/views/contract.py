"""The list of contracts, and one contract: what is left of its money and of its term."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.budget.permissions import READ, RECORD
from minga.core.access import StaffRequest, needs
from minga.core.lists.views import page as list_page
from minga.works.contracts import actions, law
from minga.works.contracts.actions import Mark
from minga.works.contracts.forms import (
    MARKS,
    ChangeForm,
    FineForm,
    MarkForm,
    StatementForm,
    TermsForm,
)
from minga.works.contracts.list import CONTRACTS
from minga.works.contracts.models import Contract
from minga.works.contracts.permissions import PREPARE
from minga.works.contracts.views.common import Step, contract_of, form_page, project_url

contracts = list_page(CONTRACTS)


def page_of(contract: Contract) -> str:
    return reverse("contracts:contract", args=[contract.public_id])


@require_GET
def contract(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = contract_of(staff, public_id)
    day = staff.day
    statements: list[Any] = list(found.statements.order_by("number"))
    for statement in statements:
        statement.tone, statement.left = statement.tone_on(day), statement.days_left(day)
    changes, fines = list(found.changes.order_by("number")), list(found.fines.order_by("number"))
    moved = bool(statements or changes or fines)
    context = {
        "contract": found,
        "statements": statements,
        "changes": changes,
        "fines": fines,
        "marks": _marks(found, staff),
        "tone": found.tone_on(day),
        "said": found.said_on(day),
        "left": found.days_left(day),
        "past": -(found.days_left(day) or 0),
        "is_over": found.is_late(day),
        "percent": found.all_charged * 100 // found.total if found.total else 0,
        "may_prepare": staff.access.may(PREPARE, found.service_id),
        "may_correct": staff.access.may(PREPARE, found.service_id) and not moved,
        "may_charge": found.starts_on is not None and found.final_on is None,
        "project_url": project_url(found.project),
        "law": law.told(found, day.year),
        "may_commit": staff.access.may(RECORD, found.service_id),
        "may_read_budget": staff.access.may(READ, found.service_id),
        "waiting": sum(1 for statement in statements if statement.is_unpaid),
        "sums": {
            name: sum(getattr(row, name) for row in statements if row.state != "returned")
            for name in ("readjustment", "discounts", "net")
        },
    }
    return render(staff, "contracts/contract.html", context)


def _marks(contract: Contract, request: StaffRequest) -> list[dict[str, Any]]:
    """Its days, from the award to the settlement."""
    found: list[dict[str, Any]] = []
    if contract.round is not None and contract.round.resolved_on:
        found.append({"name": "Adjudicación", "day": contract.round.resolved_on})
    found.append({"name": "Firma", "day": contract.signed_on})
    for value, label in MARKS:
        if value == Mark.PROVISIONAL:
            late = contract.is_late(request.day)
            end = {"name": "Término vigente", "day": contract.ends_on, "late": late}
            found.append(end | {"done": contract.provisional_on is not None})
        found.append({"name": label.capitalize(), "day": getattr(contract, value)})
    for mark in found:
        done = mark.get("done", mark["day"] is not None)
        mark["css"] = "late" if mark.get("late") else "done" if done else ""
    return found


def _step(contract: Contract, title: str, lede: str, button: str, done: str) -> Step:
    return Step(title, lede, button, done, page_of(contract), contract.project, contract)


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    found = contract_of(request, public_id, PREPARE)
    form = TermsForm(request.POST or None, day=request.day, initial=TermsForm.start(found))
    form.row = found
    lede = "Se corrige mientras no tenga estados de pago, multas ni modificaciones."
    step = _step(found, "Corregir contrato", lede, "Guardar corrección", "Se guardó la corrección.")
    return form_page(
        request,
        step,
        form,
        lambda: actions.correct_contract(
            found, form.terms(), seen=form.was_seen, by=request.access
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    found = contract_of(request, public_id, PREPARE)
    number = found.changes.count() + 1
    form = ChangeForm(request.POST or None, initial={"seen": number})
    step = _step(
        found,
        f"Registrar la modificación {number}",
        "Por resolución: de plazo, de obras o de monto. No se corrige; otra la rectifica.",
        "Registrar modificación",
        "La modificación quedó registrada.",
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.change_contract(
            found, form.change(), number=form.was_seen, by=request.access
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def fine(request: StaffRequest, public_id: str) -> HttpResponse:
    found = contract_of(request, public_id, PREPARE)
    number = found.fines.count() + 1
    form = FineForm(request.POST or None, initial={"seen": number})
    step = _step(
        found,
        f"Registrar la multa {number}",
        "Por resolución. Se descuenta en los estados de pago que siguen.",
        "Registrar multa",
        "La multa quedó registrada.",
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.apply_fine(found, form.penalty(), number=form.was_seen, by=request.access),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def mark(request: StaffRequest, public_id: str) -> HttpResponse:
    found = contract_of(request, public_id, PREPARE)
    form = MarkForm(request.POST or None, initial=MarkForm.start(found))
    form.row = found
    step = _step(
        found,
        "Anotar una fecha del contrato",
        "En su orden: entrega de terreno, inicio, recepción provisoria, definitiva y liquidación. "
        "Anotar otra vez la misma corrige su fecha.",
        "Anotar fecha",
        "La fecha quedó anotada.",
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.mark_day(
            found,
            Mark(form.cleaned_data["mark"]),
            form.cleaned_data["day"],
            document=form.cleaned_data["document"],
            seen=form.was_seen,
            by=request.access,
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def charge(request: StaffRequest, public_id: str) -> HttpResponse:
    found = contract_of(request, public_id, PREPARE)
    number = found.opening_statements + found.statements.count() + 1
    form = StatementForm(request.POST or None, initial={"seen": number, "dated_on": request.day})
    step = _step(
        found,
        f"Registrar el estado de pago {number}",
        "",
        "Registrar estado de pago",
        f"El estado de pago {number} espera su revisión.",
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.receive_statement(
            found, form.charge(), form.invoice(), number=form.was_seen, by=request.access
        ),
    )
