"""Spending that others tell of, kept; and what it says of a project."""

from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from minga.budget.models import SpendKind
from minga.core.acts import current_act
from minga.core.months import Month
from minga.people.models import Organisation
from minga.works.progress import errors
from minga.works.progress.models import MonthClosing, MonthSpending, SpendingOrigin
from minga.works.spending import Spent


def keep(spent: Spent) -> None:
    """Within the action of the contract that spends."""
    refuse_closed(spent.project.service_id, spent.month)
    act = current_act()
    if spent.month > Month.of(act.on):
        raise errors.MonthToCome(spent.month)
    MonthSpending(
        project=spent.project,
        line_item=spent.line_item,
        month=spent.month,
        amount=spent.amount,
        origin=SpendingOrigin.MIGRATED if spent.migrated else SpendingOrigin.CONTRACT,
        because_model=spent.because._meta.label_lower,
        because_id=spent.because.pk,
        recorded_by_id=act.by.actor_id,
        recorded_on=act.on,
    ).save()


def refuse_closed(service_id: int, month: Month) -> None:
    """Whoever writes in a month and whoever closes it wait for each other."""
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=service_id)
    closing = (
        MonthClosing.objects.standing()
        .filter(service=service_id, month=month.first)
        .select_related("closed_by")
        .first()
    )
    if closing is not None:
        raise errors.MonthClosed(closing)


def expropriated_before(year: int) -> QuerySet[Any, Any]:
    """Projects that had spent on land when the year began."""
    spent = MonthSpending.objects.filter(
        line_item__kind=SpendKind.LAND, month__lt=date(year, 1, 1)
    ).values("project")
    return spent.annotate(total=Sum("amount")).filter(total__gt=0).values("project")
