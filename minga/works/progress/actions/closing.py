"""Closing a month, and opening it again."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.months import Month
from minga.people.models import Organisation
from minga.works.progress import errors
from minga.works.progress.actions.common import require
from minga.works.progress.keeping import refuse_closed
from minga.works.progress.models import MonthClosing
from minga.works.progress.permissions import CLOSE, REOPEN
from minga.works.progress.reported import missing_in


@action("progress.closed", says="cerró {month} con {missing} proyectos sin informe")
def close_month(
    service: Organisation,
    month: Month,
    *,
    remark: str = "",
    by: Access,
    on: date | None = None,
) -> MonthClosing:
    """From now on nothing of the month changes. With reports missing, it says why."""
    assert on is not None
    require(by, CLOSE, service.pk)
    refuse_closed(service.pk, month)
    if on <= month.last:
        raise errors.MonthNotOver(month)
    missing = missing_in(service.pk, month)
    if missing and not remark.strip():
        raise errors.MissingReports(month, missing)
    assert by.actor_id is not None
    closing = MonthClosing(
        service=service,
        month=month,
        closed_by_id=by.actor_id,
        closed_on=on,
        missing=missing,
        remark=remark.strip(),
    )
    closing.save()
    current_act().about(closing, reason=remark.strip(), month=month.name, missing=missing)
    return closing


@action("progress.reopened", says="reabrió {month}")
def reopen_month(
    closing: MonthClosing, *, reason: str, by: Access, on: date | None = None
) -> MonthClosing:
    assert on is not None
    require(by, REOPEN, closing.service_id)
    _one_at_a_time(closing.service)
    found = MonthClosing.objects.select_related("service", "reopened_by", "closed_by").get(
        pk=closing.pk
    )
    if found.reopened_on is not None:
        raise errors.AlreadyReopened(found)
    if not reason.strip():
        raise errors.FieldMissing("reason", "Escriba por qué se reabre el mes.")
    found.reopened_by_id, found.reopened_on = by.actor_id, on
    found.reopened_because = reason.strip()
    found.save()
    current_act().about(found, reason=found.reopened_because, month=found.month.name)
    return found


def _one_at_a_time(service: Organisation) -> None:
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=service.pk)
