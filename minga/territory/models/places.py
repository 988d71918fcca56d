"""Places: an identity that never changes, and versions of what it was called, coded and part of."""

from typing import ClassVar

from django.db import models

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.validity import ValidityQuerySet, ends_after_start, no_overlap


class Kind(models.TextChoices):
    COUNTRY = "country", "país"
    REGION = "region", "región"
    PROVINCE = "province", "provincia"
    COMMUNE = "commune", "comuna"
    NEIGHBOURHOOD = "neighbourhood", "barrio"
    URBAN_LIMIT = "urban_limit", "límite urbano"
    PLANNING_AREA = "planning_area", "área de planificación"


class Territory(Fact):
    """Territorio: the identity of a place. Facts point here, never to a code or a name."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    key = models.SlugField(
        "clave", max_length=40, unique=True, help_text="Nombre interno que no cambia."
    )
    kind = models.CharField("tipo", max_length=16, choices=Kind.choices)

    class Meta:
        verbose_name = "territorio"
        verbose_name_plural = "territorios"

    def __str__(self) -> str:
        return self.key

    def belongs_to(self) -> dict[str, str]:
        return {"territory": self.public_id}


class TerritoryVersion(Fact):
    """Versión de territorio: name, code and parent during `[valid_from, valid_until)`."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="versions", verbose_name="territorio"
    )
    code = models.CharField(
        "código",
        max_length=20,
        help_text="Código único territorial, como texto; el de un barrio, el que le da su registro.",
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

    objects: ClassVar["ValidityQuerySet[TerritoryVersion]"] = ValidityQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        no_overlap(
            "territory_territoryversion",
            "territory_id",
            message="Dos versiones del mismo territorio no pueden regir el mismo día.",
        )
    ]

    class Meta:
        verbose_name = "versión de territorio"
        verbose_name_plural = "versiones de territorio"
        constraints = [ends_after_start("territoryversion")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
