"""Whose accounts have a second factor, and taking it off for who lost the telephone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.approvals.actions import reset_factor
from minga.core.approvals.models import SecondFactor
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.people.actions import MANAGE
from minga.people.forms import ReasonForm
from minga.people.models import Membership, Person


def _people(request: StaffRequest) -> Any:
    """With an account and a function in an institution that the person administers."""
    access = request.access
    own = [pk for pk in access.institutions if access.may(MANAGE, pk)]
    held = Membership.objects.on(request.day).of_institutions(own)
    people = Person.objects.filter(memberships__in=held, user__isnull=False)
    return people.select_related("user", "party").distinct().order_by("family_names", "pk")


@require_GET
@needs(MANAGE)
def factors(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: StaffRequest, refused: ReasonForm | None = None, of: str | None = None
) -> HttpResponse:
    """`refused`: the reason typed for the person `of` that address."""
    people = list(_people(request))
    found = SecondFactor.objects.confirmed().filter(user__in=[person.user_id for person in people])
    since = {factor.user_id: factor.confirmed_on for factor in found}
    rows = [
        (person, since.get(person.user_id), _form(person, refused, of), person.pk == _self(request))
        for person in people
    ]
    context = {"rows": rows, "with_factor": len(since), "refused": refused}
    status = refused.http_status if refused else 200
    return render(request, "people/factors.html", context, status=status)


def _self(request: StaffRequest) -> int | None:
    return request.access.actor_id


def _form(person: Person, refused: ReasonForm | None, of: str | None) -> ReasonForm:
    if refused is not None and person.public_id == of:
        return refused
    return ReasonForm(auto_id=f"quitar_{person.public_id}_%s")


@post_only
@needs(MANAGE)
def reset(request: StaffRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(_people(request), party__public_id=public_id)
    form = ReasonForm(request.POST, auto_id=f"quitar_{public_id}_%s")
    if form.is_valid():
        try:
            reset_factor(person.user_id, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{person} ya puede activar otro segundo factor.")
            return redirect("people:factors")
    return _page(request, form, public_id)
