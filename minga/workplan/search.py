"""What is found of the work plans: plans, their activities and the documents that prove them."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access
from minga.core.search.registry import Searchable, register
from minga.workplan.models import Activity, Evidence, WorkPlan, WorkPlanVersion
from minga.workplan.models.plan import WorkPlanQuerySet
from minga.workplan.permissions import APPROVE, PREPARE


def declare() -> None:
    register(
        Searchable(
            WorkPlan,
            title=lambda plan: f"Programa de trabajo {plan.year}",
            body=("service__name", "service__short_name"),
            note=lambda plan: plan.service.name,
            url=lambda plan: reverse("workplan:plan", args=[plan.public_id]),
            visible=open_to,
            rows=WorkPlan.objects.for_page,
        )
    )
    register(
        Searchable(
            Activity,
            body=("expected_evidence", "responsible__name", "version__plan__year"),
            note=lambda activity: f"Programa de trabajo {activity.version.plan.year}",
            url=lambda activity: _activity(activity.version.plan, activity.line),
            visible=lambda access: Activity.objects.filter(
                version__status="in_force", version__plan__in=open_to(access)
            ),
            rows=lambda: Activity.objects.for_page().select_related("version__plan"),
            follows=("objective",),
        )
    )
    register(
        Searchable(
            Evidence,
            kind="evidencia",
            body=("document__name",),
            note=lambda evidence: f"Cargada el {evidence.on:%d-%m-%Y}",
            url=lambda evidence: _activity(evidence.line.plan, evidence.line),
            visible=_shown,
            rows=lambda: Evidence.objects.select_related("document", "line__plan"),
        )
    )


def _activity(plan: Any, line: Any) -> str:
    return reverse("workplan:activity", args=[plan.public_id, line.public_id])


def _shown(access: Access) -> Any:
    """What the page of its activity shows: the link would lead nowhere otherwise."""
    current = Evidence.objects.visible_to(access).current()
    return current.filter(line__activities__version__status="in_force")


def open_to(access: Access) -> WorkPlanQuerySet:
    """A plan never approved is found by its own service only, as its page is."""
    approved = WorkPlanVersion.objects.filter(approved_on__isnull=False).values("plan")
    own = [pk for pk in access.institutions if access.may(PREPARE, pk) or access.may(APPROVE, pk)]
    return WorkPlan.objects.visible_to(access).filter(Q(pk__in=approved) | Q(service__in=own))
