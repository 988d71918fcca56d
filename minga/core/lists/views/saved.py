"""Saved views: kept from a list, changed and deleted on their page."""

from itertools import groupby
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.jobs.permissions import SUBSCRIBE
from minga.core.lists.actions import change_view, delete_view, save_view
from minga.core.lists.forms import ChangeViewForm, ViewForm
from minga.core.lists.models import SavedView
from minga.core.lists.spec import spec_of
from minga.core.lists.views.common import target


@require_GET
def views(request: HttpRequest) -> HttpResponse:
    """Every view one may open, list by list, with what can be done with one's own."""
    return _page(cast(StaffRequest, request))


@post_only
def save(request: StaffRequest, key: str) -> HttpResponse:
    """Keep what the list asks now under a name."""
    found = target(request, key)
    form = ViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(found.address)
    try:
        view = save_view(
            found.asked,
            found.path,
            user_id=cast(int, request.user.pk),
            by=request.access,
            name=form.cleaned_data["name"],
            shared=form.cleaned_data["shared"],
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(found.address)
    messages.success(request, f"Vista «{view.name}» guardada.")
    return redirect(view.address)


@post_only
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    """Rename, share, open the list with it."""
    view = _mine(request, public_id)
    form = ChangeViewForm(request.POST, auto_id=_ids(public_id))
    if form.is_valid():
        try:
            change_view(view, by=request.access, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
    if form.errors:
        return _page(request, refused={public_id: form})
    messages.success(request, f"Vista «{view.name}» guardada.")
    return redirect("lists:views")


@post_only
def delete(request: StaffRequest, public_id: str) -> HttpResponse:
    view = _mine(request, public_id)
    delete_view(view)
    messages.success(request, f"Vista «{view.name}» borrada.")
    return redirect("lists:views")


def _mine(request: StaffRequest, public_id: str) -> SavedView:
    return get_object_or_404(SavedView, owner=request.user.pk, public_id=public_id)


def _page(request: StaffRequest, refused: dict[str, ChangeViewForm] | None = None) -> HttpResponse:
    found = SavedView.objects.open_to(request.user.pk, request.access)
    shown = [
        (view, view.owner_id == request.user.pk, (refused or {}).get(view.public_id) or _form(view))
        for view in found.order_by("list_key", "path", "name")
    ]
    groups = [
        (spec.title, list(items))
        for key, items in groupby(shown, key=lambda item: item[0].list_key)
        if (spec := spec_of(key)) and (not spec.permission or request.access.may(spec.permission))
    ]
    status = 200 if not refused else max(form.http_status for form in refused.values())
    total = sum(len(items) for _, items in groups)
    context = {
        "groups": groups,
        "total": total,
        "refused": list((refused or {}).values()),
        "sends": request.access.may(SUBSCRIBE),
    }
    return render(request, "lists/views.html", context, status=status)


def _form(view: SavedView) -> ChangeViewForm:
    initial = {
        "name": view.name,
        "shared": view.institution_id is not None,
        "default": view.is_default,
    }
    return ChangeViewForm(initial=initial, auto_id=_ids(view.public_id))


def _ids(public_id: str) -> str:
    """Several of these forms stand on the page: the ids of their fields are told apart."""
    return f"vista-{public_id}-%s"
