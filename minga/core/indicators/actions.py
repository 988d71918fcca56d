"""Keeping a figure: an action like any other, so that the record vouches for it."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minga.core.access import Access, Grant
from minga.core.actions import action, current_act
from minga.core.canonical import canonical_json, digest
from minga.core.errors import DomainError, NotAllowed
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.permissions import TAKE
from minga.core.indicators.registry import Indicator, Measure, Question, Row
from minga.core.looking import Looking
from minga.core.models import Event
from minga.core.permissions import Reach


class NotMeasuredYet(DomainError):
    code = "indicators.not_measured_yet"

    def __init__(self, indicator: Indicator, on: date) -> None:
        super().__init__(
            f"«{indicator.label}» todavía no se mide al {on:%d-%m-%Y} en este lugar: no hay "
            f"{indicator.row_words[1]}. Elija otra fecha u otro lugar."
        )


class DayInFuture(DomainError):
    code = "indicators.day_in_future"
    field = "on"

    def __init__(self, on: date, today: date) -> None:
        super().__init__(
            f"No se mide el {on:%d-%m-%Y}: hoy es {today:%d-%m-%Y}. Elija un día hasta hoy."
        )


class WhyMissing(DomainError):
    code = "indicators.why_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba para qué guarda la medición: quien la lea lo necesitará.")


NOT_HERE = "Ninguna de sus funciones vigentes permite guardar mediciones."


@action("indicators.snapshot_taken", says="guardó la medición de «{indicator}» al {day}: {figure}")
def take_snapshot(
    indicator: Indicator,
    looking: Looking,
    *,
    day: date,
    dimension: str = "",
    reason: str,
    by: Access,
    on: date | None = None,
) -> IndicatorSnapshot:
    """Measure and keep it, with the rows behind it and what was known."""
    if not by.may(TAKE):
        raise NotAllowed(NOT_HERE)
    snapshot = keep_figure(
        indicator, looking, day=day, dimension=dimension, reason=reason, by=by, on=on
    )
    current_act().about(
        snapshot,
        reason=snapshot.reason,
        indicator=indicator.label,
        day=f"{day:%d-%m-%Y}",
        figure=f"{snapshot.numerator} de {snapshot.denominator}",
    )
    return snapshot


def keep_figure(
    indicator: Indicator,
    looking: Looking,
    *,
    day: date,
    dimension: str = "",
    reason: str,
    by: Access,
    on: date | None,
) -> IndicatorSnapshot:
    """The part of an action that measures and keeps: an area above that also writes something of
    its own calls it inside its own action, whose event vouches for both."""
    if not indicator.may_be_read(by):
        raise NotAllowed(NOT_HERE)
    assert on is not None
    if day > on:
        raise DayInFuture(day, on)
    if not reason.strip():
        raise WhyMissing
    question = Question(day, _now(), looking.frame, looking.place, dimension, by)
    rows = indicator.rows_behind(question)
    measure = Measure.of(rows, dimension)
    if measure.value is None:
        raise NotMeasuredYet(indicator, day)
    snapshot = _snapshot(indicator, looking, question, measure, rows)
    snapshot.reason = reason.strip()
    snapshot.save()
    return snapshot


def _now() -> datetime:
    """Up to the last event that is seen here: what others are still writing comes after it."""
    last = Event.objects.order_by("-sequence").values_list("recorded_at", flat=True).first()
    return last or timezone.now()


def _snapshot(
    indicator: Indicator,
    looking: Looking,
    question: Question,
    measure: Measure,
    rows: list[Row],
) -> IndicatorSnapshot:
    by = question.access
    kept = contributions(rows)
    return IndicatorSnapshot(
        indicator=indicator.key,
        label=indicator.label,
        definition=indicator.definition,
        formula=indicator.formula,
        source=indicator.source,
        unit=indicator.unit,
        definition_hash=indicator.definition_hash,
        on=question.on,
        known_at=question.known_at,
        frame=looking.frame,
        place=looking.place,
        place_id=looking.place_id,
        place_label=looking.place_label,
        by=question.by,
        numerator=measure.numerator,
        denominator=measure.denominator,
        rows_count=measure.rows_count,
        rows=kept,
        rows_digest=digest(canonical_json(kept)),
        parts=[[part.label, part.numerator, part.denominator] for part in measure.parts],
        scope=scope_of(by),
        institution_id=by.grants[0].institution_id if by.grants else None,
        institution=by.organisation_label,
        taken_by=by.label,
        role=by.role_label,
    )


def contributions(rows: list[Row]) -> dict[str, list[Any]]:
    return {
        row.public_id: [row.code or row.public_id, row.numerator, row.denominator] for row in rows
    }


def scope_of(access: Access) -> dict[str, Any]:
    """What a person could see, as data: roles and institutions, no name."""
    grants = [
        asdict(grant)
        | {
            "reach": grant.reach.value,
            "only": sorted(grant.only),
            "substituted": "",
            "delegated": "",
        }
        for grant in access.grants
    ]
    return {"everything": access.everything, "grants": grants}


def access_from(snapshot: IndicatorSnapshot) -> Access:
    """The eyes that the figure was made with."""
    grants = tuple(
        replace(Grant(**told), reach=Reach(told["reach"]), only=frozenset(told.get("only", ())))
        for told in snapshot.scope["grants"]
    )
    return Access(None, snapshot.taken_by, grants, snapshot.on, snapshot.scope["everything"])
