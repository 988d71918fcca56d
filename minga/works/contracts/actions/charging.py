"""A payment statement, from its reception to its payment. Who prepares it decides nothing of it."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.money import pesos
from minga.core.months import Month
from minga.core.parameters.rulings import ruling
from minga.core.versions import prepared_by, preparers_of
from minga.people.models import Organisation
from minga.rules.parameters import NotInForce
from minga.works.contracts import errors
from minga.works.contracts.actions import spending
from minga.works.contracts.actions.common import (
    locked,
    prepared,
    require,
    require_order,
    require_past,
    require_unchanged,
    touch,
    written,
)
from minga.works.contracts.models import Contract, PaymentStatement, StatementState
from minga.works.contracts.permissions import DECIDE, PAY, PREPARE, REVIEW
from minga.works.spending import Spent, tell

FILE, TERM = "contracts", "payment_term"


@dataclass(frozen=True)
class Charge:
    """What a statement says. `retention` below zero gives back what was retained."""

    month: Month
    dated_on: date
    gross: int
    readjustment: int = 0
    retention: int = 0
    advance_amortised: int = 0
    fines: int = 0


@dataclass(frozen=True)
class Invoice:
    """`cession_to`: to whom the contractor ceded it, and when the service was told."""

    number: str
    dated_on: date
    received_on: date
    cession_to: Organisation | None = None
    cession_on: date | None = None


@action("contracts.statement_received", says="registró el estado de pago {number} de {code}")
def receive_statement(
    contract: Contract,
    charge: Charge,
    invoice: Invoice | None = None,
    *,
    number: int | None = None,
    by: Access,
    on: date | None = None,
) -> PaymentStatement:
    """The next one. `number`: the one that the form was about."""
    assert on is not None
    contract = prepared(contract, by)
    expected = contract.opening_statements + contract.statements.count() + 1
    if number is not None and number != expected:
        raise errors.DoneMeanwhile(f"el estado de pago {expected - 1}")
    if contract.final_on is not None:
        raise errors.Accepted(contract)
    statement = PaymentStatement(
        contract=contract, number=expected, prepared_by_id=by.actor_id, **_zero()
    )
    _write(statement, contract, charge, on)
    if invoice is not None:
        _write_invoice(statement, contract, invoice, on)
    return _kept(statement, contract, by)


def _zero() -> dict[str, int]:
    return dict.fromkeys(("gross", "readjustment", "retention", "advance_amortised", "fines"), 0)


@action("contracts.statement_corrected", says="corrigió el estado de pago {number} de {code}")
def correct_statement(
    statement: PaymentStatement,
    charge: Charge,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> PaymentStatement:
    """Before it is approved, or after it was returned: then it comes back to its beginning."""
    assert on is not None
    statement, contract = _found(statement, by, PREPARE, seen)
    if statement.state not in (StatementState.RECEIVED, StatementState.RETURNED):
        raise errors.NotItsTurn(statement, "pida que lo devuelvan para corregirlo.")
    _write(statement, contract, charge, on)
    statement.state = StatementState.RECEIVED
    statement.reviewed_by, statement.reviewed_on = None, None
    return _kept(statement, contract, by)


def _write(statement: PaymentStatement, contract: Contract, charge: Charge, on: date) -> None:
    _require_days(statement, contract, charge, on)
    _require_amounts(statement, contract, charge)
    for field in fields(charge):
        setattr(statement, field.name, getattr(charge, field.name))


def _require_days(
    statement: PaymentStatement, contract: Contract, charge: Charge, on: date
) -> None:
    require_past("dated_on", charge.dated_on, on)
    if contract.starts_on is None:
        raise errors.NotStarted(contract)
    name = f"El estado de pago {statement.number}"
    require_order("dated_on", name, charge.dated_on, "el inicio", contract.starts_on)
    if contract.opening_on is not None and charge.dated_on <= contract.opening_on:
        raise errors.OutOfOrder(
            "dated_on", name, charge.dated_on, "el saldo inicial", contract.opening_on
        )
    if charge.month.first > charge.dated_on:
        raise errors.Refused("month", "El mes no puede ser posterior a la fecha.")
    others = contract.statements.order_by("number")
    before = others.filter(number__lt=statement.number).last()
    after = others.filter(number__gt=statement.number).first()
    if before is not None:
        _require_later("dated_on", statement.number, charge, before)
    if after is not None and (charge.dated_on >= after.dated_on or charge.month > after.month):
        raise errors.Refused(
            "dated_on",
            f"El estado de pago {after.number} es de {after.month.name}, fechado "
            f"{after.dated_on:%d-%m-%Y}: este es anterior.",
        )


def _require_later(field: str, number: int, charge: Charge, before: PaymentStatement) -> None:
    if charge.dated_on > before.dated_on and charge.month >= before.month:
        return
    raise errors.Refused(
        field if charge.dated_on <= before.dated_on else "month",
        f"El estado de pago {before.number} es de {before.month.name}, fechado "
        f"{before.dated_on:%d-%m-%Y}: el {number} es posterior.",
    )


def _require_amounts(statement: PaymentStatement, contract: Contract, charge: Charge) -> None:
    held = statement if statement.pk and statement.state != StatementState.RETURNED else None
    balance = contract.balance + (held.gross if held else 0)
    if charge.gross < 0:
        raise errors.Refused("gross", "Escriba el valor de las obras, sin signo.")
    if charge.gross > balance:
        raise errors.ContractExceeded(statement.number, charge.gross, contract, balance)
    if not charge.gross and charge.retention >= 0 and charge.readjustment <= 0:
        raise errors.Refused("gross", "Escriba lo que se cobra, o la retención que se devuelve.")
    limits = (
        ("advance_amortised", contract.advance_left, "anticipo por amortizar"),
        ("fines", contract.fines_left, "multas por descontar"),
    )
    for field, left, what in limits:
        available = left + (getattr(held, field) if held else 0)
        if not 0 <= getattr(charge, field) <= available:
            raise errors.Refused(field, f"Quedan {pesos(available)} de {what}.")
    _require_retention(contract, charge, held.retention if held else 0)


def _require_retention(contract: Contract, charge: Charge, held: int) -> None:
    retained = contract.all_retained - held
    if charge.retention > charge.gross:
        raise errors.Refused("retention", "La retención no pasa del valor de las obras.")
    if retained + charge.retention < 0:
        raise errors.Refused("retention", f"Lo retenido es {pesos(retained)}: no se devuelve más.")
    discounts = charge.retention + charge.advance_amortised + charge.fines
    if discounts > charge.gross + charge.readjustment:
        raise errors.Refused(
            "gross",
            f"Los descuentos suman {pesos(discounts)} y se cobran "
            f"{pesos(charge.gross + charge.readjustment)}: no queda qué pagar.",
        )


@action("contracts.invoice_received", says="registró la factura {invoice} de {code}")
def receive_invoice(
    statement: PaymentStatement,
    invoice: Invoice,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> PaymentStatement:
    """Its clock begins. Again, when another invoice takes its place, until it is paid."""
    assert on is not None
    statement, contract = _found(statement, by, PREPARE, seen)
    if statement.state == StatementState.PAID:
        raise errors.NotItsTurn(statement, "su factura no cambia.")
    _write_invoice(statement, contract, invoice, on)
    return _kept(statement, contract, by, invoice=statement.invoice_number)


def _write_invoice(
    statement: PaymentStatement, contract: Contract, invoice: Invoice, on: date
) -> None:
    require_past("received_on", invoice.received_on, on)
    dated, received = invoice.dated_on, invoice.received_on
    require_order("received_on", "La recepción", received, "la factura", dated)
    if (invoice.cession_to is None) != (invoice.cession_on is None):
        field = "cession_to" if invoice.cession_to is None else "cession_on"
        raise errors.Refused(field, "Diga a quién se cedió y cuándo se notificó, o ninguno.")
    if invoice.cession_on is not None:
        require_past("cession_on", invoice.cession_on, on)
        require_order("cession_on", "La cesión", invoice.cession_on, "la factura", dated)
    if invoice.cession_to is not None and invoice.cession_to.pk == contract.contractor_id:
        raise errors.Refused("cession_to", "La factura se cede a otro que el contratista.")
    statement.invoice_number = written("invoice_number", "Número de factura", invoice.number)
    statement.invoice_on, statement.received_on = dated, received
    statement.due_on = due_day(received, contract.service_id, as_of=on)
    statement.cession_to, statement.cession_on = invoice.cession_to, invoice.cession_on


def due_day(received_on: date, service_id: int, *, as_of: date | None = None) -> date:
    """The last day to pay an invoice, by what ruled when it came."""
    try:
        term = ruling(FILE, TERM, received_on, service=service_id, as_of=as_of)
    except NotInForce as error:
        raise errors.NoTermRules(received_on) from error
    return received_on + timedelta(days=int(term.values["days"]))


@action("contracts.statement_reviewed", says="revisó el estado de pago {number} de {code}")
def review_statement(
    statement: PaymentStatement, *, seen: int | None = None, by: Access, on: date | None = None
) -> PaymentStatement:
    assert on is not None
    statement, contract = _found(statement, by, REVIEW, seen)
    if statement.state != StatementState.RECEIVED or statement.reviewed_on is not None:
        raise errors.NotItsTurn(statement, "ya no espera revisión.")
    _require_another(statement, by)
    require_order("", "La revisión", on, "el estado de pago", statement.dated_on)
    statement.reviewed_by_id, statement.reviewed_on = by.actor_id, on
    return _kept(statement, contract)


@action("contracts.statement_approved", says="aprobó el estado de pago {number} de {code}, {net}")
def approve_statement(
    statement: PaymentStatement, *, seen: int | None = None, by: Access, on: date | None = None
) -> PaymentStatement:
    """It spends: the months of spending and the budget law are told, and may refuse."""
    assert on is not None
    statement, contract = _found(statement, by, DECIDE, seen)
    if statement.state != StatementState.RECEIVED or statement.reviewed_on is None:
        raise errors.NotItsTurn(statement, "se aprueba lo revisado.")
    _require_another(statement, by)
    require_order("", "La aprobación", on, "la revisión", statement.reviewed_on)
    statement.state = StatementState.APPROVED
    statement.approved_by_id, statement.approved_on = by.actor_id, on
    found = _kept(statement, contract, net=pesos(statement.net))
    _spend(found, contract, found.spent)
    spending.accrue(found, contract, on, by=by)
    return found


def _require_another(statement: PaymentStatement, by: Access) -> None:
    if by.actor_id is None:
        raise NotAllowed("Un estado de pago lo revisa y lo aprueba una persona.")
    if preparers_of(statement).filter(actor_id=by.actor_id).exists():
        raise errors.PreparedIt


def _spend(statement: PaymentStatement, contract: Contract, amount: int) -> None:
    tell(
        Spent(
            project=contract.project,
            line_item=contract.line_item,
            month=statement.month,
            amount=amount,
            because=statement,
        )
    )


@action("contracts.statement_returned", says="devolvió el estado de pago {number} de {code}")
def return_statement(
    statement: PaymentStatement,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> PaymentStatement:
    """Who reviews or decides, until it is paid. What it had spent is taken back."""
    assert on is not None
    permission = DECIDE if by.may(DECIDE, statement.contract.service_id) else REVIEW
    statement, contract = _found(statement, by, permission, seen)
    if not statement.is_unpaid:
        raise errors.NotItsTurn(statement, "ya no se devuelve.")
    was_approved = statement.state == StatementState.APPROVED
    statement.returned_because = written("remarks", "Qué debe corregirse", remarks)
    statement.returned_on = on
    statement.state = StatementState.RETURNED
    statement.reviewed_by, statement.reviewed_on = None, None
    statement.approved_by, statement.approved_on = None, None
    found = _kept(statement, contract)
    if was_approved:
        _spend(found, contract, -found.spent)
        spending.take_back(found, contract, on, by=by)
    return found


@action("contracts.statement_paid", says="registró el pago del estado de pago {number} de {code}")
def pay_statement(
    statement: PaymentStatement,
    *,
    paid_on: date,
    reference: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> PaymentStatement:
    assert on is not None
    statement, contract = _found(statement, by, PAY, seen)
    if statement.state != StatementState.APPROVED:
        raise errors.NotItsTurn(statement, "se paga lo aprobado.")
    if statement.received_on is None:
        raise errors.Refused("paid_on", "Falta registrar la factura.")
    require_past("paid_on", paid_on, on)
    require_order("paid_on", "El pago", paid_on, "la aprobación", statement.approved_on)
    require_order("paid_on", "El pago", paid_on, "la factura recibida", statement.received_on)
    statement.payment_reference = written("reference", "Comprobante", reference)
    statement.state, statement.paid_on = StatementState.PAID, paid_on
    found = _kept(statement, contract)
    spending.pay(found, contract, paid_on, by=by)
    return found


def _found(
    statement: PaymentStatement, by: Access, permission: str, seen: int | None
) -> tuple[PaymentStatement, Contract]:
    contract = locked(statement.contract)
    require(by, permission, contract.service_id)
    found = PaymentStatement.objects.for_page().select_related("event").get(pk=statement.pk)
    require_unchanged(found, seen)
    return found, contract


def _kept(
    statement: PaymentStatement, contract: Contract, by: Access | None = None, **said: str
) -> PaymentStatement:
    """`by`: who wrote in it, and so may not decide."""
    statement.revision += 1
    statement.save()
    if by is not None:
        prepared_by(statement, by)
    touch(contract)
    current_act().about(statement, number=statement.number, code=contract.code, **said)
    return statement
