"""What a head of service opens on a Monday: the score, what is late, what waits, what was
promised."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minga.core.access import Access, StaffRequest
from minga.core.errors import NotAllowed
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.workplan import says
from minga.workplan.models import Activity, WorkPlan
from minga.workplan.permissions import APPROVE, PREPARE
from minga.workplan.search import open_to
from minga.workplan.tables import Board, board_of
from minga.workplan.worries import Line, worries

WEEK = timedelta(days=7)
# A list that does not end is not read: the rest is in the pages that it leads to.
SHOWN = 25
KINDS = (
    ("late", "Qué está atrasado", "Nada está atrasado."),
    ("waits", "Qué espera a alguien", "Nada espera a nadie."),
    ("promised", "Qué se prometió", "Nada de lo prometido vence en los próximos treinta días."),
)


@dataclass(frozen=True)
class Told:
    """A line, and the part of the work plan that tells it."""

    part: str
    line: Line


@dataclass(frozen=True)
class Chapter:
    """What is late, waits or was promised, of all parts together: the late first, by their day."""

    key: str
    title: str
    empty: str
    told: list[Told]

    @property
    def shown(self) -> list[Told]:
        return self.told[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.told) - len(self.shown)


@dataclass(frozen=True)
class Standing:
    """A plan of the year: its points today, a week ago and by the terms that it set itself.
    `place`: its own, where the service has more than one plan."""

    plan: WorkPlan
    place: str
    board: Board
    before: int
    expected: int

    @property
    def moved(self) -> str:
        """«10 más que hace una semana»; nothing when it stayed."""
        points = abs(self.board.earned - self.before)
        if not points:
            return ""
        more = "más" if self.board.earned > self.before else "menos"
        return f"{points} {more} que hace una semana"

    @property
    def behind(self) -> int:
        return max(self.expected - self.board.earned, 0)


def services(access: Access) -> list[int]:
    """Where a person directs or prepares; those that she directs first."""
    return [
        *(pk for pk in access.institutions if access.may(APPROVE, pk)),
        *(
            pk
            for pk in access.institutions
            if access.may(PREPARE, pk) and not access.may(APPROVE, pk)
        ),
    ]


def is_for(access: Access) -> bool:
    """In the menu of who directs a service."""
    return access.may(APPROVE)


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    staff = cast(StaffRequest, request)
    service, others = _service(staff)
    told = _told(service, staff)
    chapters = [Chapter(kind, title, empty, told[kind]) for kind, title, empty in KINDS]
    context = {
        "service": service,
        "others": others,
        "chapters": chapters,
        "totals": {chapter.key: len(chapter.told) for chapter in chapters},
        "standings": [
            (found, says.chart(found.board, found.plan.year))
            for found in standings(service, staff.day, staff.access)
        ],
        "week": staff.day - timedelta(days=staff.day.weekday()),
    }
    return render(request, "workplan/week.html", context)


def _service(request: StaffRequest) -> tuple[Organisation, list[Organisation]]:
    own = services(request.access)
    if not own:
        raise NotAllowed("Esta página es de quienes dirigen o preparan un programa de trabajo.")
    known = Organisation.objects.select_related("party").in_bulk(own)
    asked = request.GET.get("servicio", "")
    chosen = next((pk for pk in own if known[pk].public_id == asked), own[0] if not asked else None)
    if chosen is None:
        raise Http404
    return known[chosen], [known[pk] for pk in own if pk != chosen]


def _told(service: Organisation, request: StaffRequest) -> dict[str, list[Told]]:
    """By chapter. What was promised and is overdue is late. A row that two parts tell is told by
    the first: a commitment of a problem is one of all."""
    found: dict[str, list[Told]] = {kind: [] for kind, *_ in KINDS}
    known: set[str] = set()
    for kind, *_ in KINDS:
        for worry in worries(kind):
            for line in worry.find(service, request.day, request.access):
                if not line.key or line.key not in known:
                    chapter = "late" if kind == "promised" and line.is_late else kind
                    found[chapter].append(Told(worry.label, line))
                known.add(line.key)
    return {kind: sorted(told, key=_order) for kind, told in found.items()}


def _order(told: Told) -> tuple[bool, date]:
    """The late ones first, each by its day; what has none comes before what has time."""
    return not told.line.is_late, told.line.due or date.min


def standings(service: Organisation, day: date, access: Access) -> list[Standing]:
    """Of each plan of the day's year with an approved version: one for each place."""
    plans = open_to(access).filter(service=service, year=day.year)
    ruling = Activity.objects.in_force_on(day).filter(version__plan__in=plans)
    versions = dict(ruling.values_list("version__plan_id", "version_id"))
    found = WorkPlan.objects.for_page().filter(pk__in=versions).order_by("pk")
    frame = frame_on(day)
    names = {plan.pk: frame.name_of(plan.territory_id) for plan in found}
    return [
        _standing(plan, versions[plan.pk], names[plan.pk] if len(names) > 1 else "", day)
        for plan in found
    ]


def _standing(plan: WorkPlan, version_id: int, place: str, day: date) -> Standing:
    board = board_of(plan, version_id, day)
    past = [row for row in board.rows if row.activity.is_late(day)]
    return Standing(
        plan,
        place,
        board,
        before=_earned_by(board, day - WEEK),
        expected=sum(row.activity.weight for row in past),
    )


def _earned_by(board: Board, day: date) -> int:
    """The points as they stood on a day, from the steps of the board."""
    return next((step.earned for step in reversed(board.steps) if step.on <= day), 0)
