"""Whose history of a procedure, of an application and of a non-conformity is read by whom."""

from django.urls import reverse

from minga.core.access import Access
from minga.core.history import register_history, without_open_versions
from minga.core.models.event import EventQuerySet
from minga.workplan.procedures.models import NonConformity, Procedure, ProcedureUse
from minga.workplan.procedures.permissions import DRAFTS


def declare() -> None:
    register_history(
        Procedure,
        visible=Procedure.objects.open_to,
        url=lambda row: reverse("procedures:procedure", args=[row.public_id]),
        events=told_to,
    )
    register_history(ProcedureUse, url=lambda row: reverse("procedures:use", args=[row.public_id]))
    register_history(
        NonConformity, url=lambda row: reverse("procedures:fault", args=[row.public_id])
    )


def sees_drafts(access: Access, procedure: Procedure) -> bool:
    return any(access.may(code, procedure.service_id) for code in DRAFTS)


def told_to(access: Access, row: Procedure, events: EventQuerySet) -> EventQuerySet:
    """What was written in a draft, only for those who see drafts."""
    if sees_drafts(access, row):
        return events
    approved = row.versions.filter(approved_on__isnull=False).values_list("number", flat=True)
    return without_open_versions(events, approved)
