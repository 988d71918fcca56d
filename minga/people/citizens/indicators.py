"""What is measured of the attentions: those answered within their term."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from minga.core.access import Access
from minga.core.indicators.registry import Indicator, Row, known, register
from minga.people.citizens.models import Attention, AttentionStep
from minga.territory.frames import Frame, frame_on


def declare() -> None:
    register(
        Indicator(
            key="atenciones-respondidas-en-plazo",
            label="Atenciones respondidas en plazo",
            definition="Parte de las atenciones derivadas del año que se respondieron dentro de "
            "su plazo, entre las respondidas y las ya vencidas.",
            formula="Respondidas hasta su plazo ÷ (respondidas + vencidas sin respuesta).",
            source="Atenciones registradas en Minga",
            rows=in_time,
            dimensions=(
                ("service", "Servicio"),
                ("unit", "Unidad"),
                ("channel", "Canal"),
                ("place", "Comuna"),
            ),
            row_words=("atención", "atenciones"),
        )
    )


def in_time(
    *, on: date, known_at: datetime, frame: date, place: str, access: Access, **asked: Any
) -> list[Row]:
    """Of the year, as was known: a referral or an answer recorded later does not count yet."""
    division = frame_on(frame)
    steps = known(AttentionStep.objects.filter(on__lte=on), known_at)
    found = (
        Attention.objects.visible_to(access)
        .for_page()
        .filter(on__year=on.year, on__lte=on, due_on__isnull=False)
        .order_by("on", "pk")
    )
    by_attention: dict[int, dict[str, AttentionStep]] = {}
    for step in steps.filter(attention__in=found).order_by("pk"):
        by_attention.setdefault(step.attention_id, {})[step.kind] = step
    rows = (_row(one, by_attention.get(one.pk, {}), on, division) for one in found)
    inside = _inside(division, place)
    return [row for row, where in rows if row is not None and (not place or where in inside)]


def _row(
    attention: Attention, steps: dict[str, AttentionStep], on: date, division: Frame
) -> tuple[Row | None, int | None]:
    """Nothing of one that was voided, not yet referred, or still within its term."""
    answer, due_on = steps.get("answered"), attention.due_on
    assert due_on is not None
    where = attention.territory_id
    if "voided" in steps or "referred" not in steps or (answer is None and due_on >= on):
        return None, where
    said = f"respondida el {answer.on:%d-%m-%Y}" if answer else "sin respuesta"
    row = Row(
        public_id=attention.public_id,
        label=f"Atención {attention.folio}: {attention.subject.name}",
        numerator=int(answer is not None and answer.on <= due_on),
        denominator=1,
        code=f"atención {attention.folio}",
        url=reverse("citizens:attention", args=[attention.public_id]),
        note=f"Plazo {due_on:%d-%m-%Y}, {said}",
        groups=_groups(attention, division),
    )
    return row, where


def _groups(attention: Attention, division: Frame) -> tuple[tuple[str, str, str], ...]:
    unit, service = attention.referred_to, attention.service
    place = attention.territory
    found: list[tuple[str, str, str]] = [
        ("service", service.public_id, service.name),
        ("channel", attention.channel, attention.get_channel_display()),
    ]
    if unit:
        found.append(("unit", unit.key, unit.name))
    if place:
        found.append(("place", place.public_id, division.name_of(place.pk)))
    return tuple(found)


def _inside(division: Frame, place: str) -> Sequence[int]:
    version = division.by_public_id(place) if place else None
    if version is None:
        return ()
    return [pk for pk in division.versions if version.territory_id in division.containing(pk)]
