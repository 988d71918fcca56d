"""What is measured: how many commitments were kept in time, and how old open findings are."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from minga.commitments.models import Commitment, CommitmentStep, Finding, FindingFollowUp
from minga.core.access import Access
from minga.core.indicators.registry import Indicator, Row, known, register

SOURCE = "Compromisos y auditorías de Minga"
OLD = timedelta(days=180)
DIMENSIONS = (("service", "Servicio"), ("responsible", "Responsable"))


def declare() -> None:
    register(
        Indicator(
            key="compromisos-cumplidos-a-tiempo",
            label="Compromisos cumplidos a tiempo",
            definition="Parte de los compromisos del año cuyo plazo original ya pasó y que se "
            "informaron dentro de él y se verificaron.",
            formula="Informados hasta su plazo original y verificados ÷ los de plazo original "
            "vencido, sin los dejados sin efecto.",
            source=SOURCE,
            rows=kept_in_time,
            dimensions=DIMENSIONS,
            row_words=("compromiso", "compromisos"),
        )
    )
    register(
        Indicator(
            key="hallazgos-abiertos-antiguos",
            label="Hallazgos abiertos con más de seis meses",
            definition="Parte de los hallazgos sin subsanar cuyo informe tiene más de 180 días. "
            "Uno que nunca tuvo seguimiento está abierto.",
            formula="Hallazgos abiertos de informes de hace más de 180 días ÷ hallazgos abiertos.",
            source=SOURCE,
            rows=old_findings,
            higher_is_better=False,
            dimensions=DIMENSIONS,
            row_words=("hallazgo", "hallazgos"),
        )
    )


def kept_in_time(*, on: date, known_at: datetime, access: Access, **asked: Any) -> Iterator[Row]:
    """By the steps of that day, so that a figure of the past stays what it was."""
    steps = known(CommitmentStep.objects.filter(on__lte=on), known_at)
    own = steps.filter(commitment=OuterRef("pk"))
    reported = own.filter(kind="reported").order_by("-pk").values("on")[:1]
    closed = own.filter(kind__in=("fulfilled", "voided", "split")).order_by("-pk")
    due = Commitment.objects.visible_to(access).filter(
        first_due_on__lt=on, first_due_on__year=on.year, created_on__lte=on
    )
    found: Any = due.for_page().annotate(
        reported_on=Subquery(reported), ended=Subquery(closed.values("kind")[:1])
    )
    for row in found.order_by("pk"):
        if row.ended in ("voided", "split"):
            continue
        in_time = row.ended == "fulfilled" and row.reported_on <= row.first_due_on
        yield Row(
            row.public_id,
            row.short,
            int(in_time),
            1,
            code=f"{row.service.key} {row.folio}",
            url=reverse("commitments:commitment", args=[row.public_id]),
            note=f"Plazo original {row.first_due_on:%d-%m-%Y}",
            groups=_groups(row.service, row.responsible),
        )


def old_findings(*, on: date, known_at: datetime, access: Access, **asked: Any) -> Iterator[Row]:
    follow_ups = known(FindingFollowUp.objects.filter(on__lte=on), known_at)
    last = follow_ups.filter(finding=OuterRef("pk")).order_by("-on", "-pk").values("outcome")[:1]
    found = Finding.objects.visible_to(access).filter(created_on__lte=on)
    # Without a follow-up it is open: nothing was told of it, and nothing is not «solved».
    rows: Any = found.for_page().annotate(told=Coalesce(Subquery(last), Value("")))
    for row in rows.exclude(told="solved").order_by("pk"):
        yield Row(
            row.public_id,
            f"{row.code}: {row.text[:60]}",
            int(on - row.audit.report_date > OLD),
            1,
            code=f"{row.audit.report_number} {row.code}",
            url=reverse("commitments:finding", args=[row.public_id]),
            note=str(row.audit),
            groups=_groups(row.audit.service, row.responsible),
        )


def _groups(service: Any, responsible: Any) -> tuple[tuple[str, str, str], ...]:
    return (
        ("service", service.public_id, service.short_name),
        ("responsible", responsible.key, responsible.short_name),
    )
