"""The list of projects, and the page that tells one on one screen."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.history import lines, told
from minga.core.lists.views import page as list_page
from minga.core.numbers import whole
from minga.documents.models import Document
from minga.strategy.models import InitiativePart
from minga.territory.frames import frame_on
from minga.works.completeness import COMPLETE, descriptors_met, lacking_of, sentence
from minga.works.list import PROJECTS
from minga.works.locations import told as told_place
from minga.works.models import Project
from minga.works.permissions import FORMULATE
from minga.works.products import name_of
from minga.works.showing import Money, map_of, portions, span
from minga.works.views.common import may_formulate, project_of

LATEST = 6


def _more(request: StaffRequest, screen: Any) -> dict[str, Any]:
    return {"may_formulate": request.access.may(FORMULATE)}


projects = list_page(PROJECTS, more=_more)


@require_GET
def project(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = project_of(staff, public_id)
    return render(staff, "works/project.html", _told(staff, found))


def _told(request: StaffRequest, found: Project) -> dict[str, Any]:
    frame = frame_on(request.day)
    money = Money.of(found)
    shares = list(found.shares.select_related("territory").order_by("pk"))
    missing = lacking_of(found, request.day)
    history = told(request.access, "proyecto", found.public_id)
    return {
        "project": found,
        "day": request.day,
        "money": money,
        "of_year": money.of_year(request.day.year),
        "portions": portions(shares, money.total, frame),
        "map": map_of(found, shares, frame),
        "place": told_place(found.location),
        "span": span(found, request.day),
        "missing": [(one, one.url(found)) for one in missing],
        "lacks": sentence(missing),
        "met": COMPLETE - len(missing),
        "of": COMPLETE,
        "descriptors": descriptors_met(missing),
        "may_formulate": may_formulate(request, found),
        "may_return": not found.is_active and request.access.may(FORMULATE, found.service_id),
        "history": lines(history.events[:LATEST]),
        "events": history.events.count(),
        **_purpose(request, found),
        **_conditions(request, found),
    }


def _purpose(request: StaffRequest, found: Project) -> dict[str, Any]:
    line = found.product_line
    product = name_of(line, found.service_id, request.day) if line else None
    ties = list(found.ties.select_related("initiative").order_by("initiative__name", "pk"))
    by_part = {
        part: [tie.initiative for tie in ties if tie.initiative.part == part]
        for part in InitiativePart.values
    }
    return {
        "product": product,
        "goals": product.objectives if product else (),
        "frames": by_part[InitiativePart.FRAME],
        "commitments": by_part[InitiativePart.COMMITMENT],
        "people": _people(found),
    }


def _people(found: Project) -> str:
    """«8.398 personas: 4.312 mujeres, 4.086 hombres», as far as it is known."""
    said = [
        f"{whole(number)} {word}"
        for number, word in (
            (found.beneficiaries_women, "mujeres"),
            (found.beneficiaries_men, "hombres"),
        )
        if number is not None
    ]
    if found.beneficiaries is None:
        return ", ".join(said)
    total = f"{whole(found.beneficiaries)} persona{'' if found.beneficiaries == 1 else 's'}"
    return f"{total}: {', '.join(said)}" if said else total


def _conditions(request: StaffRequest, found: Project) -> dict[str, Any]:
    rows = list(found.preconditions.select_related("document").order_by("due_on", "pk"))
    asked = [row.document_id for row in rows if row.document_id]
    readable = Document.objects.visible_to(request.access).filter(pk__in=asked)
    opens = set(readable.values_list("pk", flat=True)) if asked else set()
    for row in rows:
        row.opens = row.document_id in opens  # type: ignore[attr-defined]
        row.is_late = row.met_on is None and row.due_on < request.day  # type: ignore[attr-defined]
    pending = [row for row in rows if row.met_on is None]
    return {
        "conditions": rows,
        "pending": pending,
        "stopping": [row for row in pending if row.stops_start],
        "late": sum(row.is_late for row in pending),  # type: ignore[attr-defined]
    }
