"""«Mi segundo factor»: activating it, its QR, its codes, changing telephones."""

from collections.abc import Callable
from io import BytesIO
from typing import cast

import pyotp
import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.approvals import actions, factors, session
from minga.core.approvals.errors import FactorNotBegun
from minga.core.approvals.forms import CodeForm, FirstCodeForm
from minga.core.approvals.models import SecondFactor
from minga.core.approvals.sealing import unseal
from minga.core.errors import DomainError
from minga.core.http import post_only

ISSUER = "Minga"


@never_cache
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Whether one has it, and what to do to have it."""
    return _page(cast(StaffRequest, request))


def _page(
    request: StaffRequest, form: CodeForm | None = None, codes: list[str] | None = None
) -> HttpResponse:
    factor = factors.standing(request.access.user_id)
    pending = factor is not None and factor.confirmed_on is None
    demonstration = request.chain.is_demonstration
    form = form or (FirstCodeForm() if pending else CodeForm())
    context = {
        "factor": factor,
        "pending": pending,
        "key": _grouped(unseal(factor.secret) or "") if factor and pending else "",
        "codes": codes or [],
        "left": factor.recovery_codes.filter(used_on__isnull=True).count()
        if factor and not pending
        else 0,
        "demo_code": factors.current_code(factor) if factor and demonstration else "",
        "form": form,
    }
    return render(request, "approvals/second_factor.html", context, status=form.http_status)


def _grouped(secret: str) -> str:
    """In fours, as a person types it."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@never_cache
@require_GET
@sensitive_variables()
def qr(request: HttpRequest) -> HttpResponse:
    """The secret as a drawing, only while it awaits its first code; no copy of it stays."""
    staff = cast(StaffRequest, request)
    factor = factors.standing(staff.access.user_id)
    secret = unseal(factor.secret) if factor and factor.confirmed_on is None else None
    if secret is None:
        raise Http404
    name = request.user.get_username()
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
    drawing = BytesIO()
    segno.make(uri, error="m").save(drawing, kind="svg", scale=5, border=2, dark="#0a132d")
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


@post_only
def begin(request: HttpRequest) -> HttpResponse:
    return _act(request, lambda staff: actions.begin_factor(by=staff.access))


@post_only
def demonstrate(request: HttpRequest) -> HttpResponse:
    """In a demonstration: at once, and the page shows the codes."""
    return _act(
        request,
        lambda staff: actions.enrol_in_demonstration(by=staff.access),
        "Segundo factor de demostración activado: el código de cada momento se muestra aquí.",
    )


def _act(
    request: HttpRequest, act: Callable[[StaffRequest], object], done: str = ""
) -> HttpResponse:
    staff = cast(StaffRequest, request)
    try:
        act(staff)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)
    return redirect("approvals:second_factor")


@never_cache
@post_only
@sensitive_post_parameters("code")
@sensitive_variables("form", "codes")
def confirm(request: HttpRequest) -> HttpResponse:
    """The first right code; the answer shows the recovery codes, this once."""
    staff, form = cast(StaffRequest, request), FirstCodeForm(request.POST)
    codes: list[str] = []
    if form.is_valid():
        try:
            factor = _own(staff)
            factors.check(factor, form.cleaned_data["code"], by=staff.access)
            codes = actions.confirm_factor(factor, by=staff.access)
            session.keep(staff, factors.proof_now(factor))
        except DomainError as error:
            form.refuse(error)
    return _page(staff, form, codes)


@never_cache
@post_only
@sensitive_post_parameters("code")
def change(request: HttpRequest) -> HttpResponse:
    """With a right code of the present one: it ends, and another begins."""
    staff, form = cast(StaffRequest, request), CodeForm(request.POST)
    if form.is_valid():
        try:
            factor = _own(staff)
            factors.check(factor, form.cleaned_data["code"], by=staff.access)
            actions.end_own_factor(factor, by=staff.access)
            actions.begin_factor(by=staff.access)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("approvals:second_factor")
    return _page(staff, form)


def _own(request: StaffRequest) -> SecondFactor:
    factor = factors.standing(request.access.user_id)
    if factor is None:
        raise FactorNotBegun
    return factor
