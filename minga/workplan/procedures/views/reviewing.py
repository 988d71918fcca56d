"""A periodic review: written, and read afterwards with what its requirements measured."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.workplan.procedures import actions
from minga.workplan.procedures.forms import ReviewForm
from minga.workplan.procedures.models import ProcedureReview
from minga.workplan.procedures.permissions import REVIEW
from minga.workplan.procedures.tables import parts_of
from minga.workplan.procedures.views.common import posted, ruling_page


@require_http_methods(["GET", "POST"])
@needs(REVIEW)
def new_review(request: StaffRequest, public_id: str) -> HttpResponse:
    procedure, version = ruling_page(request, public_id)
    requirements = parts_of(version).requirements
    form = ReviewForm(posted(request), requirements=requirements, initial={"held_on": request.day})
    if request.method == "POST" and form.is_valid():
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
