"""Measuring a goal, by an indicator of Minga or by a document, and correcting a figure."""

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.errors import NotAllowed, Refusal
from minga.core.indicators.actions import keep_figure
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.registry import Indicator
from minga.core.looking import Looking
from minga.core.months import Month
from minga.documents.actions import file_document
from minga.territory.frames import frame_on
from minga.workplan.agreements import errors
from minga.workplan.agreements.actions.locks import lock_agreement, require
from minga.workplan.agreements.announced import Announced, measurer_of
from minga.workplan.agreements.models import Agreement, Goal, GoalLine, Measurement
from minga.workplan.agreements.models.agreement import LARGEST
from minga.workplan.agreements.permissions import MEASURE

log = logging.getLogger(__name__)
# By this dimension an indicator is told apart by institution, where it has it.
SERVICE = "service"
MEASURES = "Solo las unidades de la institución miden las metas de sus convenios."


@dataclass(frozen=True)
class Paper:
    """What proves a figure: the two sides of the fraction, and the document that says them. Of a
    count, the denominator is 1."""

    numerator: int
    denominator: int
    file: UploadedFile | None
    title: str
    dated_on: date


@dataclass(frozen=True)
class _Asked:
    """A measurement that this person may make now: of which goal, at which cut."""

    agreement: Agreement
    goal: Goal
    month: Month
    on: date
    by: Access
    supersedes: Measurement | None = None
    reason: str = ""

    @property
    def is_provisional(self) -> bool:
        return self.on <= self.month.last

    @property
    def cut_on(self) -> date:
        return self.on if self.is_provisional else self.month.last


@action("agreements.measured", says="midió la meta {goal} al {cut}: {figure}")
def measure_by_indicator(
    line: GoalLine,
    *,
    month: Month,
    provisional: bool = False,
    by: Access,
    on: date | None = None,
) -> Measurement:
    """Ask the indicator as of the cut and keep what it answered. A month that is not over is
    measured only by who says that it is provisional."""
    asked = _new(line, month, provisional=provisional, by=by, on=on, by_evidence=False)
    return _keep_indicator(asked)


@action("agreements.measured_by_evidence", says="informó la meta {goal} al {cut}: {figure}")
def measure_by_evidence(
    line: GoalLine,
    paper: Paper,
    *,
    month: Month,
    provisional: bool = False,
    by: Access,
    on: date | None = None,
) -> Measurement:
    """Keep the figure with its document, for another person to verify."""
    asked = _new(line, month, provisional=provisional, by=by, on=on, by_evidence=True)
    return _keep_evidence(asked, paper)


@action("agreements.corrected", says="midió de nuevo la meta {goal} al {cut}: {figure}")
def correct_by_indicator(
    earlier: Measurement, *, reason: str, by: Access, on: date | None = None
) -> Measurement:
    """The same cut by what is known now, in the place of the earlier figure."""
    return _keep_indicator(_correction(earlier, reason, by=by, on=on, by_evidence=False))


@action("agreements.corrected_by_evidence", says="corrigió la meta {goal} al {cut}: {figure}")
def correct_by_evidence(
    earlier: Measurement, paper: Paper, *, reason: str, by: Access, on: date | None = None
) -> Measurement:
    return _keep_evidence(_correction(earlier, reason, by=by, on=on, by_evidence=True), paper)


def _goal_in_force(line: GoalLine, by: Access, *, by_evidence: bool) -> tuple[Agreement, Goal]:
    agreement = lock_agreement(line.agreement_id)
    require(by, MEASURE, agreement, MEASURES)
    goal = Goal.objects.for_page().filter(line=line, version__status="in_force").first()
    if goal is None:
        raise errors.NotInForce
    if goal.is_by_evidence != by_evidence:
        raise errors.AnotherSource(by_evidence=goal.is_by_evidence)
    return agreement, goal


def _new(
    line: GoalLine,
    month: Month,
    *,
    provisional: bool,
    by: Access,
    on: date | None,
    by_evidence: bool,
) -> _Asked:
    assert on is not None
    agreement, goal = _goal_in_force(line, by, by_evidence=by_evidence)
    by = by.acting(MEASURE, agreement.institution_id)
    if month.year != agreement.year:
        raise errors.MonthOutOfYear(agreement.year)
    if month.first > on:
        raise errors.MonthNotBegun(month)
    if month > goal.due:
        raise errors.MonthAfterDue(goal.due)
    asked = _Asked(agreement, goal, month, on, by)
    if asked.is_provisional and not provisional:
        raise errors.MonthStillOpen(month)
    same = line.measurements.filter(month=month.first, is_provisional=asked.is_provisional)
    if asked.is_provisional:
        same = same.filter(on=on)
    if found := same.first():
        raise errors.AlreadyMeasured(found)
    return asked


def _correction(
    earlier: Measurement, reason: str, *, by: Access, on: date | None, by_evidence: bool
) -> _Asked:
    assert on is not None
    agreement, goal = _goal_in_force(earlier.line, by, by_evidence=by_evidence)
    earlier = Measurement.objects.select_related("superseded_by").get(pk=earlier.pk)
    if earlier.is_provisional:
        raise errors.ProvisionalIsNotCorrected
    if hasattr(earlier, "superseded_by"):
        raise errors.AlreadyCorrected
    if not reason.strip():
        raise errors.ReasonMissing
    acting = by.acting(MEASURE, agreement.institution_id)
    return _Asked(agreement, goal, earlier.month, on, acting, earlier, reason.strip())


