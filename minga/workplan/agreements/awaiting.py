"""What waits for a person in the agreements: figures to verify or to correct, cuts to make.

What waits for an approval is told by the tray of approvals."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from minga.core.access import Access, StaffRequest
from minga.core.handover import predecessors
from minga.core.registries import Awaiting
from minga.territory.frames import frame_on
from minga.workplan.agreements.models import Agreement, Goal, Measurement
from minga.workplan.agreements.models.facts import MeasurementQuerySet
from minga.workplan.agreements.permissions import MEASURE, VERIFY, institutions
from minga.workplan.agreements.tables import Board, Row, boards

KIND = "Convenio de desempeño"


def figures_for(access: Access, day: date) -> MeasurementQuerySet:
    """To verify (recorded by another) or to correct (returned, own or inherited)."""
    to_verify = Q(
        review__isnull=True, line__agreement__institution__in=institutions(access, VERIFY)
    ) & ~Q(recorded_by=access.actor_id)
    own = Q(recorded_by=access.actor_id) | Q(recorded_by__in=predecessors(access.actor_id))
    to_correct = Q(review__outcome="returned", review__on__lte=day) & own
    seen = Measurement.objects.visible_to(access).reviewable()
    return seen.filter(to_verify | to_correct, on__lte=day, line__goals__version__status="in_force")


def count(request: StaffRequest) -> int | MeasurementQuerySet:
    """For the menu, on every page."""
    if not (request.access.may(VERIFY) or request.access.may(MEASURE)):
        return 0
    return figures_for(request.access, request.day)


def find(access: Access, day: date) -> Iterator[Awaiting]:
    yield from _figures(access, day)
    yield from _cuts(access, day)


def _figures(access: Access, day: date) -> Iterator[Awaiting]:
    related = ("line__agreement__organisation", "recorded_by", "review")
    found = list(figures_for(access, day).select_related(*related).order_by("on", "pk"))
    goals = _goals(item.line_id for item in found)
    for item in found:
        review, goal = getattr(item, "review", None), goals[item.line_id]
        yield Awaiting(
            label=_label(item.line.agreement, goal),
            note=f"Devuelta: {review.remarks}"
            if review
            else f"Cifra al {item.cut_on:%d-%m-%Y}, de {item.recorded_by}.",
            place=_place(item.line.agreement, day),
            verb="Corregir cifra" if review else "Verificar cifra",
            url=goal_url(item.line.agreement, goal),
            due=goal.due.last,
            kind=KIND,
        )


def _cuts(access: Access, day: date) -> Iterator[Awaiting]:
    """Goals whose month is over and have no figure of it, for who may measure."""
    own = institutions(access, MEASURE)
    agreements = list(
        Agreement.objects.visible_to(access)
        .for_page()
        .filter(institution__in=own, year__gte=day.year - 1, year__lte=day.year)
    )
    for agreement, row in overdue(agreements, boards(agreements, day)):
        yield Awaiting(
            label=_label(agreement, row.goal),
            note=f"Falta su cifra al {row.goal.due.last:%d-%m-%Y}.",
            place=_place(agreement, day),
            verb="Medir meta",
            url=goal_url(agreement, row.goal),
            due=row.goal.due.last,
            kind=KIND,
        )


def overdue(
    agreements: Iterable[Agreement], found: dict[int, Board]
) -> Iterator[tuple[Agreement, Row]]:
    """Past the month in which they have to be met, and nobody measured them at it."""
    for agreement in agreements:
        board = found.get(agreement.pk)
        for row in board.rows if board else ():
            if row.is_past and not row.is_closed and row.open is None and not row.announced:
                yield agreement, row


def _goals(lines: Iterable[int]) -> dict[int, Goal]:
    found = Goal.objects.filter(line__in=set(lines), version__status="in_force")
    return {goal.line_id: goal for goal in found.select_related("line")}


def _label(agreement: Agreement, goal: Goal) -> str:
    return f"{KIND} {agreement.year} de {agreement.organisation.short_name}, meta {goal.number}"


def _place(agreement: Agreement, day: date) -> str:
    return frame_on(day).name_of(agreement.territory_id) if agreement.territory_id else ""


def goal_url(agreement: Agreement, goal: Goal) -> str:
    return reverse("agreements:goal", args=[agreement.public_id, goal.line.public_id])
