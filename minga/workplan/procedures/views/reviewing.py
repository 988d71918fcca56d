"""A periodic review: written, and read afterwards with what its requirements measured."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.workplan.procedures import actions, errors
from minga.workplan.procedures.forms import ReviewForm
from minga.workplan.procedures.models import ProcedureReview, ProcedureVersion
from minga.workplan.procedures.permissions import REVIEW
from minga.workplan.procedures.tables import parts_of
from minga.workplan.procedures.views.common import posted, ruling_page


@require_http_methods(["GET", "POST"])
@needs(REVIEW)
def new_review(request: StaffRequest, public_id: str) -> HttpResponse:
    procedure, version = ruling_page(request, public_id)
    requirements = parts_of(version).requirements
    initial = {"held_on": request.day, "version": version.number}
    form = ReviewForm(posted(request), requirements=requirements, initial=initial)
    if request.method == "POST" and (meanwhile := _changed(request, form, version)):
        form.refuse(meanwhile)
        # What was typed of the requirements that are still there stays: sending it again is a
        # decision over the version that rules now.
        form.put(version=version.number)
    elif request.method == "POST" and form.is_valid():
        try:
            made = actions.record_review(procedure, form.reviewed(), by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            opened = made.result == "changes"
            messages.success(
                request,
                "Revisión anotada. Hay un borrador para modificarlo."
                if opened
                else "Revisión anotada.",
            )
            return redirect("procedures:review", made.public_id)
    context = {"procedure": procedure, "version": version, "form": form}
    return render(request, "procedures/new_review.html", context, status=form.http_status)


def _changed(
    request: StaffRequest, form: ReviewForm, version: ProcedureVersion
) -> DomainError | None:
    """Another version was approved after the page was opened."""
    sent = request.POST.get("version", "")
    if sent == str(version.number) or not sent.isdecimal():
        return None
    form.full_clean()
    return errors.VersionChanged(version.number)


@require_GET
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    rows = ProcedureReview.objects.visible_to(staff.access).for_page()
    found = get_object_or_404(rows.select_related("procedure__owner"), public_id=public_id)
    results = list(
        found.results.select_related("requirement__output").order_by(
            "requirement__output__number", "requirement__number"
        )
    )
    context = {
        "review": found,
        "procedure": found.procedure,
        "results": results,
        "unmet": sum(not one.satisfied for one in results),
    }
    return render(request, "procedures/review.html", context)