def _keep_indicator(asked: _Asked) -> Measurement:
    indicator = _indicator(asked.goal, asked.by)
    has_services = SERVICE in dict(indicator.dimensions)
    snapshot = _ask(indicator, asked, dimension=SERVICE if has_services else "")
    numerator, denominator = (
        _own_part(snapshot, asked) if has_services else (snapshot.numerator, snapshot.denominator)
    )
    return _save(
        asked, numerator, denominator, snapshot=snapshot, known_at=snapshot.known_at,
        source=Goal.MeasuredBy.INDICATOR,
    )  # fmt: skip


def _indicator(goal: Goal, by: Access) -> Indicator:
    measurer = measurer_of(goal.indicator)
    if measurer is None:
        raise errors.IndicatorGone(goal.indicator)
    if isinstance(measurer, Announced):
        raise errors.NotMeasuredByMingaYet(measurer)
    if not measurer.may_be_read(by):
        raise NotAllowed(f"Ninguna de sus funciones vigentes lee «{measurer.label}».")
    return measurer


def _ask(indicator: Indicator, asked: _Asked, *, dimension: str) -> IndicatorSnapshot:
    """A failure of the indicator leaves nothing behind, and is told as what it is."""
    reason = f"Meta {asked.goal.number} del {asked.agreement}"
    try:
        return keep_figure(
            indicator, _looking(asked), day=asked.cut_on, dimension=dimension, reason=reason,
            by=asked.by, on=asked.on,
        )  # fmt: skip
    except Refusal:
        raise
    except Exception as error:
        log.exception("The indicator %s failed", indicator.key)
        raise errors.IndicatorFailed(indicator.label) from error


def _looking(asked: _Asked) -> Looking:
    """The place of the institution in the division of the cut."""
    day, place = asked.cut_on, asked.agreement.territory
    if place is None:
        return Looking(day.year, day)
    label = frame_on(day).name_of(place.pk)
    return Looking(day.year, day, place.public_id, place.pk, label)


def _own_part(snapshot: IndicatorSnapshot, asked: _Asked) -> tuple[int, int]:
    """Of the kept figure, what is of this institution."""
    name = asked.agreement.institution.name
    own = [(top, bottom) for label, top, bottom in snapshot.parts if label == name]
    if len(own) != 1 or not own[0][1]:
        raise errors.NotOfThisInstitution(snapshot.label, name, asked.cut_on)
    return own[0]


def _keep_evidence(asked: _Asked, paper: Paper) -> Measurement:
    _judge(paper, asked)
    document = file_document(
        asked.agreement.dossier, paper.file, title=paper.title, dated_on=paper.dated_on,
        by=asked.by, on=asked.on,
    )  # fmt: skip
    return _save(
        asked, paper.numerator, paper.denominator, document=document, known_at=timezone.now(),
        source=Goal.MeasuredBy.EVIDENCE,
    )  # fmt: skip


def _judge(paper: Paper, asked: _Asked) -> None:
    if paper.denominator == 0:
        raise errors.DenominatorIsZero
    for field in ("numerator", "denominator"):
        if not 0 <= getattr(paper, field) <= LARGEST:
            raise errors.FigureOutOfRange(field)
    if paper.numerator > paper.denominator and not asked.goal.may_pass_whole:
        raise errors.MoreThanTheWhole(paper.numerator, paper.denominator)
    if paper.dated_on > asked.on:
        raise errors.DocumentAfterToday(paper.dated_on, asked.on)
    if paper.dated_on.year < asked.agreement.year:
        raise errors.DocumentBeforeItsYear(paper.dated_on, asked.agreement.year)


def _save(asked: _Asked, numerator: int, denominator: int, **kept: Any) -> Measurement:
    earlier = asked.supersedes
    if earlier and earlier.value * denominator == numerator and not _was_returned(earlier):
        raise errors.SameFigure
    made = Measurement(
        line=asked.goal.line, month=asked.month, is_provisional=asked.is_provisional, on=asked.on,
        numerator=numerator, denominator=denominator, recorded_by_id=asked.by.actor_id,
        supersedes=earlier, reason=asked.reason, **kept,
    )  # fmt: skip
    made.save()
    current_act().about(
        asked.agreement, reason=asked.reason, goal=asked.goal.number,
        cut=f"{made.cut_on:%d-%m-%Y}", figure=_figure(asked.goal, numerator, denominator),
    )  # fmt: skip
    return made


def _was_returned(measurement: Measurement) -> bool:
    """What was asked to be corrected may be the document and not the figure."""
    return hasattr(measurement, "review") and measurement.review.outcome == "returned"


def _figure(goal: Goal, numerator: int, denominator: int) -> str:
    if not goal.is_percent and denominator == 1:
        return str(numerator)
    return f"{numerator} de {denominator}"
