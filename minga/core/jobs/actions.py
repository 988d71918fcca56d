"""What can be done with a job: ask for it, cancel it, retry it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.jobs.ending import end
from minga.core.jobs.errors import AlreadyOver, NothingToRetry, ReasonNeeded, UnknownKind
from minga.core.jobs.models import Job
from minga.core.jobs.permissions import SEE_ALL
from minga.core.jobs.queue import wake
from minga.core.jobs.registry import kind_of

NOT_YOURS = "Solo quien pidió el trabajo, o quien administra el sistema, puede hacer esto."


def ask(
    kind: str,
    params: Mapping[str, Any] | None = None,
    *,
    by: Access,
    key: str = "",
    subject_url: str = "",
    title: str = "",
    service: str = "",
) -> Job:
    """Leave work to the worker, in the transaction of the caller: it begins when that commits.

    While a job of the kind with the same `key` is waiting or running, it is the answer.
    """
    known = kind_of(kind)
    assert known is not None, f"No job is called {kind}"
    if not known.may_ask(by):
        raise NotAllowed("Ninguna de sus funciones vigentes permite pedir este trabajo.")
    row = Job(
        kind=kind,
        title=(title or known.label)[:200],
        params=dict(params or {}),
        key=f"{kind}:{key}" if key else "",
        subject_url=subject_url,
        service=service,
        asked_by=None if by.everything else by.actor_id,
        asked_by_label=by.label,
        by_operator=by.everything,
    )
    if not key:
        return _begin(row)
    return _active(row.key) or _first_of_two(row)


def _begin(row: Job) -> Job:
    with transaction.atomic():
        row.save(force_insert=True)
        wake(row)
    return row


def _active(key: str) -> Job | None:
    return Job.objects.active().filter(key=key).first()


def _first_of_two(row: Job) -> Job:
    """Of two who ask the same at once, the constraint lets one pass; the other is given his."""
    try:
        return _begin(row)
    except IntegrityError:
        other = _active(row.key)
        if other is None:
            raise
        return other


@action("job.cancelled", says="canceló el trabajo «{title}»")
def cancel(row: Job, *, by: Access, on: date | None = None) -> Job:
    """A waiting job is over at once; a running one at its next progress."""
    row = _locked(row, by)
    if row.is_over:
        raise AlreadyOver(row)
    row.cancel_asked = True
    if row.status == Job.Status.WAITING:
        end(row, Job.Status.CANCELLED)
    row.save()
    current_act().about(row, title=row.title)
    return row


@action("job.retried", says="reintentó el trabajo «{title}»")
def retry(row: Job, *, reason: str, by: Access, on: date | None = None) -> Job:
    """A new attempt, which goes on from what the last one had saved."""
    row = _locked(row, by)
    known = kind_of(row.kind)
    if known is None:
        raise UnknownKind
    if not row.may_retry:
        raise NothingToRetry(row)
    if not known.may_ask(by):
        raise NotAllowed("Ninguna de sus funciones vigentes permite pedir este trabajo.")
    if not reason.strip():
        raise ReasonNeeded
    row.status, row.finished_at, row.failure = Job.Status.WAITING, None, ""
    row.attempt, row.crashes, row.cancel_asked = row.attempt + 1, 0, False
    row.save()
    wake(row)
    current_act().about(row, reason=reason.strip(), title=row.title, attempt=row.attempt)
    return row


def _locked(row: Job, by: Access) -> Job:
    row = Job.objects.select_for_update().get(pk=row.pk)
    if not may_manage(row, by):
        raise NotAllowed(NOT_YOURS)
    return row


def may_manage(row: Job, access: Access) -> bool:
    """Cancel and retry: who asked, and who administers."""
    own = access.actor_id is not None and row.asked_by == access.actor_id
    return own or access.may(SEE_ALL)
