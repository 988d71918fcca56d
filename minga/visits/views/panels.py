"""The visits of a case and of a place, for the pages of others."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from minga.core.access import StaffRequest, needs
from minga.core.cases import about, kind_of
from minga.core.panels import answer, panel_view
from minga.territory.look import frame_asked
from minga.territory.models import Territory
from minga.visits import says
from minga.visits.cases import case_by_public_id
from minga.visits.models import Visit
from minga.visits.models.visits import VisitQuerySet
from minga.visits.permissions import ASSIGN, READ

MOST = 20


def _rows(request: StaffRequest, found: VisitQuerySet) -> list[tuple[Visit, str, str]]:
    listed = found.for_page().with_limit().order_by("-limit", "pk")[: MOST + 1]
    return [
        (visit, says.deadline(visit, request.day), says.tone(visit, request.day))
        for visit in listed
    ]


@panel_view
@needs(READ)
def of_case(request: StaffRequest, public_id: str) -> HttpResponse:
    case = case_by_public_id(public_id, request.access)
    if case is None:
        raise Http404
    kind = kind_of(case)
    rows = _rows(request, about(Visit.objects.visible_to(request.access), case))
    context = {
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "case": case,
        "may_ask": request.access.may(ASSIGN, kind.service_of(case).pk),
    }
    return answer(
        request,
        "visits/_panel.html",
        context,
        title="Visitas de control",
        back=kind.url(case),
    )


@panel_view
@needs(READ)
def of_place(request: StaffRequest, public_id: str) -> HttpResponse:
    territory = get_object_or_404(Territory, public_id=public_id)
    frame = frame_asked(request)
    inside = {one.territory_id for one in frame.division.inside(territory.pk)} | {territory.pk}
    rows = _rows(request, Visit.objects.visible_to(request.access).filter(territory__in=inside))
    return answer(
        request,
        "visits/_panel.html",
        {"rows": rows[:MOST], "more": len(rows) > MOST, "may_ask": False},
        title="Visitas de control del lugar",
        back=reverse("territory:place", args=[public_id]),
    )
