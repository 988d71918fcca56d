"""Plans, activities and documents of evidence by their words."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access
from minga.core.registries import Result
from minga.workplan.models import Activity, Evidence, WorkPlan, WorkPlanVersion
from minga.workplan.models.plan import WorkPlanQuerySet
from minga.workplan.permissions import APPROVE, PREPARE

MOST = 20


def find(access: Access, words: str) -> Iterator[Result]:
    visible = _open_to(access)
    condition = Q(service__name__icontains=words)
    if len(words) == 4 and words.isdecimal():
        condition |= Q(year=int(words))
    for plan in visible.filter(condition).select_related("service").order_by("-year")[:MOST]:
        url = reverse("workplan:plan", args=[plan.public_id])
        yield Result(
            "Programa de trabajo", f"Programa de trabajo {plan.year}", url, plan.service.name
        )
    activities = Activity.objects.for_page().filter(
        version__plan__in=visible, version__status="in_force", title__icontains=words
    )
    for activity in activities.select_related("version__plan")[:MOST]:
        plan = activity.version.plan
        url = reverse("workplan:activity", args=[plan.public_id, activity.line.public_id])
        yield Result("Actividad", str(activity), url, f"Programa de trabajo {plan.year}")
    # What the page of its activity shows: the link would lead nowhere otherwise.
    shown = Evidence.objects.visible_to(access).current()
    found = shown.filter(
        line__activities__version__status="in_force", document__title__icontains=words
    )
    for evidence in found.select_related("document", "line__plan")[:MOST]:
        url = reverse(
            "workplan:activity", args=[evidence.line.plan.public_id, evidence.line.public_id]
        )
        yield Result(
            "Evidencia", evidence.document.title, url, f"Cargada el {evidence.on:%d-%m-%Y}"
        )


def _open_to(access: Access) -> WorkPlanQuerySet:
    """A plan never approved is found by its own service only, as its page is."""
    approved = WorkPlanVersion.objects.filter(approved_on__isnull=False).values("plan")
    own = [pk for pk in access.institutions if access.may(PREPARE, pk) or access.may(APPROVE, pk)]
    return WorkPlan.objects.visible_to(access).filter(Q(pk__in=approved) | Q(service__in=own))
