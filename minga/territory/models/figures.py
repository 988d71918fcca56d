"""What is counted of a place, and what others call it: population by year, other codes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import append_only, refuse
from minga.core.validity import ValidityQuerySet, ends_after_start, no_overlap
from minga.territory.models.places import Territory


class PopulationQuerySet(FactQuerySet["Population"]):
    def current(self) -> "PopulationQuerySet":
        """Without those that a later figure took the place of."""
        return self.filter(superseded_by__isnull=True)


class Population(Fact):
    """Población: how many lived in a place in a year, by a census or a projection. Never edited: a
    corrected figure supersedes it."""

    class Kind(models.TextChoices):
        CENSUS = "census", "censo"
        PROJECTION = "projection", "proyección"

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="populations", verbose_name="territorio"
    )
    year = models.PositiveSmallIntegerField("año")
    kind = models.CharField("clase de cifra", max_length=10, choices=Kind.choices)
    value = models.PositiveIntegerField("habitantes")
    # The division that the publication tells it in: a census of 2002 told in today's communes.
    divided_on = models.DateField("en la división vigente al")
    source = models.CharField("fuente", max_length=120)
    is_verified = models.BooleanField("verificado", default=False)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="reemplaza a",
    )

    objects: ClassVar[PopulationQuerySet] = PopulationQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("territory_population"),
        refuse(
            "territory_population",
            "supersedes_the_same",
            "INSERT",
            "ROW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM territory_population p "
            "WHERE p.id = ROW.supersedes_id AND p.territory_id = ROW.territory_id "
            "AND p.year = ROW.year AND p.kind = ROW.kind AND p.divided_on = ROW.divided_on)",
            "Una cifra reemplaza a otra del mismo territorio, año, clase y división.",
        ),
    ]

    class Meta:
        verbose_name = "población"
        verbose_name_plural = "poblaciones"
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "year", "kind", "divided_on"],
                condition=Q(supersedes__isnull=True),
                name="population_begins_once",
                violation_error_message="Ya hay una cifra de ese territorio, año y clase: "
                "reemplácela.",
            ),
            models.CheckConstraint(
                name="population_year_is_likely",
                condition=Q(year__gte=1800, year__lte=2200),
                violation_error_message="El año de una población va de 1800 a 2200.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} habitantes en {self.year}"


class OtherCode(Fact):
    """Código de otro sistema: what the tax service or another body calls a place. It is never
    compared with a CUT: 1101 is Arica for one and Iquique for the other."""

    class System(models.TextChoices):
        SII = "sii", "SII"
        INE = "ine", "INE"

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="other_codes", verbose_name="territorio"
    )
    system = models.CharField("sistema", max_length=10, choices=System.choices)
    code = models.CharField("código", max_length=20)
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)
    is_verified = models.BooleanField("verificado", default=False)

    objects: ClassVar["ValidityQuerySet[OtherCode]"] = ValidityQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        no_overlap(
            "territory_othercode",
            "system",
            "code",
            message="Ese código ya es de un territorio ese día.",
        )
    ]

    class Meta:
        verbose_name = "código de otro sistema"
        verbose_name_plural = "códigos de otros sistemas"
        constraints = [ends_after_start("othercode")]

    def __str__(self) -> str:
        return f"{self.code} ({self.get_system_display()})"
