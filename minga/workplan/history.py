"""Whose history of a plan is read by whom: its page decides who sees the plan."""

from collections.abc import Iterable

from django.urls import reverse

from minga.core.access import Access
from minga.core.history import register_history, without_open_versions
from minga.core.models.event import EventQuerySet
from minga.workplan.models import WorkPlan
from minga.workplan.permissions import APPROVE, PREPARE
from minga.workplan.search import open_to


def declare() -> None:
    register_history(
        WorkPlan,
        visible=open_to,
        url=lambda plan: reverse("workplan:plan", args=[plan.public_id]),
        events=told_to,
    )


def told_to(
    access: Access, plan: WorkPlan, events: EventQuerySet, approved: Iterable[int] | None = None
) -> EventQuerySet:
    """What was written in a draft, only for those who see drafts. `approved`: the numbers of the
    versions that were, where they are at hand."""
    if any(access.may(permission, plan.service_id) for permission in (PREPARE, APPROVE)):
        return events
    if approved is None:
        found = plan.versions.filter(approved_on__isnull=False)
        approved = found.values_list("number", flat=True)
    return without_open_versions(events, approved)
