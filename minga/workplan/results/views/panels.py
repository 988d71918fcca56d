"""The results on the page of a work plan: those of its service and year."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from minga.core.access import StaffRequest
from minga.core.panels import answer, panel_view
from minga.territory.frames import frame_on
from minga.workplan.results.models import Result
from minga.workplan.results.summary import sums_of
from minga.workplan.search import open_to


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    plan = open_to(request.access).select_related("service__party").filter(public_id=public_id)
    found = plan.first()
    if found is None:
        raise Http404
    own = Result.objects.visible_to(request.access).filter(service=found.service, year=found.year)
    context = {
        "plan": found,
        "sums": sums_of(own, request.day, frame_on(request.day)),
        "waiting": own.waiting(request.day).count(),
    }
    return answer(
        request,
        "results/_of_plan.html",
        context,
        title="Resultados por producto",
        back=reverse("workplan:plan", args=[public_id]),
    )
