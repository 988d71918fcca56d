"""A meeting: convened, its agenda, recorded, closed with its minutes, called off."""

from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.reports import FORMATS, file_name
from minga.core.versions import preparers_of
from minga.workplan.problems import actions, forms
from minga.workplan.problems.meeting_forms import ConveneForm, PointForm, RecordForm
from minga.workplan.problems.models import AgendaItem, Attendance, Meeting, MeetingState
from minga.workplan.problems.papers import agenda_of, minutes_of
from minga.workplan.problems.permissions import MINUTES, PREPARE
from minga.workplan.problems.saying import problem_url
from minga.workplan.problems.views.common import (
    Step,
    meeting_of,
    problem_of,
    readable_documents,
    seen_in,
    step_page,
)

form_page = require_http_methods(["GET", "POST"])


def _url(meeting: Meeting) -> str:
    return reverse("problems:meeting", args=[meeting.public_id])


def _rows(meeting: Meeting) -> tuple[list[Attendance], list[AgendaItem]]:
    came = meeting.attendances.select_related("party__organisation").order_by("pk")
    items = meeting.items.select_related("gap__responsible", "gap__promise").order_by("number")
    return list(came), list(items)


@require_GET
def meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _page(staff, meeting_of(staff, public_id))


def _page(request: StaffRequest, found: Meeting, error: DomainError | None = None) -> HttpResponse:
    """`error`: why its minutes could not be closed."""
    access, service, day = request.access, found.problem.service_id, request.day
    came, items = _rows(found)
    held = found.state == MeetingState.HELD
    prepares = access.may(PREPARE, service) and found.is_open
    unsaid = [item for item in items if item.gap_id and not item.outcome]
    wrote = preparers_of(found).filter(actor_id=access.actor_id or 0)
    recorded = held and wrote.exists()
    context: dict[str, Any] = {
        "meeting": found,
        "problem": found.problem,
        "came": came,
        "items": items,
        "error": error,
        "unsaid": unsaid,
        "tone": found.tone_on(day),
        "overdue": found.is_overdue(day),
        "may_prepare": prepares,
        "may_record": prepares and found.day <= day,
        "may_close": held and access.may(MINUTES, service) and not recorded and not unsaid,
        "recorded": recorded and access.may(MINUTES, service),
        "opens": bool(readable_documents(request, [found.minutes_id])),
        "formats": {key: FORMATS[key] for key in ("pdf", "docx")},
    }
    status = error.status if error else 200
    return render(request, "problems/meeting.html", context, status=status)


@form_page
@needs(PREPARE)
def convene(request: StaffRequest, public_id: str) -> HttpResponse:
    found = problem_of(request, public_id, PREPARE)
    gaps = list(found.gaps.open().order_by("due_on", "pk"))
    step = Step(
        "Convocar reunión",
        "Convocar reunión",
        "Reunión convocada con su tabla.",
        problem_url(found, "#agenda"),
    )
    return step_page(
        request,
        step,
        ConveneForm(request.POST or None),
        lambda data: actions.convene(found, **data, by=request.access),
        gaps=gaps,
    )


@form_page
@needs(PREPARE)
def add_point(request: StaffRequest, public_id: str) -> HttpResponse:
    found = meeting_of(request, public_id, PREPARE)
    step = Step("Agregar punto a la tabla", "Agregar punto", "Punto agregado.", _url(found))
    return step_page(
        request,
        step,
        PointForm(request.POST or None),
        lambda data: actions.add_point(found, **data, by=request.access),
    )


@form_page
@needs(PREPARE)
def record(request: StaffRequest, public_id: str) -> HttpResponse:
    found = meeting_of(request, public_id, PREPARE)
    came, items = _rows(found)
    form = RecordForm.of(found, came, items, request.POST or None)
    step = Step(
        f"Registrar la reunión {found.number}",
        "Guardar lo tratado",
        "Reunión registrada. El acta la cierra otra persona.",
        _url(found),
        "Si de un servicio no vino nadie, deje su línea vacía.",
    )

    def act(data: dict[str, Any]) -> None:
        actions.record_meeting(
            found,
            notes=data["notes"],
            came=form.came(),
            agreed=form.agreed(),
            seen=data["seen"],
            by=request.access,
        )

    return step_page(
        request,
        step,
        form,
        act,
        template="problems/record.html",
        revision=lambda: Meeting.objects.get(pk=found.pk).revision,
        meeting=found,
    )


@post_only
@needs(MINUTES)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    found = meeting_of(request, public_id, MINUTES)
    try:
        actions.close_minutes(found, seen=seen_in(request), by=request.access)
    except DomainError as error:
        return _page(request, meeting_of(request, public_id), error)
    messages.success(request, "Acta cerrada y archivada en el expediente.")
    return redirect(_url(found))


@form_page
@needs(PREPARE)
def call_off(request: StaffRequest, public_id: str) -> HttpResponse:
    found = meeting_of(request, public_id, PREPARE)
    step = Step(
        "Suspender reunión",
        "Suspender reunión",
        "Reunión suspendida.",
        _url(found),
        "Lo que estaba en su tabla queda para la próxima.",
    )
    return step_page(
        request,
        step,
        forms.ReasonForm(request.POST or None, initial={"seen": found.revision}),
        lambda data: actions.call_off(found, **data, by=request.access),
        revision=lambda: Meeting.objects.get(pk=found.pk).revision,
    )


def _file(request: StaffRequest, found: Meeting, fmt: str, write: Any) -> HttpResponse:
    format_ = FORMATS.get(fmt)
    if format_ is None:
        raise Http404
    report = write(found, request.day)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(report, fmt)}"'}
    content = format_.write(report)
    return HttpResponse(content, content_type=format_.content_type, headers=headers)


@require_GET
def agenda(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    return _file(staff, meeting_of(staff, public_id), fmt, agenda_of)


@require_GET
def minutes(request: HttpRequest, public_id: str, fmt: str) -> HttpResponse:
    """Of a meeting that was held; until it is closed it says that it is a draft."""
    staff = cast(StaffRequest, request)
    found = meeting_of(staff, public_id)
    if found.state not in (MeetingState.HELD, MeetingState.CLOSED):
        raise Http404
    draft = found.state == MeetingState.HELD
    return _file(staff, found, fmt, partial(minutes_of, is_draft=draft))
