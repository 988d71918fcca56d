"""The mail, for who administers: what waits, what left, what could not."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.counting import counted
from minga.core.errors import DomainError
from minga.core.http import back, post_only
from minga.core.outbox import actions
from minga.core.outbox.delivery import is_configured
from minga.core.outbox.models import Message
from minga.core.outbox.permissions import MANAGE

PER_PAGE = 50
STATES = {
    "por-enviar": ("Por enviar", "waiting"),
    "no-se-enviaron": ("No se enviaron", "failed"),
    "en-la-carpeta": ("En la carpeta", "kept"),
    "enviados": ("Enviados", "sent"),
}


@require_GET
@needs(MANAGE)
def outbox(request: StaffRequest) -> HttpResponse:
    """Recipients, subjects and states; the text is of who receives it."""
    chosen = request.GET.get("estado", "")
    rows = Message.objects.defer("text").order_by("-pk")
    if chosen in STATES:
        rows = rows.filter(status=STATES[chosen][1])
    counts = counted({key: Message.objects.filter(status=of) for key, (_, of) in STATES.items()})
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina")),
        "chips": [
            {"key": key, "label": label, "count": counts[key], "on": key == chosen}
            for key, (label, _) in STATES.items()
        ],
        "waiting": counts["por-enviar"],
        "failed": counts["no-se-enviaron"],
        "configured": is_configured(),
        "state": chosen,
    }
    return render(request, "outbox/outbox.html", context)


@post_only
@needs(MANAGE)
def retry(request: StaffRequest, public_id: str) -> HttpResponse:
    message = get_object_or_404(Message, public_id=public_id)
    try:
        actions.retry(message, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"El mensaje para {message.to} sale de nuevo en unos segundos.")
    return redirect(back(request, "/correo/"))
