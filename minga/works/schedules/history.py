"""Whose history of a schedule is read by whom."""

from django.urls import reverse

from minga.core.access import Access
from minga.core.history import register_history, without_open_versions
from minga.core.models.event import EventQuerySet
from minga.works.models import Project
from minga.works.schedules.models import Schedule
from minga.works.schedules.permissions import DRAFTS


def declare() -> None:
    register_history(
        Schedule,
        url=lambda row: reverse("schedules:schedule", args=[row.project.public_id]),
        events=told_to,
    )


def sees_drafts(access: Access, project: Project) -> bool:
    return any(access.may(code, project.service_id) for code in DRAFTS)


def told_to(access: Access, row: Schedule, events: EventQuerySet) -> EventQuerySet:
    """What was written in a draft, only for those who see drafts."""
    if sees_drafts(access, row.project):
        return events
    approved = row.versions.filter(approved_on__isnull=False).values_list("number", flat=True)
    return without_open_versions(events, approved)
