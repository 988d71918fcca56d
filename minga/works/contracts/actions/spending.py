"""What a contract does in the budget ledger, within the action that makes it.

Where no law is loaded for the year, or it lacks the line item, the contract goes on and takes
nothing: `law.told` says so on its page.
"""

from collections.abc import Callable
from datetime import date

from minga.budget import actions as budget
from minga.budget.actions import Spend
from minga.budget.models import LedgerEntry
from minga.budget.permissions import RECORD
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.money import pesos
from minga.works.contracts import errors, law
from minga.works.contracts.actions.common import locked, touch
from minga.works.contracts.models import Contract, ContractEntry, PaymentStatement

Enter = Callable[..., LedgerEntry]


def commit_due(contract: Contract, day: date, document: str, *, by: Access) -> int:
    """The commitment of the year of a day becomes what is due: pesos that it moved."""
    line = law.line_of(contract, day.year)
    if line is None:
        return 0
    taken = law.taken_of(contract, line)
    change = law.due_in(contract, day.year, taken) - taken.committed
    if change:
        _enter(budget.commit, contract, change, day, document, by)
    return change


def commit_anew(contract: Contract, day: date, document: str, *, by: Access) -> None:
    """After a correction of what was signed: nothing moved it yet."""
    _reverse(contract, None, day, document, by)
    commit_due(contract, contract.opening_on or contract.signed_on, document, by=by)


def accrue(statement: PaymentStatement, contract: Contract, day: date, *, by: Access) -> None:
    """What the commitment of the year lacks for it (readjustment, works brought forward) is
    committed with it."""
    line = law.line_of(contract, day.year)
    if line is None or not statement.spent:
        return
    short = statement.spent - law.taken_of(contract, line).to_accrue
    if short > 0:
        _enter(budget.commit, contract, short, day, str(statement), by, statement)
    _enter(budget.accrue, contract, statement.spent, day, str(statement), by, statement)


def pay(statement: PaymentStatement, contract: Contract, day: date, *, by: Access) -> None:
    """What was accrued in an earlier year is floating debt: another line of the law pays it."""
    line = law.line_of(contract, day.year)
    if line is None:
        return
    amount = min(statement.net, law.taken_of(contract, line).to_pay)
    if amount > 0:
        document = f"{statement}, {statement.payment_reference}"
        _enter(budget.pay, contract, amount, day, document, by, statement)


def take_back(statement: PaymentStatement, contract: Contract, day: date, *, by: Access) -> None:
    _reverse(contract, statement, day, f"Devolución de {statement}", by)


def _reverse(
    contract: Contract, statement: PaymentStatement | None, day: date, document: str, by: Access
) -> None:
    """Each with its opposite, the last one first, not later than its year."""
    made = LedgerEntry.objects.filter(
        pk__in=contract.entries.filter(statement=statement).values("entry"),
        reverses__isnull=True, reversed_by__isnull=True,
    )  # fmt: skip
    for entry in made.select_related("ceiling").order_by("-pk"):
        dated_on = min(day, date(entry.ceiling.year, 12, 31))
        opposite = budget.reverse(entry, dated_on=dated_on, document=document[:120], by=by)
        ContractEntry(contract=contract, statement=statement, entry=opposite).save()


def _enter(
    enter: Enter,
    contract: Contract,
    amount: int,
    day: date,
    document: str,
    by: Access,
    statement: PaymentStatement | None = None,
) -> None:
    assert contract.dossier is not None
    spend = Spend(contract.dossier, contract.line_item, amount, day, document[:120])
    ContractEntry(contract=contract, statement=statement, entry=enter(spend, by=by)).save()


@action("contracts.committed", says="comprometió {amount} del contrato {code} en la ley de {year}")
def commit_year(contract: Contract, *, by: Access, on: date | None = None) -> Contract:
    """What a contract of several years takes of the year that began, or one that was signed before
    the law was loaded."""
    assert on is not None
    contract = locked(contract)
    if not by.may(RECORD, contract.service_id):
        raise NotAllowed("Los asientos del presupuesto los registra finanzas del servicio.")
    told = law.told(contract, on.year)
    if not told.missing:
        raise errors.NothingToCommit(told.note, on.year)
    document = f"Contrato {contract.code}, año {on.year}"
    moved = commit_due(contract, on, document, by=by)
    contract = touch(contract)
    current_act().about(contract, code=contract.code, year=on.year, amount=pesos(moved))
    return contract
