"""Divisions: what changed the country, two days side by side, and entering a later change."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import Access, StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.versions import preparers_of
from minga.territory.actions import (
    APPROVE,
    PREPARE,
    add_part,
    approve_change,
    prepare_change,
    remove_part,
)
from minga.territory.comparison import COMMUNES, EXAMPLE, compare, measures
from minga.territory.forms import ChangeForm, CompareForm, PartForm
from minga.territory.look import Look, look_of
from minga.territory.models import Kind, TerritoryChange
from minga.territory.parts import told_parts


@require_GET
def divisions(request: HttpRequest) -> HttpResponse:
    """Two days side by side, and the changes that lie between any two."""
    staff = cast(StaffRequest, request)
    look = look_of(staff)
    asked = _asked(look)
    form = CompareForm(request.GET if set(asked) & set(request.GET) else None, initial=asked)
    form.offer(measures(look.atlas))
    if form.is_valid():
        asked |= form.cleaned_data
    context = {
        "form": form,
        "compared": compare(
            look.atlas, asked["medida"], asked["antes"], asked["despues"], kind=asked["nivel"]
        ),
        "is_example": asked["medida"] == EXAMPLE,
        "by_province": asked["nivel"] == Kind.PROVINCE,
        "changes": TerritoryChange.objects.in_force().order_by("-takes_effect_on", "pk"),
        "waiting": _waiting(staff.access),
        "may_prepare": staff.access.may(PREPARE),
    }
    return render(request, "territory/divisions.html", context, status=form.http_status)


def _asked(look: Look) -> dict[str, Any]:
    """At first: the day before and the day of the last change of the region that one looks at."""
    known = look.atlas
    days = known.changes_of(look.region.territory_id) if look.region else []
    day = (days or list(known.changes) or [look.frame.on])[-1]
    return {
        "antes": day - timedelta(days=1),
        "despues": day,
        "medida": COMMUNES,
        "nivel": Kind.REGION.value,
    }


def _waiting(access: Access) -> Iterable[TerritoryChange]:
    if not (access.may(PREPARE) or access.may(APPROVE)):
        return ()
    return TerritoryChange.objects.waiting().order_by("takes_effect_on", "pk")


@require_GET
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, _change(staff.access, public_id))


def _change(access: Access, public_id: str) -> TerritoryChange:
    """One in preparation is for who prepares or approves it."""
    found = get_object_or_404(TerritoryChange, public_id=public_id)
    if found.status == TerritoryChange.Status.DRAFT and not (
        access.may(PREPARE) or access.may(APPROVE)
    ):
        raise Http404
    return found


def _page(
    request: StaffRequest, change: TerritoryChange, form: PartForm | None = None, said: str = ""
) -> HttpResponse:
    """`said`: why it was not approved."""
    access, is_draft = request.access, change.status == TerritoryChange.Status.DRAFT
    wrote = is_draft and preparers_of(change).filter(actor_id=access.actor_id or 0).exists()
    shown = form or PartForm()
    context = {
        "change": change,
        "eve": change.takes_effect_on - timedelta(days=1),
        "parts": told_parts(change),
        "is_draft": is_draft,
        "form": shown if is_draft and access.may(PREPARE) else None,
        "may_approve": is_draft and access.may(APPROVE),
        "wrote": wrote,
        "refusal": said,
    }
    status = 422 if said else shown.http_status
    return render(request, "territory/change.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(PREPARE)
def prepare(request: StaffRequest) -> HttpResponse:
    form = ChangeForm(request.POST or None)
    if form.is_valid():
        try:
            made = prepare_change(by=request.access, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Ahora diga qué pasa con cada territorio.")
            return redirect("territory:change", made.public_id)
    return render(request, "territory/prepare_change.html", {"form": form}, status=form.http_status)


@post_only
@needs(PREPARE)
def add(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _change(request.access, public_id)
    form = PartForm(request.POST)
    if form.is_valid():
        try:
            add_part(found, form.part(), by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("territory:change", public_id)
    return _page(request, found, form)


@post_only
@needs(PREPARE)
def remove(request: StaffRequest, public_id: str, part_id: int) -> HttpResponse:
    found = _change(request.access, public_id)
    part = get_object_or_404(found.parts, pk=part_id)
    try:
        remove_part(part, by=request.access)
    except DomainError as error:
        return _page(request, found, said=str(error))
    return redirect("territory:change", public_id)


@post_only
@needs(APPROVE)
def approve(request: StaffRequest, public_id: str) -> HttpResponse:
    found = _change(request.access, public_id)
    seen = request.POST.get("seen", "")
    try:
        approve_change(found, seen=int(seen) if seen.isdigit() else 0, by=request.access)
    except DomainError as error:
        return _page(request, found, said=str(error))
    messages.success(request, f"Rige desde el {found.takes_effect_on:%d-%m-%Y}.")
    return redirect("territory:change", public_id)
