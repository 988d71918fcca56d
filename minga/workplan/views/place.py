"""The panel of a place: its work plans, newest first."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from minga.core.access import StaffRequest
from minga.core.panels import answer, panel_view
from minga.territory.briefs import Question
from minga.territory.look import frame_asked, state_day
from minga.territory.models import Territory
from minga.workplan.briefs import MOST, plans_of


@panel_view
def plans_of_place(request: StaffRequest, public_id: str) -> HttpResponse:
    """As the minuta of the place tells them, with the way to each."""
    territory = get_object_or_404(Territory, public_id=public_id)
    frame = frame_asked(request)
    found = plans_of(Question(territory, frame, state_day(request), request.access))
    context = {
        "rows": [(plan, score, frame.name_of(plan.territory_id)) for plan, score in found[:MOST]],
        "more": len(found) > MOST,
    }
    return answer(
        request,
        "workplan/_plans_of_place.html",
        context,
        title="Programas de trabajo del lugar",
        back=reverse("territory:place", args=[public_id]),
    )
