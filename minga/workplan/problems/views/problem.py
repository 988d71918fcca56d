"""A problem: the list with its map, its page, its text for the evaluation, its panel on a plan."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.acts.models import Act
from minga.commitments.models import Commitment
from minga.core.access import StaffRequest
from minga.core.errors import DomainError
from minga.core.lists.views import page as list_page
from minga.core.panels import answer, panel_view
from minga.core.versions import preparers_of
from minga.territory.frames import frame_on
from minga.workplan.models import WorkPlan
from minga.workplan.problems.figures import figures_of
from minga.workplan.problems.list import PROBLEMS
from minga.workplan.problems.models import (
    FormalBacking,
    Gap,
    Meeting,
    PartyCommitment,
    ProblemState,
    TerritorialProblem,
)
from minga.workplan.problems.permissions import DECIDE, PREPARE
from minga.workplan.problems.pointing import map_of, map_of_all
from minga.workplan.problems.saying import of_plan as problems_of_plan
from minga.workplan.problems.saying import said_of
from minga.workplan.problems.views.common import problem_of, readable_documents
from minga.workplan.search import open_to

MOST = 10
PARTS = {
    "1.1": "Perspectiva territorial",
    "1.2": "Articulación territorial",
    "1.3": "Grado de complementariedad",
}


def _more(request: StaffRequest, screen: Any) -> dict[str, Any]:
    return {
        "may_prepare": request.access.may(PREPARE),
        "map": map_of_all(list(screen.found.rows), frame_on(request.day)),
    }


problems = list_page(PROBLEMS, more=_more)


def _rows(found: TerritorialProblem, request: StaffRequest) -> dict[str, Any]:
    """Everything that hangs from it: one question each."""
    day = request.day
    gaps: list[Gap] = list(found.gaps.for_page().order_by("state", "due_on", "pk"))
    for gap in gaps:
        gap.said, gap.tone = gap.said_on(day), gap.tone_on(day)  # type: ignore[attr-defined]
    promises = list(found.promises.for_page().order_by("pk"))
    for row in promises:
        commitment = row.commitment
        row.goes, row.going = commitment.said_on(day), commitment.tone_on(day)  # type: ignore[attr-defined]
    meetings: list[Meeting] = list(found.meetings.for_page().order_by("-number"))
    for meeting in meetings:
        meeting.tone = meeting.tone_on(day)  # type: ignore[attr-defined]
    related = found.backings.select_related("document")
    backings = list(related.prefetch_related("signatures__party__organisation"))
    _mark_readable(request, promises, backings, meetings)
    return {
        "services": list(found.services.for_page().order_by("left_on", "pk")),
        "figures": figures_of(found, day),
        "backings": backings,
        "promises": promises,
        "gaps": gaps,
        "meetings": meetings,
        "open_gaps": [gap for gap in gaps if gap.is_open],
        "waiting": next((meeting for meeting in meetings if meeting.is_open), None),
    }


def _mark_readable(
    request: StaffRequest,
    promises: list[PartyCommitment],
    backings: list[FormalBacking],
    meetings: list[Meeting],
) -> None:
    """Each row `opens` for who may read what it leads to: a commitment, a document, an act."""
    documents = readable_documents(
        request, [row.document_id for row in backings] + [row.minutes_id for row in meetings]
    )
    acts = [row.act_public_id for row in backings if row.act_public_id]
    seen_acts = Act.objects.visible_to(request.access).filter(public_id__in=acts) if acts else None
    opens = set(seen_acts.values_list("public_id", flat=True)) if seen_acts is not None else set()
    made = [row.commitment_id for row in promises]
    commitments = Commitment.objects.visible_to(request.access).filter(pk__in=made)
    seen = set(commitments.values_list("pk", flat=True))
    for row in promises:
        row.opens = row.commitment_id in seen  # type: ignore[attr-defined]
    for backing in backings:
        backing.opens = backing.document_id in documents or backing.act_public_id in opens  # type: ignore[attr-defined]
    for meeting in meetings:
        meeting.opens = meeting.minutes_id in documents  # type: ignore[attr-defined]


@require_GET
def problem(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return page_of(staff, problem_of(staff, public_id))


def page_of(
    request: StaffRequest, found: TerritorialProblem, error: DomainError | None = None
) -> HttpResponse:
    """`error`: why its last step was refused."""
    access, frame = request.access, frame_on(request.day)
    decides = access.may(DECIDE, found.service_id)
    wrote = decides and preparers_of(found).filter(actor_id=access.actor_id or 0).exists()
    context = _rows(found, request) | {
        "problem": found,
        "place": frame.name_of(found.territory_id),
        "map": map_of(found, frame),
        "day": request.day,
        "error": error,
        "may_prepare": access.may(PREPARE, found.service_id) and not found.is_closed,
        "may_open": decides and not wrote and found.state == ProblemState.DRAFT,
        "may_close": decides and not wrote and not found.is_closed,
        "wrote": wrote,
    }
    context["late"] = sum(gap.is_late(request.day) for gap in context["open_gaps"])
    status = error.status if error else 200
    return render(request, "problems/problem.html", context, status=status)


@require_GET
def text(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sentences that the record gives for the evaluation, each with its rows."""
    staff = cast(StaffRequest, request)
    found = problem_of(staff, public_id)
    said = said_of(found, staff.day, staff.access)
    parts = [
        (part, label, [one for one in said if one.part == part]) for part, label in PARTS.items()
    ]
    advice = sum(bool(one.advice) for one in said)
    context = {"problem": found, "parts": parts, "advice": advice, "count": len(said)}
    return render(request, "problems/text.html", context)


@panel_view
def of_plan(request: StaffRequest, public_id: str) -> HttpResponse:
    """Those of the service, of the place of the plan, open in its year."""
    plan = get_object_or_404(open_to(request.access).for_page(), public_id=public_id)
    assert isinstance(plan, WorkPlan)
    found = list(
        problems_of_plan(plan, request.access)
        .for_page()
        .prefetch_related("gaps")
        .order_by("opened_on", "pk")[: MOST + 1]
    )
    frame = frame_on(request.day)
    rows = [
        (row, frame.name_of(row.territory_id), sum(gap.is_open for gap in row.gaps.all()))
        for row in found[:MOST]
    ]
    return answer(
        request,
        "problems/_of_plan.html",
        {"rows": rows, "more": len(found) > MOST},
        title="Problemas territoriales del programa",
        back=reverse("workplan:plan", args=[public_id]),
    )
