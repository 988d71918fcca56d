"""What was measured of a goal and when: added, never changed. A correction takes the place of an
earlier figure, and both are kept."""

from datetime import date
from fractions import Fraction
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.models import Fact
from minga.core.months import MonthField, month_is_first_day
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document
from minga.people.models import Person
from minga.workplan.agreements.models.agreement import LARGEST, Goal, GoalLine

_TABLE = "agreements_measurement"


def _month(column: str) -> str:
    """«2007-10» of a date, in SQL that SQLite and PostgreSQL both read."""
    return f"SUBSTR(CAST({column} AS VARCHAR(10)), 1, 7)"


_ON, _OF = _month('ROW."on"'), _month("ROW.month")
_CORRECTED = f"FROM {_TABLE} m WHERE m.id = ROW.supersedes_id"


class MeasurementQuerySet(ScopedQuerySet["Measurement"]):
    organisations = ("line__agreement__institution",)
    territories = ("line__agreement__territory",)

    def for_page(self) -> Self:
        related = ("document__file", "snapshot", "recorded_by", "review__reviewer")
        return self.select_related(*related).order_by("month", "on", "pk")

    def reviewable(self) -> Self:
        """For another person: what a document says, or a figure in the place of another."""
        by_another = Q(source="evidence") | Q(supersedes__isnull=False)
        return self.filter(by_another, is_provisional=False, superseded_by__isnull=True)


