"""One's security keys: added after another proof, used as proof before an approval, removed."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest
from minga.core.approvals import factors
from minga.core.approvals.session import keep, proof_of
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import back, page_or, post_only
from minga.core.models import User
from minga.people.accounts import actions, keys
from minga.people.accounts.entering import keys_of
from minga.people.accounts.forms import NewKeyForm, SignedForm, StepForm
from minga.people.accounts.models import SecurityKey


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def new_key(request: HttpRequest) -> HttpResponse:
    """First a code, unless one was right a moment ago; then the key."""
    staff = cast(StaffRequest, request)
    if factors.confirmed(staff.access.user_id) is None:
        messages.error(request, "Active antes el código de su teléfono; después agrega la llave.")
        return redirect("approvals:second_factor")
    if proof_of(staff) is None:
        return _code_first(staff)
    form = NewKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            credential, data, counter = keys.read_new(request, form.cleaned_data["signed"])
            name = form.cleaned_data["name"]
            actions.add_key(
                name=name, credential=credential, data=data, counter=counter, by=staff.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Llave «{name}» agregada: también sirve para entrar.")
            return redirect("accounts:mine")
    return _key_page(request, form)


def _key_page(request: HttpRequest, form: NewKeyForm) -> HttpResponse:
    user = cast(User, request.user)
    works = keys.works_here(request)
    context = {
        "form": form,
        "works_here": works,
        "options": keys.ask_new(request, user, keys_of(user)) if works else "",
    }
    return render(request, "accounts/new_key.html", context, status=form.http_status)


def _code_first(request: StaffRequest) -> HttpResponse:
    form = StepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            keep(request, factors.prove(request.access, form.cleaned_data["code"]))
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("accounts:new_key")
    factor = factors.confirmed(request.access.user_id)
    demo = factors.current_code(factor) if factor and request.chain.is_demonstration else ""
    context = {"form": form, "demo_code": demo}
    return render(request, "accounts/code_first.html", context, status=form.http_status)


@never_cache
@require_http_methods(["GET", "POST"])
def prove_key(request: HttpRequest) -> HttpResponse:
    """In place of a code: what is signed here holds for five minutes, as a code does."""
    staff = cast(StaffRequest, request)
    known = keys_of(cast(User, request.user)) if keys.works_here(request) else []
    factor = factors.confirmed(staff.access.user_id)
    if not known or factor is None:
        return redirect("accounts:mine")
    form = SignedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            keys.check(request, known, form.cleaned_data["signed"])
        except DomainError as error:
            form.refuse(error)
        else:
            keep(staff, factors.proof_now(factor))
            messages.success(request, "Llave comprobada: sirve por cinco minutos.")
            return HttpResponseRedirect(back(request, "/mi-cuenta/"))
    return _proof_page(request, form, known)


def _proof_page(request: HttpRequest, form: MingaForm, known: list[SecurityKey]) -> HttpResponse:
    said = request.POST.get("next", request.GET.get("next", ""))
    context = {
        "form": form,
        "next": page_or("/mi-cuenta/", said, request),
        "options": keys.ask(request, known),
    }
    return render(request, "accounts/prove_key.html", context, status=form.http_status)


@post_only
def remove_key(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    mine = SecurityKey.objects.standing().filter(user=cast(int, request.user.pk))
    key = get_object_or_404(mine, public_id=public_id)
    try:
        actions.remove_key(key, by=staff.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Llave «{key}» quitada: ya no sirve para entrar.")
    return redirect("accounts:mine")
