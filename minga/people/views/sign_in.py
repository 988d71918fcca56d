"""Signing in and out. A second factor and ClaveÚnica come with the whole of sign-in."""

from collections.abc import Sequence
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from minga.core.demonstration import PASSWORD
from minga.core.http import back, post_only
from minga.people.forms import SignInForm
from minga.people.models import Membership


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """A demonstration shows whom one can enter as."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request, data=request.POST or None)
    form.label_suffix = ""
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return HttpResponseRedirect(back(request, resolve_url(settings.LOGIN_REDIRECT_URL)))
    context = {
        "form": form,
        "next": request.GET.get("next", ""),
        "people": _demonstration_people(request),
        "password": PASSWORD,
    }
    return render(
        request, "people/sign_in.html", context, status=422 if request.method == "POST" else 200
    )


def _demonstration_people(request: HttpRequest) -> Sequence[Membership]:
    staff = cast(Any, request)
    if not staff.chain.is_demonstration:
        return ()
    return list(Membership.objects.on(staff.day).for_accounts())


@post_only
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("people:sign_in")
