"""Proposing a correction, writing again one that came back, replacing an approved one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.parameters import actions, tables, words
from minga.core.parameters.errors import NotToBeReplaced, NotToBeWritten
from minga.core.parameters.forms import CorrectionForm, DiscardForm, initial_of
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.permissions import PROPOSE
from minga.core.parameters.rulings import as_parameter, merged
from minga.core.parameters.views.reading import by_slug, correction_page, found
from minga.rules.parameters import NotInForce
from minga.rules.shapes import Shape

form_page = require_http_methods(["GET", "POST"])


def _institution(request: StaffRequest) -> tuple[int, str]:
    """The one in which this person may propose."""
    service, label = tables.service_of(request.access)
    if service is None or not request.access.may(PROPOSE, service):
        raise Http404
    return service, label


@form_page
@needs(PROPOSE)
def propose(request: StaffRequest, slug: str) -> HttpResponse:
    shape, institution = by_slug(slug), _institution(request)
    try:
        now = merged(shape.file, service=institution[0]).on(shape.name, request.day)
        initial = initial_of(shape, now) | {"since": now.since}
    except NotInForce:
        initial = {"since": max(request.day, shape.first)}
    return _page(request, shape, institution, initial, "Corregir")


@form_page
@needs(PROPOSE)
def rewrite(request: StaffRequest, public_id: str) -> HttpResponse:
    row, shape = _own(request, public_id)
    if row.status != ParameterCorrection.Status.DRAFT:
        return _not_now(request, row, NotToBeWritten(row))
    institution = row.institution_id, row.institution
    initial = _initial(shape, row) | {
        "since": row.since,
        "verified": row.verified,
        "read_in": row.read_in,
        "reason": row.reason,
    }
    fixed = row.since if row.supersedes_id else None
    return _page(request, shape, institution, initial, "Escribir de nuevo", fixed=fixed, row=row)


@form_page
@needs(PROPOSE)
def replace(request: StaffRequest, public_id: str) -> HttpResponse:
    row, shape = _own(request, public_id)
    if row.status != ParameterCorrection.Status.APPROVED:
        return _not_now(request, row, NotToBeReplaced())
    institution = row.institution_id, row.institution
    return _page(
        request, shape, institution, _initial(shape, row), "Reemplazar", fixed=row.since,
        supersedes=row,
    )  # fmt: skip


def _initial(shape: Shape, row: ParameterCorrection) -> dict[str, Any]:
    return initial_of(shape, as_parameter(row))


def _own(request: StaffRequest, public_id: str) -> tuple[ParameterCorrection, Shape]:
    row, shape = found(request, public_id)
    if not request.access.may(PROPOSE, row.institution_id):
        raise Http404
    return row, shape


def _not_now(request: StaffRequest, row: ParameterCorrection, error: DomainError) -> HttpResponse:
    messages.error(request, str(error))
    return redirect("parameters:correction", row.public_id)


def _page(
    request: StaffRequest,
    shape: Shape,
    institution: tuple[int, str],
    initial: dict[str, Any],
    verb: str,
    *,
    fixed: date | None = None,
    row: ParameterCorrection | None = None,
    supersedes: ParameterCorrection | None = None,
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    initial["seen"] = actions.mark(shape, institution[0])
    form = CorrectionForm(typed, shape=shape, fixed=fixed, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        made = _attempt(
            form,
            lambda: actions.propose(
                shape,
                form.said(),
                institution=institution,
                reason=data["reason"],
                seen=data["seen"],
                row=row,
                supersedes=supersedes,
                by=request.access,
            ),
        )
        if made:
            messages.success(request, "Corrección enviada a aprobación.")
            return redirect("parameters:correction", made.public_id)
        if form.conflict:
            form.put(seen=actions.mark(shape, institution[0]))
    context = {
        "form": form,
        "shape": shape,
        "slug": words.slug_of(shape),
        "title": f"{verb} «{shape.title}»",
        "institution": institution[1],
        "row": row or supersedes,
        "fixed": fixed,
    }
    return render(request, "parameters/propose.html", context, status=form.http_status)


def _attempt(
    form: CorrectionForm, act: Callable[[], ParameterCorrection]
) -> ParameterCorrection | None:
    try:
        return act()
    except DomainError as error:
        form.refuse(error)
        return None


@post_only
@needs(PROPOSE)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    row, shape = _own(request, public_id)
    form = DiscardForm(request.POST)
    if form.is_valid():
        try:
            actions.discard(row, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Corrección desistida. El parámetro sigue como estaba.")
            return redirect("parameters:parameter", words.slug_of(shape))
    row.refresh_from_db()
    return correction_page(request, row, shape, form)
