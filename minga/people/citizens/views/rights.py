"""What a person asks about their own data: received, delivered, or erased by approval."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.approvals.deciding import trail_for
from minga.core.errors import DomainError, NotAllowed
from minga.core.http import post_only
from minga.people.citizens import export
from minga.people.citizens.actions import deliver_export, receive_request
from minga.people.citizens.forms import DataRequestForm, DeliverForm
from minga.people.citizens.models import DataRequest
from minga.people.citizens.permissions import APPROVE_ERASURE, RIGHTS
from minga.people.citizens.reads import What, note
from minga.people.citizens.terms import terms
from minga.people.citizens.units import service_for
from minga.people.citizens.views.common import citizen_of, people_of


@require_http_methods(["GET", "POST"])
@needs(RIGHTS)
def ask(request: StaffRequest, public_id: str) -> HttpResponse:
    citizen = citizen_of(request, public_id)
    note(request, citizen.pk, What.IDENTITY, "Solicitud sobre sus datos")
    service, form = service_for(request.access, RIGHTS), DataRequestForm(request.POST or None)
    if form.is_valid():
        try:
            made = receive_request(service, citizen, by=request.access, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Solicitud recibida.")
            return redirect("citizens:data_request", made.public_id)
    asked = DataRequest.objects.visible_to(request.access).filter(person=citizen.person)
    context = {
        "form": form,
        "citizen": citizen,
        "requests": asked.order_by("-on", "-pk"),
        "terms": terms(service.pk, request.day).values(),
        "term": terms(service.pk, request.day)["rights"],
    }
    return render(request, "citizens/ask_data.html", context, status=form.http_status)


def _request(request: StaffRequest, public_id: str) -> DataRequest:
    found = DataRequest.objects.visible_to(request.access).for_page()
    return get_object_or_404(found, public_id=public_id)


@require_GET
def data_request(request: StaffRequest, public_id: str) -> HttpResponse:
    if not (request.access.may(RIGHTS) or request.access.may(APPROVE_ERASURE)):
        raise NotAllowed("Ve estas solicitudes quien las recibe o quien las decide.")
    return _page(request, _request(request, public_id))


def _page(
    request: StaffRequest, asked: DataRequest, refused: DeliverForm | None = None
) -> HttpResponse:
    note(request, asked.person_id, What.IDENTITY, f"Solicitud: {asked.get_kind_display()}")
    copy = asked.kind == DataRequest.Kind.EXPORT
    deliverable = copy and asked.is_open and request.access.may(RIGHTS, asked.service_id)
    context = {
        "asked": asked,
        "citizen": asked.person.citizen,
        "late": asked.is_late(request.day),
        "lines": asked.lines.order_by("pk"),
        "trail": None if copy else trail_for(request, asked),
        "deliver": (refused or DeliverForm(auto_id="entregar_%s")) if deliverable else None,
        "refused": refused,
    }
    status = refused.http_status if refused else 200
    return render(request, "citizens/data_request.html", context, status=status)


@post_only
@needs(RIGHTS)
def deliver(request: StaffRequest, public_id: str) -> HttpResponse:
    """The file itself: made now, handed over once, and not kept."""
    asked, form = _request(request, public_id), DeliverForm(request.POST, auto_id="entregar_%s")
    if asked.kind != DataRequest.Kind.EXPORT:
        form.add_error(None, "Esta solicitud no pide una copia.")
    if not form.is_valid():
        return _page(request, asked, form)
    people = people_of(asked.person.citizen)
    demonstration = request.chain.is_demonstration
    made = export.bundle(asked, people, request.day, demonstration=demonstration)
    try:
        deliver_export(
            asked,
            delivery_check=form.cleaned_data["delivery_check"],
            sha256=made.sha256,
            by=request.access,
        )
    except DomainError as error:
        form.refuse(error)
        return _page(request, asked, form)
    note(request, asked.person_id, What.EXPORT, "Entrega de la copia que pidió")
    response = HttpResponse(made.content, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="datos-{public_id}.zip"'
    return response
