"""Another person verifies a figure, or returns it with what must be corrected."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.workplan.agreements import errors
from minga.workplan.agreements.actions.locks import lock_agreement, require
from minga.workplan.agreements.models import Agreement, Goal, Measurement, MeasurementReview
from minga.workplan.agreements.permissions import VERIFY

VERIFIES = "Solo las unidades de la institución verifican las cifras de sus convenios."


@action("agreements.figure_verified", says="verificó la cifra de la meta {goal} al {cut}")
def verify_measurement(
    measurement: Measurement, *, by: Access, on: date | None = None
) -> Measurement:
    return _review(measurement, MeasurementReview.Outcome.VERIFIED, "", by=by, on=on)


@action("agreements.figure_returned", says="devolvió la cifra de la meta {goal} al {cut}")
def return_measurement(
    measurement: Measurement, *, remarks: str, by: Access, on: date | None = None
) -> Measurement:
    """The next figure of that cut takes its place."""
    if not remarks.strip():
        raise errors.RemarksMissing
    outcome = MeasurementReview.Outcome.RETURNED
    return _review(measurement, outcome, remarks.strip(), by=by, on=on)


def _review(
    measurement: Measurement, outcome: str, remarks: str, *, by: Access, on: date | None
) -> Measurement:
    assert on is not None
    agreement, measurement = _to_review(measurement, by, on)
    MeasurementReview(
        measurement=measurement, outcome=outcome, reviewer_id=by.actor_id, on=on, remarks=remarks
    ).save()
    current_act().about(
        agreement,
        reason=remarks,
        goal=_number(measurement),
        cut=f"{measurement.cut_on:%d-%m-%Y}",
    )
    return measurement


def _to_review(measurement: Measurement, by: Access, on: date) -> tuple[Agreement, Measurement]:
    """Read again under the lock of its agreement, if this person may review it now."""
    agreement = lock_agreement(measurement.line.agreement_id)
    require(by, VERIFY, agreement, VERIFIES)
    related = ("line", "review__reviewer", "superseded_by")
    measurement = Measurement.objects.select_related(*related).get(pk=measurement.pk)
    if not measurement.needs_review:
        raise errors.NothingToReview
    if by.actor_id is None or measurement.recorded_by_id == by.actor_id:
        raise errors.ReviewsOwnFigure(agreement)
    if measurement.is_reviewed:
        raise errors.AlreadyReviewed(measurement)
    if hasattr(measurement, "superseded_by"):
        raise errors.AlreadyCorrected
    if on < measurement.on:
        raise errors.ReviewBeforeFigure(measurement, on)
    return agreement, measurement


def _number(measurement: Measurement) -> int:
    """As the goal is called in the version in force, or was in the last one that had it."""
    goals = Goal.objects.filter(line=measurement.line_id, version__approved_on__isnull=False)
    return goals.order_by("-version__number").values_list("number", flat=True)[0]
