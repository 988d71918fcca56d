"""The list of payment statements, and one of them with what can be decided of it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.commitments.views.common import tried
from minga.core.access import StaffRequest, needs
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.lists.views import page as list_page
from minga.core.versions import preparers_of
from minga.works.contracts import actions
from minga.works.contracts.forms import ChargeForm, InvoiceForm, PayForm, RemarksForm
from minga.works.contracts.list import STATEMENTS
from minga.works.contracts.models import PaymentStatement, StatementState
from minga.works.contracts.permissions import DECIDE, PAY, PREPARE, REVIEW
from minga.works.contracts.views.common import (
    Step,
    form_page,
    project_url,
    seen_in,
    statement_of,
)

statements = list_page(STATEMENTS)


def page_of(statement: PaymentStatement) -> str:
    return reverse("contracts:statement", args=[statement.public_id])


@require_GET
def statement(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, statement_of(staff, public_id))


def _page(
    request: StaffRequest,
    found: PaymentStatement,
    name: str = "",
    refused: MingaForm | None = None,
) -> HttpResponse:
    access, service = request.access, found.contract.service_id
    seen = {"seen": found.revision}
    wrote = list(preparers_of(found).order_by("pk").values_list("actor_id", "actor"))
    context: dict[str, Any] = {
        "statement": found,
        "contract": found.contract,
        "tone": found.tone_on(request.day),
        "left": found.days_left(request.day),
        "preparers": [actor for _, actor in wrote],
        "own": access.actor_id in {key for key, _ in wrote},
        "project_url": project_url(found.contract.project),
        "form": refused,
        "open_form": name,
        **_may(request, found),
    }
    forms: dict[str, MingaForm] = {
        "return": RemarksForm(initial=seen, auto_id="devolver_%s"),
        "pay": PayForm(initial=seen | {"paid_on": request.day}, auto_id="pagar_%s"),
    }
    if refused is not None and name in forms:
        refused.put(**seen)
        forms[name] = refused
    if access.may(REVIEW, service) or access.may(DECIDE, service):
        context["return_form"] = forms["return"] if found.is_unpaid else None
    if access.may(PAY, service) and found.state == StatementState.APPROVED:
        context["pay_form"] = forms["pay"]
    status = refused.http_status if refused else 200
    return render(request, "contracts/statement.html", context, status=status)


def _may(request: StaffRequest, found: PaymentStatement) -> dict[str, bool]:
    access, service = request.access, found.contract.service_id
    received = found.state == StatementState.RECEIVED
    prepares = access.may(PREPARE, service)
    open_again = (StatementState.RECEIVED, StatementState.RETURNED)
    return {
        "may_correct": prepares and found.state in open_again,
        "may_bill": prepares and found.state != StatementState.PAID,
        "may_review": received and found.reviewed_on is None and access.may(REVIEW, service),
        "may_approve": received and found.reviewed_on is not None and access.may(DECIDE, service),
    }


def _step(found: PaymentStatement, title: str, lede: str, button: str, done: str) -> Step:
    return Step(title, lede, button, done, page_of(found), found.contract.project, found.contract)


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def correct(request: StaffRequest, public_id: str) -> HttpResponse:
    found = statement_of(request, public_id, PREPARE)
    form = ChargeForm(request.POST or None, initial=ChargeForm.start(found))
    form.row = found
    step = _step(
        found,
        f"Corregir el estado de pago {found.number}",
        found.returned_because if found.state == StatementState.RETURNED else "",
        "Guardar corrección",
        "Se guardó la corrección: espera su revisión.",
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.correct_statement(
            found, form.charge(), seen=form.was_seen, by=request.access
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def invoice(request: StaffRequest, public_id: str) -> HttpResponse:
    found = statement_of(request, public_id, PREPARE)
    form = InvoiceForm(request.POST or None, day=request.day, initial=InvoiceForm.start(found))
    form.row = found
    step = _step(
        found,
        f"Registrar la factura del estado de pago {found.number}",
        "Su recepción comienza el plazo para pagarla.",
        "Registrar factura",
        "La factura quedó registrada.",
    )
    return form_page(
        request,
        step,
        form,
        lambda: actions.receive_invoice(
            found, form.invoice(), seen=form.was_seen, by=request.access
        ),
    )


def _decided(
    request: StaffRequest, found: PaymentStatement, name: str, form: MingaForm, act: Any, done: str
) -> HttpResponse:
    if form.is_valid() and tried(form, act):
        messages.success(request, done)
        return redirect("contracts:statement", found.public_id)
    return _page(request, statement_of(request, found.public_id), name, form)


@post_only
@needs(REVIEW)
def review(request: StaffRequest, public_id: str) -> HttpResponse:
    found = statement_of(request, public_id, REVIEW)
    return _decided(
        request,
        found,
        "review",
        MingaForm(request.POST),
        lambda: actions.review_statement(found, seen=seen_in(request), by=request.access),
        f"El estado de pago {found.number} quedó revisado.",
    )


@post_only
@needs(DECIDE)
def approve(request: StaffRequest, public_id: str) -> HttpResponse:
    found = statement_of(request, public_id, DECIDE)
    return _decided(
        request,
        found,
        "approve",
        MingaForm(request.POST),
        lambda: actions.approve_statement(found, seen=seen_in(request), by=request.access),
        f"Estado de pago {found.number} aprobado.",
    )


@post_only
def send_back(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = statement_of(staff, public_id)
    service = found.contract.service_id
    if not staff.access.may(DECIDE, service):
        found = statement_of(staff, public_id, REVIEW)
    form = RemarksForm(staff.POST, auto_id="devolver_%s")
    return _decided(
        staff,
        found,
        "return",
        form,
        lambda: actions.return_statement(
            found, remarks=form.cleaned_data["remarks"], seen=form.was_seen, by=staff.access
        ),
        f"El estado de pago {found.number} quedó devuelto.",
    )


@post_only
@needs(PAY)
def pay(request: StaffRequest, public_id: str) -> HttpResponse:
    found = statement_of(request, public_id, PAY)
    form = PayForm(request.POST, auto_id="pagar_%s")
    return _decided(
        request,
        found,
        "pay",
        form,
        lambda: actions.pay_statement(
            found,
            paid_on=form.cleaned_data["paid_on"],
            reference=form.cleaned_data["reference"],
            seen=form.was_seen,
            by=request.access,
        ),
        f"El pago del estado de pago {found.number} quedó registrado.",
    )
