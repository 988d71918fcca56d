"""The panel of a place: its work plans, newest first."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from minga.core.access import StaffRequest
from minga.core.panels import answer, panel_view
from minga.territory.look import look_of
from minga.territory.models import Territory
from minga.workplan.models import WorkPlan
from minga.workplan.search import open_to
from minga.workplan.tables import scores

MOST = 8


@panel_view
def plans_of_place(request: StaffRequest, public_id: str) -> HttpResponse:
    """Of the place, and of what it is part of: a plan of the region is also one of its communes."""
    territory = get_object_or_404(Territory, public_id=public_id)
    frame = look_of(request).frame
    containing = frame.containing(territory.pk) | {territory.pk}
    plans = open_to(request.access).filter(territory__in=containing)
    found = list(
        WorkPlan.objects.for_page()
        .filter(pk__in=plans.values("pk"))
        .order_by("-year", "service__name")[: MOST + 1]
    )
    by_plan = scores(found[:MOST], request.day)
    context = {
        "rows": [
            (plan, by_plan.get(plan.pk), frame.name_of(plan.territory_id)) for plan in found[:MOST]
        ],
        "more": len(found) > MOST,
    }
    return answer(
        request,
        "workplan/_plans_of_place.html",
        context,
        title="Programas de trabajo del lugar",
        back=reverse("territory:place", args=[public_id]),
    )
