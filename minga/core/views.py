"""Pages that belong to no area: the record, the day of the demonstration, errors."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import TooManyFilesSent
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.demonstration import choose_day
from minga.core.errors import DomainError
from minga.core.forms import DayForm
from minga.core.history import lines, page_of, told
from minga.core.history_report import report_of
from minga.core.http import back, error_page, post_only
from minga.core.jobs.actions import ask, may_manage
from minga.core.jobs.models import Job
from minga.core.lists.views import page as list_page
from minga.core.models import Verification
from minga.core.record_list import EVENTS, READ_EVENTS
from minga.core.reports import FORMATS, file_name
from minga.core.tasks import VERIFICATION

events = list_page(EVENTS)


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
def history(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Who did what to one record, when and why, with what changed."""
    found = told(cast(StaffRequest, request).access, slug, public_id)
    page = page_of(found.events, request.GET.get("pagina"))
    context = {"told": found, "page": page, "lines": lines(page.object_list), "formats": FORMATS}
    return render(request, "core/history.html", context)


@require_GET
def history_file(request: HttpRequest, slug: str, public_id: str, fmt: str) -> HttpResponse:
    """The same, to be handed over."""
    staff = cast(StaffRequest, request)
    found = told(staff.access, slug, public_id)
    if fmt not in FORMATS:
        raise Http404
    report = report_of(found, by=staff.access, day=staff.day, chain=staff.chain)
    response = HttpResponse(FORMATS[fmt].write(report), content_type=FORMATS[fmt].content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(report, fmt)}"'
    return response


@post_only
@needs("core.audit")
def ask_verification(request: StaffRequest) -> HttpResponse:
    """Leave the verification to the worker and show its progress."""
    with transaction.atomic():
        asked = Verification.objects.create()
        page = reverse("core:verification", args=[asked.public_id])
        params = {"verification": asked.public_id}
        ask(VERIFICATION, params, by=request.access, subject_url=page)
    return redirect(page)


@require_GET
@needs("core.audit")
def verification(request: StaffRequest, public_id: str) -> HttpResponse:
    """Progress first, findings after; the fragment asks for itself until the work is over."""
    asked = get_object_or_404(Verification, public_id=public_id)
    template = "core/_verification.html" if request.htmx else "core/verification.html"
    work = Job.objects.filter(kind=VERIFICATION, subject_url=request.path).last()
    may_cancel = work is not None and work.is_active and may_manage(work, request.access)
    context = {"verification": asked, "job": work, "may_cancel": may_cancel}
    answer = render(request, template, context)
    if request.htmx and asked.is_over:
        answer.headers["HX-Refresh"] = "true"
    return answer


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
