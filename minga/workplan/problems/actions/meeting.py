"""A meeting among services: convened with its agenda, recorded, closed with its minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.reports import FORMATS
from minga.core.versions import prepared_by, preparers_of
from minga.documents.actions import file_made
from minga.workplan.problems import errors
from minga.workplan.problems.actions.common import live, on_agenda, text_of
from minga.workplan.problems.actions.promising import settle
from minga.workplan.problems.models import (
    AgendaItem,
    Attendance,
    GapOutcome,
    GapState,
    Meeting,
    MeetingState,
    TerritorialProblem,
)
from minga.workplan.problems.papers import minutes_of
from minga.workplan.problems.permissions import MINUTES, PREPARE


@dataclass(frozen=True)
class Agreed:
    """What was agreed of a point; of a gap, in what it ended."""

    agreed: str = ""
    outcome: str = ""
    new_due_on: date | None = None


@action("problems.convened", says="convocó la reunión del {day}")
def convene(
    problem: TerritorialProblem,
    *,
    day: date,
    place: str,
    points: tuple[str, ...] = (),
    by: Access,
    on: date | None = None,
) -> Meeting:
    """Every service that takes part; on its agenda, every gap that is open."""
    assert on is not None
    problem = live(problem, by)
    if by.actor_id is None:
        raise NotAllowed("Una reunión la convoca una persona.")
    waiting = problem.meetings.open().first()
    if waiting is not None:
        raise errors.OneIsOpen(waiting.day)
    if day < on:
        raise errors.ConvenedInThePast(on)
    problem.last_meeting += 1
    problem.save()
    meeting = Meeting(
        problem=problem,
        number=problem.last_meeting,
        day=day,
        place=text_of(place, "place", "Escriba el lugar de la reunión."),
        convened_on=on,
        convened_by_id=by.actor_id,
    )
    meeting.save()
    for party in problem.services.standing().order_by("joined_on", "pk"):
        Attendance(meeting=meeting, party=party).save()
    for gap in problem.gaps.open().order_by("due_on", "pk"):
        on_agenda(meeting, gap.what, gap)
    said = [point.strip() for point in points if point.strip()]
    for point in dict.fromkeys([*_left_untreated(problem, meeting), *said]):
        on_agenda(meeting, point)
    current_act().about(meeting, day=f"{day:%d-%m-%Y}")
    return meeting


def _left_untreated(problem: TerritorialProblem, meeting: Meeting) -> list[str]:
    """What somebody had put on the agenda of the last one, if it was called off."""
    last = problem.meetings.exclude(pk=meeting.pk).order_by("-number").first()
    if last is None or last.state != MeetingState.CALLED_OFF:
        return []
    return list(last.items.filter(gap=None).order_by("number").values_list("text", flat=True))


def _open(meeting: Meeting, by: Access, permission: str, seen: int | None) -> Meeting:
    live(meeting.problem, by, permission)
    found = Meeting.objects.for_page().get(pk=meeting.pk)
    if not found.is_open:
        raise errors.MeetingOver(found.state)
    if seen is not None and seen != found.revision:
        raise errors.ChangedMeanwhile("esta reunión")
    found.revision += 1
    return found


@action("problems.point_added", says="agregó un punto a la tabla de la reunión del {day}")
def add_point(meeting: Meeting, *, text: str, by: Access, on: date | None = None) -> Meeting:
    meeting = _open(meeting, by, PREPARE, None)
    on_agenda(meeting, text_of(text, "text", "Escriba el punto."))
    meeting.save()
    prepared_by(meeting, by)
    current_act().about(meeting, day=f"{meeting.day:%d-%m-%Y}")
    return meeting


@action("problems.meeting_recorded", says="registró la reunión del {day}")
def record_meeting(
    meeting: Meeting,
    *,
    notes: str,
    came: Mapping[int, str],
    agreed: Mapping[int, Agreed],
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Meeting:
    """Who came, by attendance, and what was agreed, by point. Until it is closed it may be
    recorded again."""
    assert on is not None
    meeting = _open(meeting, by, PREPARE, seen)
    if meeting.day > on:
        raise errors.NotYetHeld(meeting.day)
    if not any(names.strip() for names in came.values()):
        raise errors.NobodyCame
    for row in meeting.attendances.all():
        row.names = came.get(row.pk, row.names).strip()
        row.save()
    for item in meeting.items.select_related("gap"):
        if item.pk in agreed:
            _agree(item, agreed[item.pk], meeting.day)
    meeting.notes, meeting.recorded_by_id = notes.strip(), by.actor_id
    meeting.state = MeetingState.HELD
    meeting.save()
    prepared_by(meeting, by)
    current_act().about(meeting, day=f"{meeting.day:%d-%m-%Y}")
    return meeting


def _agree(item: AgendaItem, said: Agreed, day: date) -> None:
    """A gap that was closed outside of the meeting keeps what was said then."""
    if item.gap is not None and not item.gap.is_open:
        return
    item.agreed = said.agreed.strip()
    if item.gap is not None:
        item.outcome = said.outcome
        item.new_due_on = said.new_due_on if said.outcome == GapOutcome.CONTINUES else None
        _judge(item, day)
    item.save()


def _judge(item: AgendaItem, day: date) -> None:
    field = f"agreed_{item.pk}"
    if item.outcome == GapOutcome.CONTINUES:
        if item.new_due_on is None:
            raise errors.FieldMissing(f"new_due_on_{item.pk}", "Escriba la nueva fecha.")
        if item.new_due_on < day:
            raise errors.DueBefore(f"new_due_on_{item.pk}", day)
    elif item.outcome and not item.agreed:
        raise errors.FieldMissing(field, "Escriba cómo se resolvió o por qué se deja.")
    if item.outcome == GapOutcome.RESOLVED and item.gap is not None and item.gap.is_budget:
        raise errors.StillUnfunded(item.gap.what)


@action("problems.minutes_closed", says="cerró el acta de la reunión del {day}")
def close_minutes(
    meeting: Meeting, *, seen: int | None = None, by: Access, on: date | None = None
) -> Meeting:
    """By another than those who wrote in it, when it is said what became of every gap."""
    assert on is not None
    meeting = _open(meeting, by, MINUTES, seen)
    if meeting.state != MeetingState.HELD:
        raise errors.NotHeld
    if by.actor_id is None or preparers_of(meeting).filter(actor_id=by.actor_id).exists():
        raise errors.RecordedIt
    items = list(meeting.items.select_related("gap__responsible").order_by("number"))
    unsaid = [item.text for item in items if item.gap_id and not item.outcome]
    if unsaid:
        raise errors.GapsUnsaid(unsaid)
    for item in items:
        _apply(item, on)
    meeting.closed_on, meeting.closed_by_id = on, by.actor_id
    meeting.minutes = file_made(
        meeting.problem.dossier,
        FORMATS["pdf"].write(minutes_of(meeting, on)),
        name=f"acta-reunion-{meeting.number}.pdf",
        title=f"Acta de la reunión {meeting.number}",
        dated_on=meeting.day,
        by=by,
        on=on,
    )
    meeting.state = MeetingState.CLOSED
    meeting.save()
    current_act().about(meeting, day=f"{meeting.day:%d-%m-%Y}")
    return meeting


def _apply(item: AgendaItem, on: date) -> None:
    gap = item.gap
    if gap is None or not gap.is_open:
        return
    if item.outcome == GapOutcome.CONTINUES:
        assert item.new_due_on is not None
        gap.due_on = item.new_due_on
        gap.save()
        return
    state = GapState.RESOLVED if item.outcome == GapOutcome.RESOLVED else GapState.LEFT
    settle(gap, state, item.agreed, on)


@action("problems.called_off", says="suspendió la reunión del {day}")
def call_off(
    meeting: Meeting,
    *,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Meeting:
    """What was on its agenda waits for the next one."""
    meeting = _open(meeting, by, PREPARE, seen)
    if meeting.state != MeetingState.CONVENED:
        raise errors.MeetingOver(meeting.state)
    meeting.called_off_because = text_of(reason, "reason", "Escriba por qué se suspende.")
    meeting.state = MeetingState.CALLED_OFF
    meeting.save()
    current_act().about(meeting, day=f"{meeting.day:%d-%m-%Y}", reason=meeting.called_off_because)
    return meeting
