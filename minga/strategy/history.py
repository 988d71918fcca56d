"""Whose history of the definitions is read by whom: as their page shows proposals."""

from django.urls import reverse

from minga.core.access import Access
from minga.core.history import register_history, without_open_versions
from minga.core.models.event import EventQuerySet
from minga.strategy.models import Initiative, StrategicDefinition
from minga.strategy.permissions import APPROVE, PREPARE


def declare() -> None:
    register_history(
        StrategicDefinition,
        url=lambda row: f"{reverse('strategy:definitions')}?servicio={row.service.key}",
        events=told_to,
    )
    register_history(
        Initiative, url=lambda row: reverse("strategy:initiative", args=[row.public_id])
    )


def told_to(access: Access, row: StrategicDefinition, events: EventQuerySet) -> EventQuerySet:
    """A version that was not approved is of those who prepare or approve it."""
    if any(access.may(permission, row.service_id) for permission in (PREPARE, APPROVE)):
        return events
    approved = row.versions.filter(approved_on__isnull=False).values_list("number", flat=True)
    return without_open_versions(events, approved)
