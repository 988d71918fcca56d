"""Whose history of diffusion is read by whom: as their pages show it."""

from minga.core.access import Access
from minga.core.history import register_history, without_open_versions
from minga.core.models.event import EventQuerySet
from minga.workplan.diffusion.approvals import plan_url, publication_url
from minga.workplan.diffusion.models import DiffusionPlan, Publication
from minga.workplan.diffusion.permissions import APPROVE, PREPARE
from minga.workplan.search import open_to


def declare() -> None:
    register_history(
        DiffusionPlan,
        visible=lambda access: DiffusionPlan.objects.filter(plan__in=open_to(access)),
        url=lambda row: plan_url(row.plan),
        events=told_to,
    )
    register_history(Publication, url=publication_url)


def told_to(access: Access, row: DiffusionPlan, events: EventQuerySet) -> EventQuerySet:
    """What was written in a draft, of the plan or of a publication, only for those who see them."""
    if any(access.may(permission, row.plan.service_id) for permission in (PREPARE, APPROVE)):
        return events
    approved = row.versions.filter(approved_on__isnull=False).values_list("number", flat=True)
    return without_open_versions(events, approved).exclude(kind="diffusion.discarded")
