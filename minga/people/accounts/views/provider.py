"""To the provider of identity and back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from minga.core.errors import DomainError
from minga.core.http import may_write, post_only
from minga.people.accounts import log
from minga.people.accounts.entering import Pending
from minga.people.accounts.log import How, Result
from minga.people.accounts.oidc import flow
from minga.people.accounts.oidc.provider import Provider, provider
from minga.people.accounts.views.away import away
from minga.people.accounts.views.entrance import proceed


def _provider() -> Provider:
    found = provider()
    if found is None:
        raise Http404
    return found


def _return_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("accounts:arrive"))


@login_not_required
@never_cache
@post_only
def depart(request: HttpRequest) -> HttpResponse:
    used = _provider()
    try:
        address = flow.depart(
            used, request.session, _return_address(request), request.POST.get("next", "")
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("accounts:sign_in")
    return away(request, address, f"Ir a {used.name}", f"{used.name} le pedirá su identidad.")


@login_not_required
@never_cache
@may_write
@require_GET
def arrive(request: HttpRequest) -> HttpResponse:
    """By GET, as the protocol has it; what left with the person is used up by it."""
    used = _provider()
    try:
        found = flow.arrive(used, request.session, _return_address(request), request.GET.dict())
    except flow.NoAccount as error:
        log.note(request, How.PROVIDER, Result.NO_ACCOUNT)
        context = {"provider": used, "sentence": str(error)}
        return render(request, "accounts/no_account.html", context, status=error.status)
    except DomainError as error:
        log.note(request, How.PROVIDER, Result.REFUSED)
        messages.error(request, str(error))
        return redirect("accounts:sign_in")
    return proceed(request, Pending(found.user, How.PROVIDER, found.target, found.id_token))
