"""How complete the portfolio is, against the list that the year expects."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.lists.views import page as list_page
from minga.core.panels import answer, panel_view
from minga.strategy.models import Initiative
from minga.territory.look import look_of
from minga.works.completeness import COMPLETE, lacking, sentence
from minga.works.expected_list import EXPECTED
from minga.works.models import Project
from minga.works.permissions import FORMULATE
from minga.works.portfolio import Portfolio

MOST = 50


def _more(request: StaffRequest, screen: Any) -> dict[str, Any]:
    return {"may_formulate": request.access.may(FORMULATE)}


expected = list_page(EXPECTED, more=_more)


@require_GET
def completeness(request: HttpRequest) -> HttpResponse:
    """Of the year that one looks at."""
    staff = cast(StaffRequest, request)
    year = look_of(staff).year
    told = Portfolio.of(year, staff.day, staff.access)
    incomplete = [(project, sentence(lacking(project))) for project in told.incomplete[:MOST]]
    context = {
        "told": told,
        "of": COMPLETE,
        "incomplete": incomplete,
        "more_incomplete": len(told.incomplete) - len(incomplete),
        "missing": told.missing[:MOST],
        "more_missing": max(0, len(told.missing) - MOST),
        "unexpected": told.unexpected[:MOST],
        "more_unexpected": max(0, len(told.unexpected) - MOST),
        "may_formulate": staff.access.may(FORMULATE),
    }
    return render(request, "works/completeness.html", context)


@panel_view
def of_initiative(request: StaffRequest, public_id: str) -> HttpResponse:
    """The projects that name an initiative of the catalogue."""
    seen = Initiative.objects.visible_to(request.access)
    initiative = get_object_or_404(seen, public_id=public_id)
    rows = Project.objects.visible_to(request.access).filter(ties__initiative=initiative)
    found = list(rows.distinct().order_by("bip", "stage", "pk")[: MOST + 1])
    return answer(
        request,
        "works/_of_initiative.html",
        {"rows": found[:MOST], "more": len(found) > MOST, "initiative": initiative},
        title="Proyectos de la iniciativa",
        back=reverse("strategy:initiative", args=[public_id]),
    )
