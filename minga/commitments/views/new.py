"""A new commitment, of any origin; about a case or a finding where the address says so."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minga.commitments import actions
from minga.commitments.actions.promising import Promise
from minga.commitments.forms import CommitmentForm
from minga.commitments.models import Finding
from minga.commitments.origins import AUDIT
from minga.commitments.permissions import ASSESS, REGISTER
from minga.commitments.views.common import finding_of, iso_region, service_for, tried
from minga.core.access import StaffRequest, needs
from minga.core.cases import CaseNotFound, find_case, kind_of
from minga.people.models import Organisation
from minga.territory.look import look_of


@require_http_methods(["GET", "POST"])
@needs(REGISTER)
def new(request: StaffRequest) -> HttpResponse:
    """`?caso=programa:bcd…` and `?hallazgo=fgh…` say what it is about."""
    case, finding = _case(request), _finding(request)
    look = look_of(request)
    made: list[Any] = []
    form = CommitmentForm(
        request.POST or None,
        request.FILES or None,
        day=request.day,
        region=iso_region(request),
        place=look.place.name if look.place else "",
        institutions=request.access.institutions,
        finding=finding is not None,
        initial={"made_on": request.day, "origin": "meeting"},
    )
    service = _service(request, finding)
    if request.method == "POST" and form.is_valid():
        promise = _promise(form, case, finding, look.place.territory if look.place else None)
        if tried(
            form,
            lambda: made.append(actions.register_commitment(service, promise, by=request.access)),
        ):
            messages.success(request, f"Compromiso {made[0].folio} registrado.")
            return redirect("commitments:commitment", made[0].public_id)
    context = {
        "form": form,
        "service": service,
        "finding": finding,
        "case": case,
        "case_title": kind_of(case).title(case) if case else "",
    }
    return render(request, "commitments/new.html", context, status=form.http_status)


def _service(request: StaffRequest, finding: Finding | None) -> Organisation:
    if finding is None:
        return service_for(request, REGISTER)
    access, service = request.access, finding.audit.service
    if not (access.may(REGISTER, service.pk) or access.may(ASSESS, service.pk)):
        raise Http404
    return service


def _promise(form: CommitmentForm, case: Any, finding: Finding | None, place: Any) -> Promise:
    values = form.cleaned_data
    return Promise(
        promise=values["promise"],
        responsible=values["responsible"],
        promised_to=values["promised_to"],
        made_on=values["made_on"],
        due_on=values["due_on"],
        origin=AUDIT if finding else values["origin"],
        origin_reference=str(finding) if finding else values["origin_reference"],
        person=values["person"],
        territory=place if values.get("in_place") else None,
        case=case,
        finding=finding,
        source=values["file"],
    )


def _case(request: StaffRequest) -> Any:
    """404 for what is not there and for what belongs to others."""
    key, _, public_id = request.GET.get("caso", "").partition(":")
    if not key:
        return None
    try:
        return find_case(key, public_id, request.access)
    except CaseNotFound as error:
        raise Http404 from error


def _finding(request: StaffRequest) -> Finding | None:
    asked = request.GET.get("hallazgo", "")
    return finding_of(request, asked) if asked else None
