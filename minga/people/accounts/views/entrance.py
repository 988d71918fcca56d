"""Signing in with a password, then with the second factor of who has one; signing out."""

from collections.abc import Sequence
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from minga.core.approvals import factors
from minga.core.demonstration import PASSWORD
from minga.core.errors import DomainError
from minga.core.http import page_or, post_only
from minga.people.accounts import entering, keys, log
from minga.people.accounts.entering import PROVIDER, Pending
from minga.people.accounts.errors import KeyNotValid
from minga.people.accounts.forms import SignedForm, SignInForm, StepForm
from minga.people.accounts.log import How, Result
from minga.people.accounts.models import SignIn
from minga.people.accounts.oidc.provider import ProviderFailed, provider
from minga.people.accounts.views.away import away
from minga.people.models import Membership


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """A demonstration shows whom one can enter as."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            user = entering.judge(request, said["username"], said["password"])
        except DomainError as error:
            form.refuse(error)
        else:
            return proceed(request, Pending(user, How.PASSWORD, request.POST.get("next", "")))
    context = {
        "form": form,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "people": _demonstration_people(request),
        "password": PASSWORD,
        "provider": provider(),
    }
    return render(request, "accounts/sign_in.html", context, status=form.http_status)


def proceed(request: HttpRequest, pending: Pending) -> HttpResponse:
    """Inside, or to the second step."""
    if entering.has_second_factor(pending.user):
        entering.suspend(request, pending)
        return redirect("accounts:second_step")
    return _inside(request, pending, How(pending.how))


def _inside(request: HttpRequest, pending: Pending, how: SignIn.How) -> HttpResponse:
    entering.enter(request, pending, how, cast(Any, request).day)
    default = resolve_url(settings.LOGIN_REDIRECT_URL)
    return HttpResponseRedirect(page_or(default, pending.target, request))


def _demonstration_people(request: HttpRequest) -> Sequence[Membership]:
    staff = cast(Any, request)
    if not staff.chain.is_demonstration:
        return ()
    return list(Membership.objects.on(staff.day).for_accounts())


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """A code of the telephone, one of recovery, or a key."""
    pending = entering.pending_of(request)
    if pending is None:
        return _begin_again(request)
    form = StepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _check_code(request, pending, form.cleaned_data["code"])
        except DomainError as error:
            log.note(request, How.CODE, Result.WRONG, user_id=pending.user.pk)
            form.refuse(error)
        else:
            return _inside(request, pending, How.CODE)
    return _step_page(request, pending, form)


def _check_code(request: HttpRequest, pending: Pending, code: str) -> None:
    factor = factors.confirmed(pending.user.pk)
    if factor is None:
        raise KeyNotValid
    factors.check(factor, code, by=entering.acting(pending.user, cast(Any, request).day))


def _step_page(request: HttpRequest, pending: Pending, form: StepForm) -> HttpResponse:
    factor = factors.confirmed(pending.user.pk)
    known = entering.keys_of(pending.user) if keys.works_here(request) else []
    demonstration = cast(Any, request).chain.is_demonstration
    context = {
        "form": form,
        "has_code": factor is not None,
        "options": keys.ask(request, known) if known else "",
        "signed": SignedForm(auto_id="llave_%s"),
        "demo_code": factors.current_code(factor) if factor and demonstration else "",
    }
    return render(request, "accounts/second_step.html", context, status=form.http_status)


def _begin_again(request: HttpRequest) -> HttpResponse:
    request.session.pop(entering.PENDING, None)
    messages.warning(request, "Pasó mucho tiempo. Escriba de nuevo su usuario y su contraseña.")
    return redirect("accounts:sign_in")


@login_not_required
@never_cache
@post_only
def key_step(request: HttpRequest) -> HttpResponse:
    """The answer of a key to the question of the page."""
    pending = entering.pending_of(request)
    if pending is None:
        return _begin_again(request)
    form, answer = StepForm({"code": ""}), SignedForm(request.POST)
    try:
        if not answer.is_valid():
            raise KeyNotValid
        keys.check(request, entering.keys_of(pending.user), answer.cleaned_data["signed"])
    except DomainError as error:
        log.note(request, How.KEY, Result.WRONG, user_id=pending.user.pk)
        form.errors.clear()
        form.refuse(error)
        return _step_page(request, pending, form)
    return _inside(request, pending, How.KEY)


@post_only
def sign_out(request: HttpRequest) -> HttpResponse:
    """Here, and at the provider by which one came in."""
    id_token, used = request.session.get(PROVIDER, ""), provider()
    logout(request)
    if not id_token or used is None:
        return redirect("accounts:sign_in")
    home = request.build_absolute_uri(reverse("accounts:sign_in"))
    try:
        door = used.logout_address(home, id_token)
    except ProviderFailed:
        door = ""
    if not door:
        return redirect("accounts:sign_in")
    said = f"Su sesión de Minga se cerró. Ahora se cierra la de {used.name}."
    return away(request, door, f"Cerrar sesión en {used.name}", said)
