"""What is measured of the visits: those made by their deadline, of those whose deadline passed."""

from datetime import date, datetime

from django.urls import reverse

from minga.core.access import Access
from minga.core.indicators.registry import Indicator, Row, register
from minga.territory.frames import Frame, frame_on
from minga.visits.models import Visit

DIMENSIONS = (("place", "Lugar"), ("service", "Servicio"))


def declare() -> None:
    register(
        Indicator(
            key="visitas-dentro-de-plazo",
            label="Visitas hechas dentro de plazo",
            definition=(
                "Parte de las visitas de control cuyo plazo venció en el año, o que se hicieron, "
                "que se hizo dentro del plazo que regía."
            ),
            formula="Visitas hechas dentro de plazo ÷ visitas hechas o con el plazo vencido.",
            source="Visitas de control de Minga",
            rows=rows,
            dimensions=DIMENSIONS,
            row_words=("visita", "visitas"),
        )
    )


def rows(
    *,
    on: date,
    known_at: datetime,
    frame: date,
    place: str,
    access: Access,
    by: str,
) -> list[Row]:
    """Of the year of the day, up to the day."""
    division = frame_on(frame)
    found = (
        Visit.objects.visible_to(access)
        .exclude(status="void")
        .with_limit()
        .filter(event__recorded_at__lte=known_at)
        .due_in(on.year)
        .select_related("service__party", "territory")
        .order_by("limit", "pk")
    )
    inside = _inside(division, place)
    return [
        _row(visit, division)
        for visit in found
        if (visit.limit_on < on or (visit.done_on and visit.done_on <= on))
        and (inside is None or visit.territory_id in inside)
    ]


def _inside(division: Frame, place: str) -> set[int] | None:
    """The place, what it is part of and its parts; None for everywhere."""
    version = division.by_public_id(place) if place else None
    if version is None:
        return set() if place else None
    above = set(division.containing(version.territory_id))
    parts = (one for one in division.versions if version.territory_id in division.containing(one))
    return above | set(parts)


def _row(visit: Visit, division: Frame) -> Row:
    in_time = visit.done_on is not None and visit.done_on <= visit.limit_on
    return Row(
        public_id=visit.public_id,
        label=visit.title,
        numerator=int(in_time),
        denominator=1,
        url=reverse("visits:visit", args=[visit.public_id]),
        note=f"Plazo {visit.limit_on:%d-%m-%Y}",
        groups=(
            ("place", visit.territory.public_id, division.name_of(visit.territory_id)),
            ("service", visit.service.public_id, visit.service.name),
        ),
    )
