"""Spending that no contract tells: land, administration."""

from dataclasses import dataclass
from datetime import date

from minga.budget.models import LineItem
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.money import pesos
from minga.core.months import Month
from minga.works.models import Project
from minga.works.progress import errors
from minga.works.progress.actions.common import in_portfolio
from minga.works.progress.keeping import refuse_closed
from minga.works.progress.models import MonthSpending, SpendingOrigin
from minga.works.progress.permissions import SPEND


@dataclass(frozen=True)
class Paid:
    """Pesos, what they paid, and the paper that proves it."""

    line_item: LineItem
    month: Month
    amount: int
    detail: str
    reference: str = ""


@action("progress.spent", says="registró un gasto de {amount} en {month}, asignación {line_item}")
def record_spending(
    project: Project, paid: Paid, *, by: Access, on: date | None = None
) -> MonthSpending:
    assert on is not None
    project = in_portfolio(project, by, SPEND)
    if paid.amount <= 0:
        raise errors.AmountNotPositive
    if not paid.line_item.kind:
        raise errors.NotALineItem(paid.line_item.code)
    if not paid.detail.strip():
        raise errors.FieldMissing("detail", "Escriba qué se pagó.")
    return _write(project, paid, by=by, on=on)


@action(
    "progress.spending_taken_back",
    says="dejó sin efecto un gasto de {amount} en {month}, asignación {line_item}",
)
def take_back_spending(
    spending: MonthSpending, *, reason: str, by: Access, on: date | None = None
) -> MonthSpending:
    """The opposite amount in the same month, with the reason."""
    assert on is not None
    project = in_portfolio(spending.project, by, SPEND)
    spending = MonthSpending.objects.for_page().get(pk=spending.pk)
    if spending.origin != SpendingOrigin.DIRECT or spending.reverses_id is not None:
        raise errors.ToldByAContract
    if (back := MonthSpending.objects.for_page().filter(reverses=spending).first()) is not None:
        raise errors.AlreadyTakenBack(back)
    if not reason.strip():
        raise errors.FieldMissing("reason", "Escriba por qué queda sin efecto.")
    paid = Paid(
        spending.line_item, spending.month, -spending.amount, reason.strip(), spending.reference
    )
    return _write(project, paid, by=by, on=on, reverses=spending)


def _write(
    project: Project,
    paid: Paid,
    *,
    by: Access,
    on: date,
    reverses: MonthSpending | None = None,
) -> MonthSpending:
    if paid.month > Month.of(on):
        raise errors.MonthToCome(paid.month)
    refuse_closed(project.service_id, paid.month)
    spending = MonthSpending(
        project=project,
        line_item=paid.line_item,
        month=paid.month,
        amount=paid.amount,
        origin=SpendingOrigin.DIRECT,
        detail=paid.detail.strip(),
        reference=paid.reference.strip(),
        recorded_by_id=by.actor_id,
        recorded_on=on,
        reverses=reverses,
    )
    spending.save()
    current_act().about(
        project,
        reason=paid.detail.strip() if reverses else "",
        amount=pesos(abs(paid.amount)),
        month=paid.month.name,
        line_item=paid.line_item.code,
    )
    return spending
