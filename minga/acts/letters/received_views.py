"""Letters that came: one of them, registering one, closing it without an answer."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from minga.acts.letters import receiving
from minga.acts.letters.forms import CloseForm, ReceiveForm
from minga.acts.letters.models import ReceivedLetter, Standing
from minga.acts.letters.models.written import readable
from minga.acts.letters.permissions import PREPARE, RECEIVE
from minga.acts.letters.services import services_of
from minga.acts.letters.views import form_page
from minga.core.access import StaffRequest, needs
from minga.core.cases import find_case
from minga.core.errors import DomainError
from minga.core.http import post_only

OPEN = (Standing.WAITING, Standing.NOTHING)


def _found(request: StaffRequest, public_id: str) -> ReceivedLetter:
    visible = ReceivedLetter.objects.visible_to(request.access).with_standing()
    related = visible.select_related("service__party", "unit", "answers", "document")
    return get_object_or_404(related, public_id=public_id)


@require_GET
def received(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, _found(staff, public_id))


def _page(
    request: StaffRequest, found: ReceivedLetter, close_form: CloseForm | None = None
) -> HttpResponse:
    access, service = request.access, found.service_id
    is_open = found.standing in OPEN  # type: ignore[attr-defined]
    may_prepare = access.may(PREPARE, service)
    case = found.visible_case(access) if found.case_model else None
    answers = found.answered_by.visible_to(access)
    context: dict[str, Any] = {
        "received": found,
        "answers": readable(found.answers, access),
        "answered_by": list(answers.exclude(state="voided").order_by("pk")),
        "overdue": found.is_overdue(request.day),
        "may_answer": is_open and may_prepare,
        "may_close": is_open and (may_prepare or access.may(RECEIVE, service)),
        "close_form": close_form or CloseForm(),
        "refused": close_form,
        "case_url": found.case_kind.url(case) if found.case_kind and case is not None else "",
    }
    status = close_form.http_status if close_form else 200
    return render(request, "letters/received.html", context, status=status)


@form_page
@needs(RECEIVE)
def receive(request: StaffRequest) -> HttpResponse:
    """About the case named in the address, if one is."""
    services = services_of(request, RECEIVE)
    service = services.chosen
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReceiveForm(service, *posted, initial={"received_on": request.day})
    if form.is_valid():
        try:
            made = receiving.register_received(
                service,
                said=form.said,
                file=form.cleaned_data["file"],
                case=_case(request),
                by=request.access,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Registrado con el ingreso {made.entry} de {made.year}.")
            return redirect("letters:received", made.public_id)
    context = {"form": form, "services": services}
    return render(request, "letters/receive.html", context, status=form.http_status)


def _case(request: StaffRequest) -> Any:
    key, _, public_id = request.GET.get("caso", "").partition(":")
    return find_case(key, public_id, request.access) if key else None


@post_only
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = _found(staff, public_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            receiving.close_received(found, **form.cleaned_data, by=staff.access)
        except DomainError as error:
            form.refuse(error)
    if form.errors:
        return _page(staff, found, form)
    messages.success(request, "Cerrado sin respuesta.")
    return redirect("letters:received", public_id)
