"""Kinds of acts, and what each needs from a day on: series, visas, publication, notification."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only
from minga.people.models import Organisation


class ActKindQuerySet(ScopedQuerySet["ActKind"]):
    organisations = ("service",)


class ActKind(Fact):
    """Tipo de acto: of a service. What it needs is in its rules."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="act_kinds", verbose_name="servicio"
    )
    name = models.CharField("nombre", max_length=120)

    objects: ClassVar[ActKindQuerySet] = ActKindQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "tipo de acto"
        verbose_name_plural = "tipos de acto"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "name"],
                name="actkind_name_once",
                violation_error_message="Ya hay un tipo de acto con ese nombre.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}

    def rule_on(self, day: date) -> "ActKindRule | None":
        """The last one that began by then."""
        return self.rules.filter(valid_from__lte=day).order_by("-valid_from", "-pk").first()


class ActKindRule(Fact):
    """Regla de un tipo de acto: from a day until the next one of the same kind. Rows are added."""

    class Series(models.TextChoices):
        EXEMPT = "exempt", "resolución exenta"
        SUBJECT = "subject", "resolución afecta a toma de razón"

    kind = models.ForeignKey(
        ActKind, models.PROTECT, related_name="rules", verbose_name="tipo de acto"
    )
    series = models.CharField("serie", max_length=10, choices=Series.choices)
    unit_visa = models.BooleanField("visa de la jefatura de unidad", default=True)
    legal_visa = models.BooleanField("visa jurídica", default=True)
    control_visa = models.BooleanField("visa de control", default=True)
    to_publish = models.BooleanField("se publica", default=False)
    to_notify = models.BooleanField("se notifica", default=False)
    valid_from = models.DateField("rige desde")
    source = models.CharField("acto o norma", max_length=160)
    is_verified = models.BooleanField("verificada", default=False)

    triggers = [append_only("acts_actkindrule")]

    class Meta:
        verbose_name = "regla de un tipo de acto"
        verbose_name_plural = "reglas de tipos de acto"
        constraints = [
            models.CheckConstraint(
                name="actkindrule_says_source",
                condition=~Q(source=""),
                violation_error_message="Escriba el acto o norma que lo dispone.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, desde {self.valid_from:%d-%m-%Y}"
