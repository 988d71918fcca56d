"""What is measured of the work plans: the score of the programme, and how much of the evidence is
verified. Both of what was known at a moment: evidence and statuses are only added."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from minga.core.access import Access
from minga.core.indicators.registry import Indicator, Measure, Row, known, register
from minga.core.models import Event
from minga.territory.frames import Frame, frame_on
from minga.workplan.models import Activity, ActivityStatus, Evidence, EvidenceReview, WorkPlan
from minga.workplan.search import open_to
from minga.workplan.tables import earned_by

# Plan → version number → day of its approval.
Approvals = dict[int, dict[int, date]]
DIMENSIONS = (("service", "Servicio"), ("place", "Lugar"))
SOURCE = "Programas de trabajo de Minga (PMG Gestión Territorial Integrada)"


def declare() -> None:
    register(
        Indicator(
            key="puntaje-del-programa",
            label="Puntaje del programa de trabajo",
            definition="Parte de la ponderación del año que ganaron las actividades que cumplen.",
            formula="Ponderación de las actividades en estado «cumple» ÷ ponderación de todas.",
            source=SOURCE,
            rows=score_rows,
            series=score_series,
            dimensions=DIMENSIONS,
            row_words=("actividad", "actividades"),
        )
    )
    register(
        Indicator(
            key="evidencias-verificadas",
            label="Evidencias verificadas",
            definition="Parte de las evidencias cargadas en el año que otra persona ya verificó.",
            formula="Evidencias verificadas ÷ evidencias cargadas, sin las que otra corrige.",
            source=SOURCE,
            rows=evidence_rows,
            series=evidence_series,
            dimensions=DIMENSIONS,
            row_words=("evidencia", "evidencias"),
        )
    )


def score_rows(*, on: date, by: str, **asked: Any) -> list[Row]:
    """The activities of the versions that ruled that day: points earned, of their weight."""
    (rows,) = _scores([on], **asked)
    return rows


def score_series(*, days: Sequence[date], by: str, **asked: Any) -> list[Measure]:
    return [Measure.of(rows, by) for rows in _scores(days, **asked)]


def _scores(
    days: Sequence[date], *, known_at: datetime, frame: date, place: str, access: Access
) -> list[list[Row]]:
    """The same few queries, whatever the number of days; each day looks at the plans of its
    year."""
    division = frame_on(frame)
    within = _within(division, place, "territory")
    plans = open_to(access).filter(year__in={day.year for day in days}, **within)
    approvals = _approvals(plans, known_at)
    activities = [
        activity
        for activity in Activity.objects.for_page()
        .select_related("version__plan__service__party", "version__plan__territory")
        .filter(version__plan__in=plans, version__approved_on__lte=max(days))
        if activity.version.number in approvals[activity.version.plan_id]
    ]
    statuses = known(ActivityStatus.objects.until(max(days)), known_at)
    facts = list(statuses.filter(line__in=[activity.line_id for activity in activities]))
    return [_scored(activities, approvals, facts, day, division) for day in days]


def _approvals(plans: QuerySet[WorkPlan], known_at: datetime) -> Approvals:
    """Plan → version number → day of its approval, as recorded by then. The version itself says
    what is known today: that a later one took its place is written in it afterwards."""
    found: Approvals = defaultdict(dict)
    events = Event.objects.filter(
        kind="workplan.approved",
        subject_model=WorkPlan._meta.label_lower,
        subject_id__in=plans.values("pk"),
        recorded_at__lte=known_at,
    )
    for event in events:
        found[event.subject_id][event.data["version"]] = event.on
    return found


def _scored(
    activities: Iterable[Activity],
    approvals: Approvals,
    facts: Iterable[ActivityStatus],
    day: date,
    division: Frame,
) -> list[Row]:
    ruling = [
        activity
        for activity in activities
        if activity.version.plan.year == day.year
        and activity.version.number == _ruling(approvals[activity.version.plan_id], day)
    ]
    last = {fact.line_id: fact.status for fact in facts if fact.on <= day}
    points = earned_by(ruling, last)
    return [
        Row(
            public_id=activity.line.public_id,
            label=str(activity),
            numerator=int(point),
            denominator=activity.weight,
            code=f"{activity.version.plan.year}, actividad {activity.code}",
            url=_url(activity.version.plan, activity.line),
            note=activity.version.plan.service.short_name,
            groups=_groups(activity.version.plan, division),
        )
        for activity, point in zip(ruling, points, strict=True)
    ]


def _ruling(approved: Mapping[int, date], day: date) -> int:
    """The last version approved by that day; 0 before the first."""
    return max((number for number, on in approved.items() if on <= day), default=0)


def evidence_rows(*, on: date, by: str, **asked: Any) -> list[Row]:
    """The pieces of evidence of the year as they stood that day."""
    (rows,) = _evidence([on], **asked)
    return rows


def evidence_series(*, days: Sequence[date], by: str, **asked: Any) -> list[Measure]:
    return [Measure.of(rows, by) for rows in _evidence(days, **asked)]


def _evidence(
    days: Sequence[date], *, known_at: datetime, frame: date, place: str, access: Access
) -> list[list[Row]]:
    division = frame_on(frame)
    found = (
        known(Evidence.objects.visible_to(access), known_at)
        .filter(
            line__plan__year__in={day.year for day in days},
            on__lte=max(days),
            **_within(division, place, "line__plan__territory"),
        )
        .select_related("document", "line__plan__service__party", "line__plan__territory")
        .order_by("on", "pk")
    )
    evidence = list(found)
    reviews = known(EvidenceReview.objects.filter(evidence__in=evidence), known_at)
    by_evidence = {review.evidence_id: review for review in reviews}
    return [_proved(evidence, by_evidence, day, division) for day in days]


def _proved(
    evidence: Sequence[Evidence], reviews: dict[int, EvidenceReview], day: date, division: Frame
) -> list[Row]:
    seen = [item for item in evidence if item.on <= day and item.line.plan.year == day.year]
    replaced = {item.replaces_id for item in seen}
    numbers: dict[int, int] = defaultdict(int)
    rows = []
    for item in seen:
        numbers[item.line_id] += 1
        if item.pk in replaced:
            continue
        review = reviews.get(item.pk)
        verified = review is not None and review.on <= day and review.outcome == "verified"
        rows.append(
            Row(
                public_id=item.public_id,
                label=item.document.title,
                numerator=int(verified),
                denominator=1,
                code=f"evidencia {numbers[item.line_id]} de {item.line.public_id}",
                url=_url(item.line.plan, item.line),
                note=f"Cargada el {item.on:%d-%m-%Y}",
                groups=_groups(item.line.plan, division),
            )
        )
    return rows


def _within(division: Frame, place: str, path: str) -> dict[str, Any]:
    """The place, what it is part of (a plan of the region is also one of its communes) and its
    parts; nowhere when the division does not know it."""
    if not place:
        return {}
    version = division.by_public_id(place)
    if version is None:
        return {f"{path}__in": []}
    above = division.containing(version.territory_id)
    inside = (
        other for other in division.versions if version.territory_id in division.containing(other)
    )
    return {f"{path}__in": {*above, *inside}}


def _groups(plan: Any, division: Frame) -> tuple[tuple[str, str, str], ...]:
    return (
        ("service", plan.service.public_id, plan.service.name),
        ("place", plan.territory.public_id, division.name_of(plan.territory_id)),
    )


def _url(plan: Any, line: Any) -> str:
    return reverse("workplan:activity", args=[plan.public_id, line.public_id])
