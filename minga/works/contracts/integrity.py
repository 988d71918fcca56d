"""What `minga audit verify` asks of contracts: their counters say what their rows add up to."""

from collections.abc import Iterator

from django.db.models import Sum
from django.db.models.functions import Coalesce

from minga.core.money import pesos
from minga.core.registries import Finding
from minga.works.contracts.models import Contract, ContractChange, Fine, PaymentStatement
from minga.works.contracts.models.statement import MOVES, StatementState

Sums = dict[int, dict[str, int]]


def check() -> Iterator[Finding]:
    changes = _sums(ContractChange.objects.all(), changes_amount="amount", changes_days="days")
    fines = _sums(Fine.objects.all(), fines_amount="amount")
    counted = PaymentStatement.objects.exclude(state=StatementState.RETURNED)
    charged = _sums(counted, **MOVES)
    names = ("changes_amount", "changes_days", "fines_amount", *MOVES)
    for contract in Contract.objects.order_by("pk").iterator():
        found = {
            name: value
            for sums in (changes, fines, charged)
            for name, value in sums.get(contract.pk, {}).items()
        }
        yield from _of(contract, {name: found.get(name, 0) for name in names})


def _sums(rows: "object", **columns: str) -> Sums:
    totals = {f"_{name}": Coalesce(Sum(column), 0) for name, column in columns.items()}
    found = rows.order_by().values("contract").annotate(**totals)  # type: ignore[attr-defined]
    return {row["contract"]: {name: row[f"_{name}"] for name in columns} for row in found}


def _of(contract: Contract, sums: dict[str, int]) -> Iterator[Finding]:
    where = f"contrato {contract.code}"
    for name, value in sums.items():
        kept = getattr(contract, name)
        if kept != value:
            label = Contract._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            shown = str if name == "changes_days" else pesos
            yield Finding(where, f"Su {label} dice {shown(kept)} y sus filas suman {shown(value)}.")
    if contract.ends_on != contract.term_ends_on:
        yield Finding(where, "Su término vigente no es su inicio más su plazo con aumentos.")
