"""What waits for a person in the agreements: figures to verify or to correct, cuts to make.

What waits for an approval is told by the tray of approvals."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from minga.core.access import Access, StaffRequest
from minga.core.handover import predecessors
from minga.core.registries import Awaiting
from minga.territory.frames import frame_on
from minga.workplan.agreements.models import Agreement, Goal, GoalLine, Measurement
from minga.workplan.agreements.models.facts import MeasurementQuerySet
from minga.workplan.agreements.permissions import MEASURE, VERIFY, institutions
from minga.workplan.agreements.tables import Row, measured, rows_of

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
    goals = Goal.objects.filter(line=OuterRef("line"), version__status="in_force")
    found: Any = figures_for(access, day).annotate(
        goal=Subquery(goals.values("number")[:1]), due=Subquery(goals.values("due")[:1])
    )
    related = ("line__agreement__organisation", "recorded_by", "review")
    for item in found.select_related(*related).order_by("on", "pk"):
        review, agreement = getattr(item, "review", None), item.line.agreement
        yield Awaiting(
            label=_label(agreement, item.goal),
            note=f"Devuelta: {review.remarks}"
            if review
            else f"Cifra al {item.cut_on:%d-%m-%Y}, de {item.recorded_by}.",
            place=_place(agreement, day),
            verb="Corregir cifra" if review else "Verificar cifra",
            url=goal_url(agreement, item.line),
            due=item.due.last,
            kind=KIND,
        )


def _cuts(access: Access, day: date) -> Iterator[Awaiting]:
    """Goals whose month is over and have no figure of it, for who may measure."""
    for row in overdue(institutions(access, MEASURE), day):
        agreement = row.goal.version.agreement
        yield Awaiting(
            label=_label(agreement, row.goal.number),
            note=f"Falta su cifra al {row.goal.due.last:%d-%m-%Y}.",
            place=_place(agreement, day),
            verb="Medir meta",
            url=goal_url(agreement, row.goal.line),
            due=row.goal.due.last,
            kind=KIND,
        )


def overdue(own: Iterable[int], day: date) -> Iterator[Row]:
    """Past the month in which they have to be met, this year or the one before, and nobody
    measured them at it."""
    past = Goal.objects.select_related("line", "version__agreement__organisation").filter(
        version__agreement__institution__in=own,
        version__agreement__year__gte=day.year - 1,
        version__status="in_force",
        due__lt=day.replace(day=1),
    )
    goals = list(past.order_by("due", "pk"))
    for row in rows_of(goals, measured(goals, day) if goals else (), day):
        if not row.is_closed and row.open is None and not row.announced:
            yield row


def _label(agreement: Agreement, goal: int) -> str:
    return f"{KIND} {agreement.year} de {agreement.organisation.short_name}, meta {goal}"


def _place(agreement: Agreement, day: date) -> str:
    return frame_on(day).name_of(agreement.territory_id) if agreement.territory_id else ""


def goal_url(agreement: Agreement, line: GoalLine) -> str:
    return reverse("agreements:goal", args=[agreement.public_id, line.public_id])
