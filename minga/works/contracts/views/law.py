"""The commitment of a year, when it was not made with the contract."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from minga.budget.permissions import RECORD
from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.works.contracts import actions
from minga.works.contracts.views.common import contract_of


@post_only
@needs(RECORD)
def commit_year(request: StaffRequest, public_id: str) -> HttpResponse:
    found = contract_of(request, public_id)
    try:
        actions.commit_year(found, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Quedó comprometido lo que corresponde a {request.day.year}.")
    return redirect("contracts:contract", found.public_id)
