"""What every page here asks: the row that the person may see, and a form with its action."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse

from minga.commitments.views.common import tried
from minga.core.access import StaffRequest
from minga.core.errors import NotAllowed
from minga.works.contracts.forms import SeenForm
from minga.works.contracts.models import Contract, PaymentStatement, TenderRound
from minga.works.contracts.permissions import ONLY
from minga.works.models import Project


def project_of(request: StaffRequest, public_id: str, permission: str = "") -> Project:
    found = Project.objects.visible_to(request.access).for_page()
    row: Project = get_object_or_404(found, public_id=public_id)
    _require(request, row.service_id, permission)
    return row


def round_of(request: StaffRequest, public_id: str, permission: str = "") -> TenderRound:
    found = TenderRound.objects.visible_to(request.access).for_page()
    row: TenderRound = get_object_or_404(found, public_id=public_id)
    _require(request, row.project.service_id, permission)
    return row


def contract_of(request: StaffRequest, public_id: str, permission: str = "") -> Contract:
    found = Contract.objects.visible_to(request.access).for_page()
    row: Contract = get_object_or_404(found, public_id=public_id)
    _require(request, row.service_id, permission)
    return row


def statement_of(request: StaffRequest, public_id: str, permission: str = "") -> PaymentStatement:
    found = PaymentStatement.objects.visible_to(request.access).for_page()
    row: PaymentStatement = get_object_or_404(found, public_id=public_id)
    _require(request, row.contract.service_id, permission)
    return row


def _require(request: StaffRequest, service_id: int, permission: str) -> None:
    if permission and not request.access.may(permission, service_id):
        raise NotAllowed(ONLY[permission])


def project_url(project: Project) -> str:
    """Its own page, when this version has it; else that of its contracts."""
    try:
        return reverse("works:project", args=[project.public_id])
    except NoReverseMatch:
        return reverse("contracts:of_project", args=[project.public_id])


def seen_in(request: StaffRequest) -> int | None:
    """The revision that the page of a button was read with."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


@dataclass(frozen=True)
class Step:
    """A page of one form. `about`: project and, where there is one, contract, for its crumb."""

    title: str
    lede: str
    button: str
    done: str
    back: str
    project: Project
    contract: Contract | None = None


def form_page(
    request: StaffRequest, step: Step, form: SeenForm, act: Callable[[], Any]
) -> HttpResponse:
    """Written and done, back to where one came from; else the form again, as it was typed."""
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, step.done)
        return redirect(step.back)
    if form.http_status == HTTPStatus.CONFLICT:
        form.put(seen=_now(form))
    context = {"step": step, "form": form, "project_url": project_url(step.project)}
    return render(request, "contracts/form.html", context, status=form.http_status)


def _now(form: SeenForm) -> Any:
    """After a conflict saving again is a decision: over what stands now."""
    if form.row is None:
        return form.initial.get("seen", "")
    form.row.refresh_from_db(fields=["revision"])
    return form.row.revision
