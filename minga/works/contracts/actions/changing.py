"""What a resolution changes of a contract, and the fines it applies."""

from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.money import pesos
from minga.works.contracts import errors
from minga.works.contracts.actions.common import (
    prepared,
    require_order,
    require_past,
    touch,
    written,
)
from minga.works.contracts.actions.spending import commit_due
from minga.works.contracts.models import Contract, ContractChange, ContractChangeKind, Fine


@dataclass(frozen=True)
class Change:
    """`amount` and `days` with their sign."""

    kind: str
    resolution: str
    resolved_on: date
    reason: str
    amount: int = 0
    days: int = 0


@dataclass(frozen=True)
class Penalty:
    """`days`: of delay, where that is its reason."""

    reason: str
    amount: int
    resolution: str
    resolved_on: date
    days: int | None = None


@action("contracts.changed", says="registró la modificación {number} del contrato {code}")
def change_contract(
    contract: Contract,
    change: Change,
    *,
    number: int | None = None,
    by: Access,
    on: date | None = None,
) -> ContractChange:
    """`number`: the one that the form was about."""
    assert on is not None
    contract = prepared(contract, by)
    expected = contract.changes.count() + 1
    if number is not None and number != expected:
        raise errors.DoneMeanwhile(f"la modificación {expected - 1}")
    if contract.final_on is not None:
        raise errors.Accepted(contract)
    _require_change(contract, change, on)
    made = ContractChange(
        contract=contract,
        number=expected,
        kind=change.kind,
        amount=change.amount,
        days=change.days,
        reason=written("reason", "Motivo", change.reason),
        resolution=written("resolution", "Resolución", change.resolution),
        resolved_on=change.resolved_on,
        prepared_by_id=by.actor_id,
    )
    made.save()
    contract = touch(contract)
    if made.amount:
        commit_due(contract, made.resolved_on, made.resolution, by=by)
    current_act().about(contract, number=expected, code=contract.code)
    return made


def _require_change(contract: Contract, change: Change, on: date) -> None:
    require_past("resolved_on", change.resolved_on, on)
    require_order(
        "resolved_on", "La resolución", change.resolved_on, "la firma", contract.signed_on
    )
    if change.kind == ContractChangeKind.TERM and (change.amount or not change.days):
        field = "amount" if change.amount else "days"
        raise errors.Refused(field, "Una modificación de plazo cambia los días y no el monto.")
    if change.kind == ContractChangeKind.AMOUNT and (change.days or not change.amount):
        field = "days" if change.days else "amount"
        raise errors.Refused(field, "Una modificación de monto cambia los pesos y no los días.")
    if not change.amount and not change.days:
        raise errors.Refused("amount", "Escriba cuánto aumenta o disminuye el monto o el plazo.")
    if contract.balance + change.amount < 0:
        raise errors.BelowCharged(contract, change.amount)
    if contract.term + change.days < 1:
        raise errors.TermTooShort(contract)


@action("contracts.fined", says="registró la multa {number} del contrato {code}, {amount}")
def apply_fine(
    contract: Contract,
    penalty: Penalty,
    *,
    number: int | None = None,
    by: Access,
    on: date | None = None,
) -> Fine:
    assert on is not None
    contract = prepared(contract, by)
    expected = contract.fines.count() + 1
    if number is not None and number != expected:
        raise errors.DoneMeanwhile(f"la multa {expected - 1}")
    if contract.settled_on is not None:
        raise errors.Refused("", "El contrato está liquidado: no admite más multas.")
    require_past("resolved_on", penalty.resolved_on, on)
    require_order(
        "resolved_on", "La resolución", penalty.resolved_on, "la firma", contract.signed_on
    )
    if penalty.amount <= 0:
        raise errors.Refused("amount", "Escriba el monto de la multa.")
    made = Fine(
        contract=contract,
        number=expected,
        reason=written("reason", "Motivo", penalty.reason),
        days=penalty.days,
        amount=penalty.amount,
        resolution=written("resolution", "Resolución", penalty.resolution),
        resolved_on=penalty.resolved_on,
        prepared_by_id=by.actor_id,
    )
    made.save()
    contract = touch(contract)
    current_act().about(contract, number=expected, code=contract.code, amount=pesos(made.amount))
    return made
