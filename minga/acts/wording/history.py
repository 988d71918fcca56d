"""Whose history of a model text is read by whom: as its page."""

from django.urls import reverse

from minga.acts.wording.models import ModelText
from minga.acts.wording.permissions import APPROVE, WRITE
from minga.core.access import Access
from minga.core.history import register_history, without_open_versions
from minga.core.models.event import EventQuerySet


def declare() -> None:
    register_history(
        ModelText,
        url=lambda text: reverse("wording:text", args=[text.public_id]),
        events=told_to,
    )


def told_to(access: Access, text: ModelText, events: EventQuerySet) -> EventQuerySet:
    """A version that was not approved is of those who write or approve."""
    if any(access.may(permission, text.service_id) for permission in (WRITE, APPROVE)):
        return events
    approved = text.versions.filter(approved_on__isnull=False).values_list("number", flat=True)
    return without_open_versions(events, approved)
