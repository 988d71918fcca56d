"""Spending the law: commit, accrue, pay, and the opposite of what was wrong.

`commit`, `accrue`, `pay` and `reverse` are parts of the actions of other areas (awarding a
contract, approving its statement): who may do that is theirs to say. `record_entry` and
`reverse_entry` are for a person who writes in the ledger itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minga.budget.models import Ceiling, DossierBalance, LawLine, LawSide, LedgerEntry, Stage
from minga.budget.models.laws import BudgetLaw
from minga.budget.models.ledger import COUNTERS
from minga.budget.models.line_items import LineItem
from minga.budget.permissions import RECORD
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.money import pesos
from minga.core.numbers import decimal
from minga.documents.models import Dossier

# Pesos, as the decimals of thousands of them.
THOUSANDTHS = 3
VERBS = {"commitment": "comprometer", "accrual": "devengar", "payment": "pagar"}


class NoCeiling(DomainError):
    code = "budget.no_ceiling"
    field = "line_item"

    def __init__(self, line_item: LineItem, year: int) -> None:
        super().__init__(
            f"La ley de {year} no trae la línea de {line_item.code}, o no está cargada: cárguela "
            "antes."
        )


class CeilingExceeded(DomainError):
    """What is left, and of what."""

    code = "budget.ceiling_exceeded"
    field = "amount"


class CannotBeLowered(DomainError):
    code = "budget.cannot_be_lowered"
    field = "amount"


class NoAmount(DomainError):
    code = "budget.no_amount"
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Escriba un monto distinto de cero.")


class NoDocument(DomainError):
    code = "budget.no_document"
    field = "document"

    def __init__(self) -> None:
        super().__init__("Escriba el documento que lo dice, con su número y fecha.")


class AlreadyReversed(DomainError):
    code = "budget.already_reversed"
    status = 409

    def __init__(self) -> None:
        super().__init__("Ese asiento ya se reversó, o es él mismo una reversa.")


class LawTooSmall(DomainError):
    code = "budget.law_too_small"

    def __init__(self, ceiling: Ceiling, amount: int) -> None:
        super().__init__(
            f"La línea {ceiling.code} quedaría en {pesos(amount + ceiling.changes)} y ya hay "
            f"{pesos(ceiling.committed)} comprometidos."
        )


@dataclass(frozen=True)
class Spend:
    """`amount` in pesos; less than zero lowers what there was. `programme` where the service has
    several that year."""

    dossier: Dossier
    line_item: LineItem
    amount: int
    dated_on: date
    document: str
    programme: str = ""


def ceiling_of(
    service_id: int, line_item: LineItem, year: int, programme: str = ""
) -> Ceiling | None:
    """The most detailed line of the law that the line item belongs to; one that a later load left
    without money gives way."""
    found = Ceiling.objects.of(service_id, year).filter(subtitle=line_item.subtitle)
    if programme:
        found = found.filter(programme=programme)
    rows = [
        row
        for row in found.filter(item__in=("", line_item.item)).order_by("programme", "pk")
        if row.allocation in ("", line_item.allocation)
    ]
    return max(rows, key=lambda row: (row.limit > 0, len(row.code)), default=None)


def commit(spend: Spend, *, by: Access) -> LedgerEntry:
    """Within an action."""
    return _enter(Stage.COMMITMENT, spend, by)


def accrue(spend: Spend, *, by: Access) -> LedgerEntry:
    """Within an action."""
    return _enter(Stage.ACCRUAL, spend, by)


def pay(spend: Spend, *, by: Access) -> LedgerEntry:
    """Within an action."""
    return _enter(Stage.PAYMENT, spend, by)


def reverse(entry: LedgerEntry, *, dated_on: date, document: str, by: Access) -> LedgerEntry:
    """Within an action: the opposite of an entry, whole."""
    ceiling = _locked(entry.ceiling_id)
    entry = LedgerEntry.objects.select_related("balance").get(pk=entry.pk)
    if entry.reverses_id or LedgerEntry.objects.filter(reverses=entry).exists():
        raise AlreadyReversed
    _judge(entry.stage, -entry.amount, document)
    return _write(ceiling, entry.balance, entry.stage, -entry.amount, dated_on, document, by, entry)


@action("budget.entry_recorded", says="registró un {what} de {amount}")
def record_entry(stage: str, spend: Spend, *, by: Access, on: date | None = None) -> LedgerEntry:
    _require(by, spend.dossier.service_id)
    entry = _enter(stage, spend, by)
    _tell(entry)
    return entry


@action("budget.entry_reversed", says="reversó un {what} de {amount}")
def reverse_entry(
    entry: LedgerEntry, *, dated_on: date, document: str, by: Access, on: date | None = None
) -> LedgerEntry:
    _require(by, entry.ceiling.service_id)
    opposite = reverse(entry, dated_on=dated_on, document=document, by=by)
    _tell(opposite)
    return opposite


def _tell(entry: LedgerEntry) -> None:
    what = entry.get_stage_display()
    current_act().about(entry.ceiling, what=what, amount=pesos(abs(entry.amount)))


def _require(by: Access, service_id: int) -> None:
    if not by.may(RECORD, service_id):
        raise NotAllowed("Los asientos del presupuesto los registra finanzas del servicio.")


def _enter(stage: str, spend: Spend, by: Access) -> LedgerEntry:
    year = spend.dated_on.year
    of = ceiling_of(spend.dossier.service_id, spend.line_item, year, spend.programme)
    if of is None:
        raise NoCeiling(spend.line_item, year)
    _judge(stage, spend.amount, spend.document)
    ceiling = _locked(of.pk)
    what = {"ceiling": ceiling, "dossier": spend.dossier, "line_item": spend.line_item}
    balance = DossierBalance.objects.filter(**what).first()
    if balance is None:
        balance = DossierBalance(**what)
        balance.save()
    return _write(ceiling, balance, stage, spend.amount, spend.dated_on, spend.document, by)


def _locked(pk: int) -> Ceiling:
    """Two who spend of one line wait for each other."""
    found: Ceiling = (
        Ceiling.objects.select_for_update(of=("self",)).select_related("service").get(pk=pk)
    )
    return found


def _judge(stage: str, amount: int, document: str) -> None:
    assert stage in COUNTERS, stage
    if not amount:
        raise NoAmount
    if not document.strip():
        raise NoDocument


def _write(
    ceiling: Ceiling,
    balance: DossierBalance,
    stage: str,
    amount: int,
    dated_on: date,
    document: str,
    by: Access,
    reverses: LedgerEntry | None = None,
) -> LedgerEntry:
    _require_room(ceiling, balance, stage, amount)
    entry = LedgerEntry(
        ceiling=ceiling,
        balance=balance,
        stage=stage,
        amount=amount,
        dated_on=dated_on,
        document=document.strip(),
        reverses=reverses,
        recorded_by_id=by.actor_id,
    )
    entry.save()
    # The database moved their counters: this action vouches for them as they are now.
    for row in (ceiling, balance):
        row.save(update_fields=["event"])
        row.refresh_from_db(fields=list(COUNTERS.values()))
    return entry


def _require_room(ceiling: Ceiling, balance: DossierBalance, stage: str, amount: int) -> None:
    """Each stage within the one before, and what was lowered not below the one after."""
    above = {
        "commitment": (ceiling.available, "del marco de la ley"),
        "accrual": (balance.committed - balance.accrued, "de lo comprometido"),
        "payment": (balance.accrued - balance.paid, "de lo devengado"),
    }
    below = {
        "commitment": balance.committed - balance.accrued,
        "accrual": balance.accrued - balance.paid,
        "payment": balance.paid,
    }
    room, of = above[stage]
    if amount > room:
        raise CeilingExceeded(
            f"Se quiere {VERBS[stage]} {pesos(amount)}, y en {ceiling.code} quedan {pesos(room)} "
            f"{of}: faltan M$ {decimal(amount - room, THOUSANDTHS)}."
        )
    if -amount > below[stage]:
        raise CannotBeLowered(
            f"Se rebajan {pesos(-amount)} y solo hay {pesos(below[stage])} sin usar en la etapa "
            "siguiente."
        )


def set_ceilings(law: BudgetLaw, lines: Iterable[LawLine]) -> None:
    """Within the action that loads a law: its most detailed lines of expense are the ceilings."""
    spent = [line for line in lines if line.side == LawSide.EXPENSE]
    wholes = {_code(line)[:-1] for line in spent}
    leaves = {_code(line): line for line in spent if _code(line) not in wholes}
    known = Ceiling.objects.of(law.service_id, law.year).filter(programme=law.programme)
    there = {_code(row): row for row in known.select_for_update()}
    for code, line in leaves.items():
        row = there.pop(code, None) or _new(law, line)
        _set(row, line.amount, line.name)
    for row in there.values():
        _set(row, 0, row.name)


def _code(row: LawLine | Ceiling) -> tuple[str, ...]:
    return tuple(row.code.split("-"))


def _new(law: BudgetLaw, line: LawLine) -> Ceiling:
    return Ceiling(
        service=law.service,
        year=law.year,
        programme=law.programme,
        subtitle=line.subtitle,
        item=line.item,
        allocation=line.allocation,
    )


def _set(row: Ceiling, amount: int, name: str) -> None:
    if row.committed > amount + row.changes:
        raise LawTooSmall(row, amount)
    if row._state.adding or (row.amount, row.name) != (amount, name):
        row.amount, row.name = amount, name
        row.save()
