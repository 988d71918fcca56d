"""What the pages of acts share: finding one, doing one action of a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from minga.acts.models import Act
from minga.core.access import StaffRequest
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.people.models import Organisation

JOINS = (
    "service__party",
    "unit",
    "territory",
    "kind",
    "dossier",
    "document",
    "signed_copy",
    "drafted_from",
)


def act_of(request: StaffRequest, public_id: str) -> Act:
    visible = Act.objects.visible_to(request.access).select_related(*JOINS, "drafted_by")
    return get_object_or_404(visible, public_id=public_id)


def service_with(request: StaffRequest, permission: str) -> Organisation:
    """Where the person has it."""
    own = [pk for pk in request.access.institutions if request.access.may(permission, pk)]
    service = Organisation.objects.filter(pk__in=own, institution=None).order_by("pk").first()
    if service is None:
        raise Http404
    return service


def asked(
    request: StaffRequest,
    form: MingaForm,
    do: Callable[[], object],
    *,
    done: str,
    back: str,
    title: str,
    verb: str,
    act: Act | None = None,
    **more: Any,
) -> HttpResponse:
    """A page with one form: shown, shown again with what to mend, or done and back."""
    if form.is_valid():
        try:
            do()
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "title": title, "verb": verb, "back": back, "act": act, **more}
    return render(request, "acts/form.html", context, status=form.http_status)
