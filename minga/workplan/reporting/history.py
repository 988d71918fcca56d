"""Whose history of a report is read by whom: its page decides who sees it."""

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access
from minga.core.history import register_history, without_open_versions
from minga.core.models.event import EventQuerySet
from minga.workplan.reporting.models import PlanReport, PlanReportQuerySet, PlanReportVersion
from minga.workplan.reporting.permissions import APPROVE, PREPARE
from minga.workplan.reporting.spec import title_of


def declare() -> None:
    register_history(
        PlanReport,
        visible=open_to,
        title=lambda report: f"{title_of(report)} {report.plan.year}",
        url=lambda report: reverse("reporting:report", args=[report.public_id]),
        events=told_to,
    )


def open_to(access: Access) -> PlanReportQuerySet:
    """A report never approved is of its own service only."""
    approved = PlanReportVersion.objects.filter(approved_on__isnull=False).values("report")
    own = [pk for pk in access.institutions if access.may(PREPARE, pk) or access.may(APPROVE, pk)]
    found = PlanReport.objects.visible_to(access).for_page()
    return found.filter(Q(pk__in=approved) | Q(plan__service__in=own))


def told_to(access: Access, report: PlanReport, events: EventQuerySet) -> EventQuerySet:
    """What was written in a draft, only for those who see drafts."""
    if any(access.may(permission, report.plan.service_id) for permission in (PREPARE, APPROVE)):
        return events
    approved = report.versions.filter(approved_on__isnull=False).values_list("number", flat=True)
    return without_open_versions(events, approved)
