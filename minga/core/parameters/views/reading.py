"""What rules today, the whole history of a parameter, one correction with its approval."""

from itertools import groupby
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.approvals.deciding import trail_for
from minga.core.parameters import tables, words
from minga.core.parameters.forms import DiscardForm
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.permissions import PROPOSE
from minga.core.parameters.rulings import (
    all_shapes,
    as_parameter,
    corrections,
    fits,
    merge,
    shape_of,
)
from minga.rules.parameters import NotInForce, Parameter
from minga.rules.shapes import Shape


@require_GET
def parameters(request: HttpRequest) -> HttpResponse:
    """Every parameter of a norm that Minga uses, as it rules today where this person works."""
    staff = cast(StaffRequest, request)
    service, label = tables.service_of(staff.access)
    rows = ParameterCorrection.objects.open_to(staff.access).order_by("pk")
    found = tables.lines(rows, service, staff.day)
    context = {
        "groups": [
            (title, list(lines)) for title, lines in groupby(found, lambda line: line.shape.of)
        ],
        "total": len(found),
        "unsure": sum(line.is_unsure for line in found),
        "waiting": sum(line.waiting for line in found),
        "service": label,
    }
    return render(request, "parameters/parameters.html", context)


def by_slug(slug: str) -> Shape:
    for shape in all_shapes():
        if words.slug_of(shape) == slug:
            return shape
    raise Http404


@require_GET
def parameter(request: HttpRequest, slug: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    shape = by_slug(slug)
    service, label = tables.service_of(staff.access)
    visible = ParameterCorrection.objects.open_to(staff.access)
    of_file = list(visible.filter(file=shape.file).order_by("pk"))
    rows = [row for row in of_file if row.name == shape.name]
    own = [row for row in of_file if row.institution_id == service]
    now = tables.now_of(shape, own, staff.day)
    context = {
        "shape": shape,
        "slug": slug,
        "now": now,
        "told": tables.told(shape, now) if now else [],
        "entries": tables.history(shape, rows, service, staff.day),
        "waiting": [row for row in rows if row.is_open],
        "digest": tables.merged_of(shape, own).digest,
        "service": label,
        "may_propose": staff.access.may(PROPOSE),
    }
    return render(request, "parameters/parameter.html", context)


def found(request: StaffRequest, public_id: str) -> tuple[ParameterCorrection, Shape]:
    """404 for who may not read it, and for one whose parameter this version no longer has."""
    rows = ParameterCorrection.objects.open_to(request.access).select_related("supersedes")
    row = get_object_or_404(rows, public_id=public_id)
    shape = shape_of(row.file, row.name)
    if shape is None:
        raise Http404
    return row, shape


@require_GET
def correction(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    row, shape = found(staff, public_id)
    return correction_page(staff, row, shape)


def correction_page(
    request: StaffRequest,
    row: ParameterCorrection,
    shape: Shape,
    form: DiscardForm | None = None,
) -> HttpResponse:
    before = _before(row)
    may_propose = request.access.may(PROPOSE, row.institution_id)
    status = ParameterCorrection.Status
    follower = row.followers.exclude(status=status.DISCARDED).first()
    context: dict[str, Any] = {
        "row": row,
        "shape": shape,
        "slug": words.slug_of(shape),
        "told": tables.told(shape, as_parameter(row)) if fits(row, shape) else [],
        "before": before,
        "before_told": words.told(shape, before.values) if before else "",
        "follower": follower,
        "trail": trail_for(request, row) if row.is_open else None,
        "form": form or DiscardForm(),
        "may_write": may_propose and row.status == status.DRAFT,
        "may_replace": may_propose and row.status == status.APPROVED and follower is None,
    }
    code = form.http_status if form else 200
    return render(request, "parameters/correction.html", context, status=code)


def _before(row: ParameterCorrection) -> Parameter | None:
    """What ruled that day in its service when it was proposed; None of what can't be read now."""
    earlier = [item for item in corrections(row.file, row.institution_id) if item.pk < row.pk]
    try:
        return merge(row.file, earlier).on(row.name, row.since)
    except NotInForce:
        return None
