"""A forgotten password, and the links that set one."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from minga.core.errors import DomainError
from minga.people.accounts import links, log, throttle
from minga.people.accounts.actions import accept_link
from minga.people.accounts.entering import acting
from minga.people.accounts.errors import LinkNotValid
from minga.people.accounts.forms import ForgotForm, NewPasswordForm
from minga.people.accounts.log import How, Result
from minga.people.accounts.models import AccountLink
from minga.people.accounts.origin import origin_of
from minga.people.accounts.throttle import Scope


def address_of(request: HttpRequest) -> links.Address:
    """The whole address of a link, at the site as it was called."""
    return lambda token: request.build_absolute_uri(reverse("accounts:follow_link", args=[token]))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def forgot(request: HttpRequest) -> HttpResponse:
    """The same answer whether there is such an account, whether it has an e-mail, or whether it
    asked too often."""
    form = ForgotForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _send(request, form.cleaned_data["name"])
        return render(request, "accounts/forgot_sent.html", {"hours": 1})
    return render(request, "accounts/forgot.html", {"form": form}, status=form.http_status)


def _send(request: HttpRequest, name: str) -> None:
    origin = origin_of(request)
    closed = origin and throttle.take(Scope.RESET_ORIGIN, origin)
    if not closed and not throttle.take(Scope.RESET_NAME, name):
        links.reset_by_mail(name, address_of(request))


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@sensitive_variables("form", "token")
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The first password of an invitation, or a new one. It does not enter: that is asked for
    after, with whatever else the account needs."""
    link = links.find(token)
    if link is None:
        return _not_valid(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = acting(link.user, cast(Any, request).day)
        try:
            user = accept_link(token, password=form.cleaned_data["password"], by=by)
        except LinkNotValid:
            return _not_valid(request)
        except DomainError as error:
            form.refuse(error)
        else:
            log.note(request, How.LINK, Result.PASSWORD_SET, user_id=user.pk)
            messages.success(request, f"Contraseña guardada. Entre con ella como {user.username}.")
            return redirect("accounts:sign_in")
    context = {
        "form": form,
        "username": link.user.username,
        "invited": link.kind == AccountLink.Kind.INVITATION,
    }
    return render(request, "accounts/follow_link.html", context, status=form.http_status)


def _not_valid(request: HttpRequest) -> HttpResponse:
    context = {"sentence": str(LinkNotValid())}
    return render(request, "accounts/link_not_valid.html", context, status=404)
