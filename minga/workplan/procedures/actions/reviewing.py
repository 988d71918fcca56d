"""Reviewing a procedure: how often, and each review with what its outputs measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.workplan.procedures import errors
from minga.workplan.procedures.actions.common import (
    in_force,
    lock,
    not_after,
    reason_of,
    require,
    said,
)
from minga.workplan.procedures.actions.draft import copy_in_force
from minga.workplan.procedures.models import (
    OutputRequirement,
    Procedure,
    ProcedureReview,
    ProcedureVersion,
    RequirementResult,
    ReviewPeriod,
)
from minga.workplan.procedures.models.review import ReviewResult
from minga.workplan.procedures.permissions import REVIEW

REVIEWS = "Revisa un procedimiento, y dice cada cuánto, quien tiene una jefatura en el servicio."


@action("procedures.period_set", says="fijó la revisión de {code} cada {months} meses")
def set_period(
    procedure: Procedure, *, months: int, reason: str, by: Access, on: date | None = None
) -> ReviewPeriod:
    assert on is not None
    procedure = lock(procedure.pk)
    require(by, REVIEW, procedure, REVIEWS)
    if not 1 <= months <= 60:
        raise errors.PeriodOutOfRange
    period = ReviewPeriod(procedure=procedure, months=months, since=on, reason=reason_of(reason))
    period.save()
    current_act().about(procedure, reason=period.reason, code=procedure.code, months=months)
    return period


@dataclass(frozen=True)
class Measured:
    """Of one requirement: whether it was satisfied, and the figure."""

    satisfied: bool
    figure: str


@dataclass(frozen=True)
class Reviewed:
    """What a review says. `measured`: by the key of each requirement of the version in force."""

    held_on: date
    participants: str
    result: str
    remarks: str
    measured: Mapping[int, Measured] = field(default_factory=dict)


@action("procedures.reviewed", says="anotó la revisión de {code}: {result}")
def record_review(
    procedure: Procedure, reviewed: Reviewed, *, by: Access, on: date | None = None
) -> ProcedureReview:
    """A procedure that has to be modified gets its draft at once, unless one is open."""
    assert on is not None
    procedure = lock(procedure.pk)
    require(by, REVIEW, procedure, REVIEWS)
    version = in_force(procedure)
    _judge(procedure, version, reviewed, on)
    review = ProcedureReview(
        procedure=procedure,
        version=version,
        held_on=reviewed.held_on,
        recorded_on=on,
        participants=said(reviewed.participants, "participants", "Escriba quiénes participaron."),
        result=ReviewResult(reviewed.result),
        remarks=said(reviewed.remarks, "remarks", "Escriba las conclusiones."),
        reviewed_by_id=by.actor_id,
    )
    review.save()
    _measure(review, version, reviewed.measured)
    is_open = procedure.versions.filter(status__in=("draft", "submitted")).exists()
    if review.result == ReviewResult.CHANGES and not is_open:
        # Who reviewed wrote nothing in it, and so may review it when it is prepared.
        copy_in_force(procedure)
    current_act().about(
        procedure,
        code=procedure.code,
        result=review.get_result_display(),
        review=review.public_id,
    )
    return review


def _judge(procedure: Procedure, version: ProcedureVersion, reviewed: Reviewed, on: date) -> None:
    not_after(reviewed.held_on, on, "held_on")
    assert version.approved_on is not None
    if reviewed.held_on < version.approved_on:
        raise errors.DayTooEarly("held_on", version.approved_on, "se aprobó la versión vigente")
    if procedure.reviews.filter(held_on=reviewed.held_on).exists():
        raise errors.ReviewedThatDay


def _measure(
    review: ProcedureReview, version: ProcedureVersion, measured: Mapping[int, Measured]
) -> None:
    wanted = OutputRequirement.objects.filter(output__version=version)
    found = {requirement.pk: requirement for requirement in wanted}
    if set(found) != set(measured):
        raise errors.ResultsMissing
    for pk, result in measured.items():
        RequirementResult(
            review=review,
            requirement=found[pk],
            satisfied=result.satisfied,
            figure=said(
                result.figure, f"figure_{found[pk].line_key}", "Escriba el resultado medido."
            ),
        ).save()
