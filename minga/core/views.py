"""Pages that belong to no area: search, the record, the day of the demonstration, errors."""

import re
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import TooManyFilesSent
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core import registries
from minga.core.access import StaffRequest, needs
from minga.core.demonstration import choose_day
from minga.core.errors import DomainError
from minga.core.forms import DayForm
from minga.core.history import lines
from minga.core.http import back, error_page, post_only
from minga.core.models import Event, Verification
from minga.core.permissions import declare
from minga.core.tasks import verify_record

EVENTS_PER_PAGE = 50
# Events say what drafts said, of every institution: who administers one verifies and does not read.
READ_EVENTS = declare("core.read_events", "leer los eventos del registro", ["auditor"])
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything the person may see that says the words."""
    access = cast(StaffRequest, request).access
    words = CONTROL.sub(" ", request.GET.get("q", "")).strip()
    results = (
        [result for find in registries.searches for result in find(access, words)]
        if len(words) > 1
        else []
    )
    return render(request, "core/search.html", {"words": words, "results": results})


@login_not_required
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """Public: the head of the chain, which anyone may copy and compare later."""
    staff = cast(Any, request)
    audits = request.user.is_authenticated and staff.access.may("core.audit")
    context = {
        "chain": staff.chain,
        "verifications": Verification.objects.order_by("-asked_at")[:10] if audits else (),
        "audits": audits,
        "reads_events": audits and staff.access.may(READ_EVENTS),
    }
    return render(request, "core/record.html", context)


@require_GET
@needs(READ_EVENTS)
def events(request: StaffRequest) -> HttpResponse:
    """The whole record, newest first, for who audits."""
    page = Paginator(Event.objects.order_by("-sequence"), EVENTS_PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    return render(request, "core/events.html", {"page": page, "lines": lines(page.object_list)})


@post_only
@needs("core.audit")
def ask_verification(request: StaffRequest) -> HttpResponse:
    """Leave the verification to the worker and show its progress."""
    asked = Verification.objects.create()
    verify_record.enqueue(asked.public_id)
    return redirect("core:verification", asked.public_id)


@require_GET
@needs("core.audit")
def verification(request: StaffRequest, public_id: str) -> HttpResponse:
    """Progress first, findings after; the fragment asks for itself until the work is over."""
    asked = get_object_or_404(Verification, public_id=public_id)
    template = "core/_verification.html" if request.htmx else "core/verification.html"
    return render(request, template, {"verification": asked})


@post_only
@needs("core.change_day")
def day(request: StaffRequest) -> HttpResponse:
    """Move the demonstration to another day, or back to the one it opened with."""
    form = DayForm(request.POST)
    if form.is_valid():
        try:
            choose_day(form.cleaned_data["day"], by=request.access, on=request.day)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "La demostración cambió de día.")
    else:
        messages.error(request, "Escriba la fecha como dd-mm-aaaa, por ejemplo 15-12-2007.")
    return HttpResponseRedirect(back(request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    what = (
        "Cada formulario recibe un solo archivo."
        if isinstance(exception, TooManyFilesSent)
        else "La solicitud llegó incompleta o mal formada."
    )
    sentence = f"{what} Vuelva a la página anterior e intente de nuevo."
    return error_page(request, "No se entendió la solicitud", sentence, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = (
        "Ninguna de sus funciones vigentes permite entrar aquí. Si la necesita, pídala a "
        "la jefatura de su unidad."
    )
    return error_page(request, "Sin acceso", sentence, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token changes when somebody signs in: a page opened before carries the old one."""
    sentence = (
        "La página estaba abierta desde antes de que usted entrara de nuevo. Vuelva a ella, "
        "recárguela y repita lo último que hizo."
    )
    return error_page(request, "La página ya no está vigente", sentence, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = (
        "Puede que la dirección esté mal escrita, o que lo que busca sea de otra institución."
    )
    return error_page(request, "No está aquí", sentence, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors: whatever failed may be one of them."""
    return HttpResponse(SERVER_ERROR, status=500)


SERVER_ERROR = """<!doctype html>
<html lang="es-CL"><meta charset="utf-8"><title>Minga no pudo responder</title>
<h1>Minga no pudo responder</h1>
<p>Lo que estaba guardado sigue intacto. Vuelva atrás e intente de nuevo; si se repite,
avise a quien administra el sistema.</p><p><a href="/">Ir a Mi trabajo</a></p></html>"""
