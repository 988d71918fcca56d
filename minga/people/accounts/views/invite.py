"""A new account: for somebody with functions and without one, or for somebody new."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.people.accounts import actions
from minga.people.accounts.forms import InviteForm
from minga.people.accounts.scope import own_institutions
from minga.people.accounts.views.administer import require_few
from minga.people.accounts.views.forgotten import address_of
from minga.people.actions import MANAGE
from minga.people.models import Membership, Organisation, Person


@never_cache
@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def invite(request: StaffRequest) -> HttpResponse:
    form = _form(request)
    if form.is_valid():
        try:
            require_few(request)
            invited = actions.invite(
                **form.cleaned_data, address=address_of(request), by=request.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return _done(request, invited)
    return render(request, "accounts/invite.html", {"form": form}, status=form.http_status)


def _form(request: StaffRequest) -> InviteForm:
    form = InviteForm(request.POST if request.method == "POST" else None)
    own = own_institutions(request.access)
    held = Membership.objects.on(request.day).of_institutions(own)
    people: Any = Person.objects.filter(user=None, pk__in=held.values("person"))
    form.offer(
        people.order_by("family_names", "pk"),
        Organisation.objects.filter(pk__in=own).order_by("name"),
    )
    return form


def _done(request: StaffRequest, invited: actions.Invited) -> HttpResponse:
    """The password is shown here and nowhere else."""
    if invited.password:
        context = {"person": invited.person, "password": invited.password}
        return render(request, "accounts/invited.html", context)
    messages.success(request, f"Invitación para {invited.person}: sale en unos segundos.")
    return redirect("accounts:account", invited.person.public_id)
