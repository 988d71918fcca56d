"""Whose history of an agreement is read by whom: its page decides who sees it."""

from collections.abc import Iterable

from django.urls import reverse

from minga.core.access import Access
from minga.core.history import register_history, without_open_versions
from minga.core.models.event import EventQuerySet
from minga.workplan.agreements.models import Agreement
from minga.workplan.agreements.permissions import own


def declare() -> None:
    register_history(
        Agreement,
        visible=lambda access: Agreement.objects.open_to(access, own(access)).for_page(),
        title=lambda row: f"{str(row).capitalize()} de {row.organisation}",
        url=lambda row: reverse("agreements:agreement", args=[row.public_id]),
        events=told_to,
    )


def told_to(
    access: Access, row: Agreement, events: EventQuerySet, approved: Iterable[int] | None = None
) -> EventQuerySet:
    """What was written in a draft, only for those who see drafts. `approved`: the numbers of the
    versions that were, where they are at hand."""
    if row.institution_id in own(access):
        return events
    if approved is None:
        found = row.versions.filter(approved_on__isnull=False)
        approved = found.values_list("number", flat=True)
    return without_open_versions(events, approved)
