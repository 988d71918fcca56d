"""Figures that were kept: what was measured, of what, and what was known then."""

from fractions import Fraction
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import append_only


class SnapshotQuerySet(FactQuerySet["IndicatorSnapshot"]):
    def visible_to(self, access: Access) -> Self:
        """Of one's institution, or of the place that one answers for: it shows what they see."""
        if access.reads_all:
            return self
        return self.filter(
            Q(institution_id__in=access.institutions) | Q(place_id__in=access.territories)
        )


class IndicatorSnapshot(Fact):
    """Medición: the figure of an indicator as it stood, kept so that it can be shown as evidence
    and made again."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    indicator = models.CharField("indicador", max_length=60)
    label = models.CharField("nombre del indicador", max_length=160)
    definition = models.TextField("definición")
    formula = models.TextField("fórmula")
    source = models.TextField("fuente")
    unit = models.CharField("unidad", max_length=20)
    definition_hash = models.CharField("huella de la definición", max_length=64)
    on = models.DateField("fecha de la cifra")
    known_at = models.DateTimeField("según lo registrado hasta")
    frame = models.DateField("división vigente al")
    place = models.CharField("lugar", max_length=12, blank=True)
    # The keys of rows of areas above: plain numbers, for core knows no places nor organisations.
    place_id = models.BigIntegerField("clave del lugar", null=True, blank=True)
    place_label = models.CharField("nombre del lugar", max_length=120, blank=True)
    by = models.CharField("desglose", max_length=40, blank=True)
    numerator = models.BigIntegerField("numerador")
    denominator = models.BigIntegerField("denominador")
    rows_count = models.PositiveIntegerField("registros")
    rows = models.JSONField("registros y lo que aportan", default=dict)
    rows_digest = models.CharField("huella de los registros", max_length=64)
    parts = models.JSONField("cifras del desglose", default=list)
    # What the person could see, so that the figure is made again of the same.
    scope = models.JSONField("alcance de quien midió", default=dict)
    institution_id = models.BigIntegerField("clave de la institución", null=True, blank=True)
    institution = models.CharField("institución", max_length=120, blank=True)
    taken_by = models.CharField("quién", max_length=80)
    role = models.CharField("función", max_length=80, blank=True)
    reason = models.TextField("motivo")

    objects: ClassVar[SnapshotQuerySet] = SnapshotQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("indicators_indicatorsnapshot")]

    class Meta:
        verbose_name = "medición"
        verbose_name_plural = "mediciones"
        indexes = [models.Index(fields=["indicator", "-on"], name="snapshot_by_indicator")]
        constraints = [
            models.CheckConstraint(
                name="indicatorsnapshot_was_measured",
                condition=Q(denominator__gt=0),
                violation_error_message="Lo que no se ha medido no se guarda.",
            ),
            models.CheckConstraint(
                name="indicatorsnapshot_says_why",
                condition=~Q(reason=""),
                violation_error_message="Escriba para qué guarda la medición.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} al {self.on:%d-%m-%Y}"

    @property
    def value(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    def belongs_to(self) -> dict[str, str]:
        return {"territory": self.place} if self.place else {}

    def contributions(self) -> dict[str, list[Any]]:
        """Public id → code, numerator and denominator of each row behind the figure."""
        found: dict[str, list[Any]] = self.rows
        return found
