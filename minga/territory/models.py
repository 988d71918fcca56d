"""Places: an identity that never changes, and versions of what it was called, coded and part of."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import refuse


class Kind(models.TextChoices):
    COUNTRY = "country", "país"
    REGION = "region", "región"
    PROVINCE = "province", "provincia"
    COMMUNE = "commune", "comuna"


class Territory(Fact):
    """Territorio: the identity of a place. Facts point here, never to a code or a name."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    key = models.SlugField(
        "clave", max_length=40, unique=True, help_text="Nombre interno que no cambia."
    )
    kind = models.CharField("tipo", max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = "territorio"
        verbose_name_plural = "territorios"

    def __str__(self) -> str:
        return self.key

    def belongs_to(self) -> dict[str, str]:
        return {"territory": self.public_id}


class TerritoryVersionQuerySet(FactQuerySet["TerritoryVersion"]):
    def on(self, day: date) -> Self:
        """The frame of a day: half-open, so that the day of a change belongs to what begins."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day
        )


class TerritoryVersion(Fact):
    """Versión de territorio: name, code and parent during `[valid_from, valid_until)`."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="versions", verbose_name="territorio"
    )
    code = models.CharField(
        "código", max_length=5, help_text="Código único territorial, como texto."
    )
    name = models.CharField("nombre", max_length=80)
    parent = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="es parte de",
    )
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)
    legal_basis = models.CharField("base legal", max_length=120, blank=True)
    is_verified = models.BooleanField("verificado", default=False)

    objects: ClassVar[TerritoryVersionQuerySet] = TerritoryVersionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "territory_territoryversion",
            "no_overlap",
            "INSERT UPDATE",
            when=(
                "EXISTS (SELECT 1 FROM territory_territoryversion v WHERE v.territory_id = "
                "ROW.territory_id "
                "AND v.id <> ROW.id AND (v.valid_until IS NULL OR v.valid_until > ROW.valid_from) "
                "AND (ROW.valid_until IS NULL OR ROW.valid_until > v.valid_from))"
            ),
            message="Dos versiones del mismo territorio no pueden regir el mismo día.",
        )
    ]

    class Meta:
        verbose_name = "versión de territorio"
        verbose_name_plural = "versiones de territorio"
        constraints = [
            models.CheckConstraint(
                name="territoryversion_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="El término debe ser posterior al inicio.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
