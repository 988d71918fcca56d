"""What a contract takes of the budget law in a year, and what of it should be committed.

A contract of several years is committed year by year, in the proportion in which the programme in
force of its project spreads its line item; without programme, all of it at once.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from minga.budget.actions import ceiling_of
from minga.budget.models import BudgetLaw, Ceiling, DossierBalance
from minga.core.months import Month
from minga.works.contracts.models import Contract, StatementState
from minga.works.schedules.programmed import amounts, versions_of

SPENT = (StatementState.APPROVED, StatementState.PAID)


def spends_the_law(contract: Contract) -> bool:
    """What is done by mandate spends the money of another."""
    return contract.project.principal_id is None


def line_of(contract: Contract, year: int) -> Ceiling | None:
    if not spends_the_law(contract):
        return None
    return ceiling_of(contract.service_id, contract.line_item, year)


@dataclass(frozen=True)
class Taken:
    """Pesos of one line of the law."""

    committed: int = 0
    accrued: int = 0
    paid: int = 0

    @property
    def to_accrue(self) -> int:
        return self.committed - self.accrued

    @property
    def to_pay(self) -> int:
        return self.accrued - self.paid


def taken_of(contract: Contract, line: Ceiling) -> Taken:
    found = DossierBalance.objects.filter(
        ceiling=line, dossier=contract.dossier_id, line_item=contract.line_item_id
    ).first()
    return Taken(found.committed, found.accrued, found.paid) if found else Taken()


def due_until(contract: Contract, year: int) -> int:
    """Pesos of its amount to be committed by the end of a year."""
    months = amounts(versions_of([contract.project_id]))
    own = months.line_item == contract.line_item_id
    whole = int(months.amount[own].sum())
    until = int(months.amount[own & (months.month <= Month(year, 12).index)].sum())
    return contract.total * until // whole if until < whole else contract.total


def spent_before(contract: Contract, year: int) -> int:
    """Works approved in earlier years, and what was charged before Minga."""
    earlier = contract.statements.filter(state__in=SPENT, approved_on__lt=date(year, 1, 1))
    spent: int | None = earlier.aggregate(spent=Sum("gross"))["spent"]
    return contract.opening_charged + (spent or 0)


def due_in(contract: Contract, year: int, taken: Taken) -> int:
    """Pesos that the commitment of a year should say: never under what was accrued; nothing more
    once the contract is settled."""
    if contract.settled_on is not None:
        return taken.accrued
    due = due_until(contract, year) - spent_before(contract, year)
    return max(due, taken.accrued)


@dataclass(frozen=True)
class Told:
    """For the page of a contract. `note`: why it takes nothing this year; `missing`: pesos to be
    committed still."""

    year: int
    years: list[DossierBalance]
    note: str = ""
    missing: int = 0


def told(contract: Contract, year: int) -> Told:
    rows = DossierBalance.objects.filter(dossier__contract=contract, committed__gt=0)
    years = list(rows.select_related("ceiling", "line_item").order_by("ceiling__year", "pk"))
    line = line_of(contract, year)
    if line is None:
        return Told(year, years, _why_none(contract, year))
    taken = taken_of(contract, line)
    return Told(year, years, missing=max(due_in(contract, year, taken) - taken.committed, 0))


def _why_none(contract: Contract, year: int) -> str:
    if not spends_the_law(contract):
        principal = contract.project.principal
        return f"Por mandato: gasta el presupuesto de {principal}, no la ley del servicio."
    laws = BudgetLaw.objects.in_force().filter(service=contract.service_id, year=year)
    if not laws.exists():
        return f"Sin ley cargada de {year}: el contrato sigue y no compromete presupuesto."
    return f"La ley de {year} no trae la línea {contract.line_item.code}: no compromete."
