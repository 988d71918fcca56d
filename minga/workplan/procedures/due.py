"""When a procedure has to be reviewed again: so many months after the last time."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Prefetch

from minga.visits.reckoning import add_months
from minga.workplan.procedures.models import (
    Procedure,
    ProcedureReview,
    ProcedureVersion,
    ReviewPeriod,
)
from minga.workplan.procedures.models.procedure import ProcedureQuerySet


def with_reviews(procedures: ProcedureQuerySet) -> ProcedureQuerySet:
    """With what `due_on` reads, in as many queries for one as for many."""
    return procedures.prefetch_related(
        Prefetch("versions", ProcedureVersion.objects.order_by("number")),
        Prefetch("periods", ReviewPeriod.objects.order_by("since", "pk")),
        Prefetch("reviews", ProcedureReview.objects.order_by("held_on")),
    )


def period_on(procedure: Procedure, day: date) -> ReviewPeriod | None:
    """The one that rules on a day."""
    known = [period for period in procedure.periods.all() if period.since <= day]
    return max(known, key=lambda period: (period.since, period.pk), default=None)


def in_force_of(procedure: Procedure) -> ProcedureVersion | None:
    return next((one for one in procedure.versions.all() if one.status == "in_force"), None)


def due_on(procedure: Procedure, day: date) -> date | None:
    """Counted from the last review or, when it is later, from the approval of the version in
    force; none when nothing rules yet."""
    version, period = in_force_of(procedure), period_on(procedure, day)
    if version is None or version.approved_on is None:
        return None
    held = [review.held_on for review in procedure.reviews.all()]
    return next_due([version.approved_on, *held], period)


def next_due(looked: Sequence[date], period: ReviewPeriod | None) -> date | None:
    """`looked`: the days on which somebody looked at it: approved or reviewed it."""
    return add_months(max(looked), period.months) if period else None


def late(procedures: Iterable[Procedure], day: date) -> list[tuple[Procedure, date]]:
    """Those past their day, the oldest first."""
    found = [(procedure, due_on(procedure, day)) for procedure in procedures]
    past = [(procedure, due) for procedure, due in found if due is not None and due < day]
    return sorted(past, key=lambda item: (item[1], item[0].pk))
