"""What waits for a person: gaps to close, meetings to record or close, problems to open; and what a
head of service asks on a Monday."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from minga.commitments.heirs import inherited
from minga.core.access import Access
from minga.core.models import Preparation
from minga.core.registries import Awaiting
from minga.people.models import Organisation
from minga.territory.frames import Frame, frame_on
from minga.workplan.problems.models import (
    LIVE,
    Gap,
    Meeting,
    MeetingState,
    PartyCommitment,
    ProblemState,
    TerritorialProblem,
)
from minga.workplan.problems.permissions import DECIDE, MINUTES, PREPARE
from minga.workplan.problems.saying import problem_url
from minga.workplan.worries import Line, Worry, register_worry

AHEAD = timedelta(days=30)
KIND = "Problemas territoriales"


def declare() -> None:
    for worry in (
        Worry("brechas", "late", "Brechas de problemas territoriales", late_gaps),
        Worry("reuniones", "late", "Reuniones entre servicios sin acta", late_meetings),
        Worry("problemas", "waits", "Problemas territoriales por abrir", drafts),
        Worry("partes", "promised", "Prometido en problemas territoriales", promised),
    ):
        register_worry(worry)


def _where(access: Access, permission: str) -> list[int]:
    return [pk for pk in access.institutions if access.may(permission, pk)]


def find(access: Access, day: date) -> Iterator[Awaiting]:
    frame = frame_on(day)
    yield from _gaps(access, day, frame)
    if _where(access, PREPARE) or _where(access, MINUTES):
        yield from _meetings(access, day, frame)
    if services := _where(access, DECIDE):
        yield from _drafts(access, services, frame)


def _gaps(access: Access, day: date, frame: Frame) -> Iterator[Awaiting]:
    """Of the institutions where the person works, and of those that they follow."""
    own = list(access.institutions)
    whose = Q(responsible__in=own) | inherited("responsible", day, institutions=own)
    rows = Gap.objects.open().filter(
        whose,
        problem__state__in=LIVE,
        problem__in=TerritorialProblem.objects.visible_to(access),
        due_on__lte=day + AHEAD,
    )
    for gap in rows.for_page().order_by("due_on", "pk"):
        yield Awaiting(
            label=gap.what,
            note=f"Amenaza: {gap.threatens}",
            place=frame.name_of(gap.problem.territory_id),
            verb="Cerrar brecha" if access.may(PREPARE, gap.problem.service_id) else "Ver brecha",
            url=problem_url(gap.problem, "#brechas"),
            due=gap.due_on,
            kind=KIND,
        )


def _meetings(access: Access, day: date, frame: Frame) -> Iterator[Awaiting]:
    """To record, when its day came; to close, when another one recorded it."""
    to_record = Q(state=MeetingState.CONVENED, day__lte=day)
    to_close = Q(state=MeetingState.HELD) & ~Q(recorded_by=access.actor_id or 0)
    rows = Meeting.objects.filter(
        (to_record & Q(problem__service__in=_where(access, PREPARE)))
        | (to_close & Q(problem__service__in=_where(access, MINUTES)))
    )
    for meeting in rows.for_page().order_by("day", "pk"):
        held = meeting.state == MeetingState.HELD
        yield Awaiting(
            label=f"Reunión del {meeting.day:%d-%m-%Y}: {meeting.problem.title}",
            note="Falta cerrar su acta." if held else "Falta registrar lo tratado.",
            place=frame.name_of(meeting.problem.territory_id),
            verb="Cerrar acta" if held else "Registrar reunión",
            url=reverse("problems:meeting", args=[meeting.public_id]),
            due=meeting.day,
            kind=KIND,
        )


def _drafts(access: Access, services: list[int], frame: Frame) -> Iterator[Awaiting]:
    mine = Preparation.objects.filter(
        subject_model=TerritorialProblem._meta.label_lower, actor_id=access.actor_id or 0
    )
    rows = TerritorialProblem.objects.filter(state=ProblemState.DRAFT, service__in=services)
    rows = rows.exclude(pk__in=mine.values("subject_id"))
    for problem in rows.for_page().order_by("pk"):
        yield Awaiting(
            label=f"Problema territorial: {problem.title}",
            note=f"Lo preparó {problem.prepared_by}.",
            place=frame.name_of(problem.territory_id),
            verb="Abrir problema",
            url=problem_url(problem),
            kind=KIND,
        )


def _of(service: Organisation, access: Access) -> Q:
    return Q(problem__service=service, problem__in=TerritorialProblem.objects.visible_to(access))


def late_gaps(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    rows = Gap.objects.open().filter(_of(service, access), problem__state__in=LIVE, due_on__lt=day)
    for gap in rows.for_page().order_by("due_on", "pk"):
        who = gap.responsible.short_name
        url = problem_url(gap.problem, "#brechas")
        yield Line(gap.what, f"Amenaza: {gap.threatens}", url, gap.due_on, who, is_late=True)


def late_meetings(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    rows = Meeting.objects.open().filter(_of(service, access), day__lt=day)
    for meeting in rows.for_page().order_by("day", "pk"):
        url = reverse("problems:meeting", args=[meeting.public_id])
        label = f"Reunión {meeting.number}: {meeting.problem.title}"
        note = str(meeting.get_state_display()).capitalize()
        yield Line(label, note, url, meeting.day, str(meeting.convened_by), is_late=True)


def drafts(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    rows = TerritorialProblem.objects.visible_to(access).filter(
        service=service, state=ProblemState.DRAFT
    )
    for problem in rows.for_page().order_by("pk"):
        note = f"Lo preparó {problem.prepared_by}."
        yield Line(problem.title, note, problem_url(problem), None, str(problem.prepared_by))


def promised(service: Organisation, day: date, access: Access) -> Iterator[Line]:
    rows = PartyCommitment.objects.filter(
        _of(service, access), commitment__state__in=("pending", "reported")
    )
    for row in rows.for_page().order_by("commitment__due_on", "pk"):
        commitment = row.commitment
        url = reverse("commitments:commitment", args=[commitment.public_id])
        note = f"{row.problem.title}: {row.said}"
        who = row.party.organisation.short_name
        late, key = commitment.is_late(day), commitment.public_id
        yield Line(commitment.short, note, url, commitment.due_on, who, is_late=late, key=key)