class Measurement(Fact):
    """Medición de meta: the figure of a goal at the end of a month, or how it goes in one that is
    not over, with where it comes from."""

    Source = Goal.MeasuredBy
    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    line = models.ForeignKey(
        GoalLine, models.PROTECT, related_name="measurements", verbose_name="línea de meta"
    )
    month = MonthField("mes del corte")
    is_provisional = models.BooleanField("provisoria")
    on = models.DateField("medida el")
    numerator = models.PositiveBigIntegerField("numerador")
    denominator = models.PositiveBigIntegerField("denominador")
    source = models.CharField("fuente", max_length=9, choices=Goal.MeasuredBy.choices)
    snapshot = models.OneToOneField(
        IndicatorSnapshot,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="medición guardada del indicador",
    )
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        related_name="measurement",
        verbose_name="documento",
    )
    known_at = models.DateTimeField("según lo registrado hasta")
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="registrada por"
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="superseded_by",
        verbose_name="corrige a",
    )
    reason = models.TextField("motivo de la corrección", blank=True)

    objects: ClassVar[MeasurementQuerySet] = MeasurementQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only(_TABLE),
        refuse(
            _TABLE,
            "provisional_iff_month_open",
            "INSERT",
            f"(ROW.is_provisional AND {_ON} <> {_OF}) "
            f"OR (NOT ROW.is_provisional AND {_ON} <= {_OF})",
            "Un mes que no termina solo se mide como provisorio.",
        ),
        refuse(
            _TABLE,
            "within_year",
            "INSERT",
            "CAST(SUBSTR(CAST(ROW.month AS VARCHAR(10)), 1, 4) AS INTEGER) <> (SELECT a.year "
            "FROM agreements_agreement a JOIN agreements_goalline l ON l.agreement_id = a.id "
            "WHERE l.id = ROW.line_id)",
            "Una meta se mide en el año de su convenio.",
        ),
        refuse(
            _TABLE,
            "corrects_the_same",
            "INSERT",
            "ROW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 "
            f"{_CORRECTED} AND m.line_id = ROW.line_id AND m.month = ROW.month "
            "AND NOT m.is_provisional AND NOT ROW.is_provisional)",
            "Se corrige la cifra de la misma meta y el mismo corte.",
        ),
        refuse(
            _TABLE,
            "of_what_was_approved",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM agreements_goal g JOIN agreements_agreementversion v "
            "ON v.id = g.version_id WHERE g.line_id = ROW.line_id AND v.status = 'in_force' "
            "AND g.measured_by = ROW.source)",
            "Se mide una meta aprobada, como ella dice que se mide.",
        ),
    ]

    class Meta:
        verbose_name = "medición de meta"
        verbose_name_plural = "mediciones de metas"
        constraints = [
            models.CheckConstraint(
                name="measurement_denominator_is_not_zero",
                condition=Q(denominator__gt=0, denominator__lte=LARGEST),
                violation_error_message="El denominador es mayor que cero.",
            ),
            models.CheckConstraint(
                name="measurement_numerator_is_plausible",
                condition=Q(numerator__gte=0, numerator__lte=LARGEST),
                violation_error_message="El numerador es demasiado grande.",
            ),
            models.CheckConstraint(
                name="measurement_has_its_source",
                condition=Q(source="indicator", snapshot__isnull=False, document__isnull=True)
                | Q(source="evidence", snapshot__isnull=True, document__isnull=False),
                violation_error_message="Una cifra viene de un indicador o de un documento.",
            ),
            models.CheckConstraint(
                name="measurement_reason_iff_corrects",
                condition=(Q(supersedes__isnull=False) & ~Q(reason=""))
                | Q(supersedes__isnull=True, reason=""),
                violation_error_message="Escriba por qué se corrige la cifra.",
            ),
            models.UniqueConstraint(
                fields=["line", "month"],
                condition=Q(is_provisional=False, supersedes__isnull=True),
                name="measurement_once_per_cut",
                violation_error_message="Esa meta ya se midió en ese corte: corrija la cifra.",
            ),
            models.UniqueConstraint(
                fields=["line", "on"],
                condition=Q(is_provisional=True),
                name="measurement_provisional_once_a_day",
                violation_error_message="Esa meta ya se midió hoy.",
            ),
            month_is_first_day("measurement", "month"),
        ]
        indexes = [models.Index(fields=["line", "month"], name="measurement_by_cut")]

    def __str__(self) -> str:
        return f"medición al {self.cut_on:%d-%m-%Y}"

    @property
    def cut_on(self) -> date:
        """The last day of the month, or the day itself while it is not over."""
        return self.on if self.is_provisional else self.month.last

    @property
    def value(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def needs_review(self) -> bool:
        by_another = self.source == Goal.MeasuredBy.EVIDENCE or self.supersedes_id is not None
        return by_another and not self.is_provisional

    @property
    def is_reviewed(self) -> bool:
        """At any time, also after the day that one is looking at."""
        return hasattr(self, "review")

    def outcome_on(self, day: date) -> str | None:
        """Of its review, as known on the day; none while it waits."""
        review: MeasurementReview | None = getattr(self, "review", None)
        return review.outcome if review and review.on <= day else None

    def counts_on(self, day: date) -> bool:
        """Vouched for by then: measured by Minga, or verified by another person."""
        if self.on > day:
            return False
        return not self.needs_review or self.outcome_on(day) == MeasurementReview.Outcome.VERIFIED


class MeasurementReview(Fact):
    """Revisión de medición: another person verified the figure or returned it."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", "verificada"
        RETURNED = "returned", "devuelta"

    measurement = models.OneToOneField(
        Measurement, models.PROTECT, related_name="review", verbose_name="medición de meta"
    )
    outcome = models.CharField("resultado", max_length=10, choices=Outcome.choices)
    reviewer = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="revisada por"
    )
    on = models.DateField("revisada el")
    remarks = models.TextField("observaciones", blank=True)

    triggers = [
        append_only("agreements_measurementreview"),
        refuse(
            "agreements_measurementreview",
            "by_another_person",
            "INSERT",
            f"ROW.reviewer_id = (SELECT m.recorded_by_id FROM {_TABLE} m "  # noqa: S608
            "WHERE m.id = ROW.measurement_id)",
            "Quien registró una cifra no la verifica.",
        ),
    ]

    class Meta:
        verbose_name = "revisión de medición"
        verbose_name_plural = "revisiones de mediciones"
        constraints = [
            models.CheckConstraint(
                name="measurementreview_returned_says_why",
                condition=Q(outcome="verified") | ~Q(remarks=""),
                violation_error_message="Escriba qué debe corregirse.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.measurement}"
