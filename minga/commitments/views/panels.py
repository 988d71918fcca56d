"""The commitments of a case, of an organisation: on their pages."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from minga.commitments.models import Commitment
from minga.commitments.permissions import REGISTER
from minga.core.access import StaffRequest
from minga.core.cases import CaseKind, about, case_kinds, kind_of
from minga.core.panels import answer, panel_view
from minga.people.models import Organisation

MOST = 10


def _rows(request: StaffRequest, found: Any) -> dict[str, Any]:
    rows = list(found.for_page().order_by("closed_on", "due_on", "pk")[: MOST + 1])
    for row in rows:
        row.said, row.tone = row.said_on(request.day), row.tone_on(request.day)
    return {"rows": rows[:MOST], "more": len(rows) > MOST}


def _found(kind: CaseKind, request: StaffRequest, public_id: str) -> Any:
    return kind.rows(request.access).filter(public_id=public_id).first()


@panel_view
def of_case(request: StaffRequest, public_id: str) -> HttpResponse:
    case = next(filter(None, (_found(kind, request, public_id) for kind in case_kinds())), None)
    if case is None:
        raise Http404
    kind = kind_of(case)
    found = about(Commitment.objects.visible_to(request.access), case)
    context = _rows(request, found) | {
        "new_url": f"{reverse('commitments:new')}?caso={kind.key}:{public_id}"
        if request.access.may(REGISTER)
        else ""
    }
    return answer(
        request,
        "commitments/_commitments.html",
        context,
        title=f"Compromisos de {kind.title(case)}",
        back=kind.url(case),
    )


@panel_view
def of_organisation(request: StaffRequest, public_id: str) -> HttpResponse:
    """Of it, and of its units."""
    body = get_object_or_404(Organisation, party__public_id=public_id)
    seen = Commitment.objects.visible_to(request.access)
    found = seen.filter(responsible=body) | seen.filter(responsible__institution=body)
    return answer(
        request,
        "commitments/_commitments.html",
        _rows(request, found) | {"new_url": ""},
        title=f"Compromisos de {body}",
        back=reverse("people:organisation", args=[public_id]),
    )
