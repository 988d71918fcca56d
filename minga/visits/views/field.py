"""Filling the form of a visit: as a plain form, or sent by the device with the same addresses."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.territory.frames import frame_on
from minga.territory.models.geometry import UNITS
from minga.visits import actions, says
from minga.visits.errors import PhotosMissing
from minga.visits.forms import FailForm, PhotoForm, ReportForm
from minga.visits.models import Photo, Question, Visit
from minga.visits.permissions import DO

# Under which the forms of a page without script are told apart: one for each visit and person.
PLAIN = UUID("6f6c1d1c-3c0b-4f0b-9a55-0a7b1b2e9c01")
# A device says whose report it sends: that of one person never goes in the session of another.
DEVICE = "X-Minga-Device"
CORRECT = "corregir"


def _mine(request: StaffRequest, public_id: str, *, ever: bool) -> Visit:
    """Of whoever has it; what was filled without signal arrives also after it passed to another."""
    found = Visit.objects.visible_to(request.access).for_page().select_related("rule")
    visit = get_object_or_404(found, public_id=public_id)
    me = request.access.actor_id
    had = ever and visit.assignments.filter(inspector=me).exists()
    if visit.inspector_id != me and not had:
        raise Http404
    return visit


def _is_of_another(request: StaffRequest) -> bool:
    return request.headers.get(DEVICE, str(request.access.actor_id)) != str(request.access.actor_id)


def plain_uuid(visit: Visit, request: StaffRequest) -> UUID:
    return uuid5(PLAIN, f"{visit.public_id}:{request.access.actor_id}")


@require_http_methods(["GET", "POST"])
@needs(DO)
def fill(request: StaffRequest, public_id: str) -> HttpResponse:
    """The form; a photo by itself (`add_photo`), or the report."""
    is_post = request.method == "POST"
    if is_post and _is_of_another(request):
        return _answer({}, status=401)
    # The device asks for the form of what it holds and came back, whoever has the visit now.
    corrects = CORRECT in request.GET
    visit = _mine(request, public_id, ever=is_post or corrects)
    questions = list(visit.version.questions.order_by("number"))
    if not is_post:
        if not visit.is_open and not corrects:
            return redirect("visits:visit", public_id)
        uuid = plain_uuid(visit, request)
        form = ReportForm(questions=questions, initial={"client_uuid": uuid})
        return _page(request, visit, form, PhotoForm(initial={"client_uuid": uuid}))
    if "add_photo" in request.POST:
        return _photo(request, visit, questions)
    return _report(request, visit, questions)


def _photo(request: StaffRequest, visit: Visit, questions: list[Question]) -> HttpResponse:
    photo_form = PhotoForm(request.POST, request.FILES)
    taken = photo_form.is_valid() and _try(
        photo_form,
        lambda: actions.take_photo(
            visit,
            photo_form.cleaned_data["photo"],
            report_uuid=photo_form.cleaned_data["client_uuid"],
            place=photo_form.place,
            question=photo_form.cleaned_data["question"],
            device_at=_moment(request, photo_form),
            by=request.access,
        ),
    )
    if DEVICE in request.headers:
        return _answer({"state": "received"}) if taken else _refused(photo_form)
    form = ReportForm(questions=questions, initial=request.POST.dict())
    if taken:
        messages.success(request, "Foto recibida. Siga con el informe.")
        photo_form = PhotoForm(initial={"client_uuid": plain_uuid(visit, request)})
    return _page(request, visit, form, photo_form)


def _report(request: StaffRequest, visit: Visit, questions: list[Question]) -> HttpResponse:
    form = ReportForm(request.POST, questions=questions)
    report = form.is_valid() and _try(
        form,
        lambda: actions.take_report(
            visit,
            actions.ReportValues(
                result=form.cleaned_data["result"],
                observations=form.cleaned_data["observations"],
                answers=form.answers,
                photos=form.hashes,
                device_at=_moment(request, form),
            ),
            client_uuid=form.cleaned_data["client_uuid"],
            by=request.access,
        ),
    )
    if DEVICE in request.headers:
        return _answer({"state": _state(report)}) if report else _refused(form)
    if report:
        said = {
            "conflict": "Su informe llegó, pero la visita ya tenía otro: una jefatura decidirá.",
        }.get(_state(report), "Informe recibido.")
        messages.success(request, said)
        return redirect("visits:visit", visit.public_id)
    photo_form = PhotoForm(initial={"client_uuid": request.POST.get("client_uuid", "")})
    return _page(request, visit, form, photo_form)


def _moment(request: StaffRequest, form: MingaForm) -> Any:
    """The clock of the device; a page without script has that of the server."""
    return form.cleaned_data["device_at"] if DEVICE in request.headers else timezone.now()


def _state(report: Any) -> str:
    return "conflict" if report.standing == "conflict" else "sent"


@post_only
@needs(DO)
def fail(request: StaffRequest, public_id: str) -> HttpResponse:
    if _is_of_another(request):
        return _answer({}, status=401)
    visit = _mine(request, public_id, ever=True)
    form = FailForm(request.POST, auto_id="no_%s")
    done = form.is_valid() and _try(
        form,
        lambda: actions.report_failure(
            visit,
            **form.cleaned_data | {"device_at": _moment(request, form)},
            by=request.access,
        ),
    )
    if DEVICE in request.headers:
        return _answer({"state": "sent"}) if done else _refused(form)
    if done:
        messages.success(request, "Quedó anotado por qué no se pudo hacer. El plazo sigue igual.")
        return redirect("visits:visit", public_id)
    uuid = plain_uuid(visit, request)
    questions = list(visit.version.questions.order_by("number"))
    report_form = ReportForm(questions=questions, initial={"client_uuid": uuid})
    return _page(request, visit, report_form, PhotoForm(initial={"client_uuid": uuid}), form)


def _page(
    request: StaffRequest,
    visit: Visit,
    form: ReportForm,
    photo_form: PhotoForm,
    fail_form: FailForm | None = None,
) -> HttpResponse:
    refused = next((one for one in (form, photo_form, fail_form) if one and one.errors), None)
    fail_uuid = uuid5(PLAIN, f"{visit.event_id}:{request.access.actor_id}")
    fail_form = fail_form or FailForm(initial={"client_uuid": fail_uuid}, auto_id="no_%s")
    fail_form.fields["next_on"].widget.attrs["min"] = request.day.isoformat()
    fields = [(question, form[f"q-{question.key}"]) for question in form.asked]
    context = {
        "visit": visit,
        "past": _past(visit, request),
        "place": frame_on(request.day).name_of(visit.territory_id),
        "told": says.deadline(visit, request.day),
        "tone": says.tone(visit, request.day),
        "questions": fields,
        "report_form": form,
        "photo_form": photo_form,
        "fail_form": fail_form,
        "form": refused,
        "photos": Photo.objects.filter(
            visit=visit, report_uuid=str(plain_uuid(visit, request))
        ).select_related("document"),
        "at": _at(visit),
        "me": request.access.actor_id,
        "fill_url": reverse("visits:fill", args=[visit.public_id]),
    }
    return render(
        request, "visits/fill.html", context, status=refused.http_status if refused else 200
    )


def _past(visit: Visit, request: StaffRequest) -> str:
    """Why what is sent now no longer makes the visit of this person done; empty when it does."""
    if not visit.is_open:
        return f"Esta visita ya está «{visit.get_status_display()}»."
    return (
        "" if visit.inspector_id == request.access.actor_id else "Esta visita pasó a otra persona."
    )


def _at(visit: Visit) -> str:
    """«-20.2141,-70.152», for the device to say how far a photo is."""
    if visit.latitude is None or visit.longitude is None:
        return ""
    return f"{visit.latitude / UNITS:.7f},{visit.longitude / UNITS:.7f}"


def _try(form: MingaForm, act: Any) -> Any:
    try:
        return act()
    except DomainError as error:
        form.refuse(error)
        form.refused_by = error  # type: ignore[attr-defined]
        return None


def _answer(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status)


def _refused(form: MingaForm) -> JsonResponse:
    error = getattr(form, "refused_by", None)
    said = " ".join(str(one) for errors in form.errors.values() for one in errors)
    lost = error.hashes if isinstance(error, PhotosMissing) else []
    return _answer({"sentence": said, "missing": lost}, form.http_status)
