"""A bulk action: first exactly what would happen, then the one action that does it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from minga.core.access import StaffRequest
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.lists.bulk import ListMoved, NothingChosen, Plan, plan
from minga.core.lists.forms import BulkForm
from minga.core.lists.spec import Bulk
from minga.core.lists.views.common import Target, target


@post_only
def bulk(request: StaffRequest, key: str, name: str = "") -> HttpResponse:
    """The name of the action comes in the address, or from the selector of the list."""
    found = target(request, key)
    action = found.spec.bulk_action(name or request.POST.get("accion", ""))
    if action is None:
        raise Http404
    if not request.access.may(action.permission):
        raise PermissionDenied
    try:
        planned = _planned(request, found, action)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(found.address)
    if "confirmado" not in request.POST:
        return _show(request, found, planned, _form(planned))
    return _do(request, found, planned)


def _planned(request: StaffRequest, found: Target, action: Bulk) -> Plan:
    # A null byte is in no key, and PostgreSQL takes it in no text.
    chosen = [key for key in request.POST.getlist("fila") if "\0" not in key]
    if "todas" not in request.POST and not chosen:
        raise NothingChosen
    return plan(action, found.asked, [] if "todas" in request.POST else chosen)


def _do(request: StaffRequest, found: Target, planned: Plan) -> HttpResponse:
    form = _form(planned, request.POST)
    if not form.is_valid():
        return _show(request, found, planned, form)
    try:
        if planned.fingerprint != request.POST["confirmado"]:
            raise ListMoved
        if refusal := planned.refusal():
            raise refusal
        said = {"reason": form.cleaned_data.get("reason", "")}
        if planned.action.asks is not None:
            said["chosen"] = form.cleaned_data["chosen"]
        planned.action.act(planned.keys, **said, by=request.access, on=request.day)
    except DomainError as error:
        form.refuse(error)
        return _show(request, found, planned, form)
    messages.success(request, planned.action.done(len(planned.keys)))
    return redirect(found.address)


def _form(planned: Plan, *args: Any) -> BulkForm:
    action, asks = planned.action, None
    if action.asks is not None:
        label, options = action.asks
        asks = (label, options(planned.asked.asking))
    return BulkForm(*args, asks_reason=action.reason, asks=asks)


def _show(request: StaffRequest, found: Target, planned: Plan, form: BulkForm) -> HttpResponse:
    """What will happen, to which rows, and which are left out and why."""
    context = {
        "target": found,
        "plan": planned,
        "form": form,
        "refusal": planned.refusal(),
        "query": found.asked.query(),
    }
    return render(request, "lists/confirm.html", context, status=form.http_status)
