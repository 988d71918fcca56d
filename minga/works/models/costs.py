"""What a project costs, by line item and year, and who pays for it. Pesos, in whole thousands."""

from django.db import models
from django.db.models import F, Q

from minga.budget.models import LineItem
from minga.core.models import Fact
from minga.people.models import Organisation
from minga.works.models.project import Project

THOUSAND = 1000


def whole_thousands(name: str, *, zero: bool = False) -> models.CheckConstraint:
    """What is planned is written in M$: a remainder could not be seen on any page."""
    least = Q(amount__gte=0) if zero else Q(amount__gt=0)
    return models.CheckConstraint(
        name=f"{name}_in_whole_thousands",
        condition=least & Q(amount=F("amount") / THOUSAND * THOUSAND),
        violation_error_message="Un monto planificado se escribe en miles de pesos.",
    )


class CostLine(Fact):
    """Costo por asignación y año: years that are over hold what was already spent."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="costs", verbose_name="proyecto"
    )
    line_item = models.ForeignKey(
        LineItem, models.PROTECT, related_name="+", verbose_name="asignación"
    )
    year = models.PositiveSmallIntegerField("año")
    amount = models.BigIntegerField("monto en pesos")

    class Meta:
        verbose_name = "costo por asignación y año"
        verbose_name_plural = "costos por asignación y año"
        ordering = ["line_item", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "line_item", "year"],
                name="costline_once_per_year",
                violation_error_message="Esa asignación ya tiene monto ese año.",
            ),
            models.CheckConstraint(
                name="costline_year_of_ours",
                condition=Q(year__gte=1950, year__lte=2100),
                violation_error_message="El año va de 1950 a 2100.",
            ),
            whole_thousands("costline"),
        ]

    def __str__(self) -> str:
        return f"{self.line_item.code} {self.year}"


class SourceKind(models.TextChoices):
    SECTOR = "sector", "sector (MINVU)"
    OTHER_SECTOR = "other_sector", "otro sector"
    REGIONAL = "regional", "FNDR, gobierno regional"
    MUNICIPALITY = "municipality", "municipalidad"
    PRIVATE = "private", "privados"
    CITIZENS = "citizens", "vecinos"


class FundingSource(Fact):
    """Fuente de financiamiento: who pays which part of the cost."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="sources", verbose_name="proyecto"
    )
    kind = models.CharField("fuente", max_length=12, choices=SourceKind.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="institución",
    )  # fmt: skip
    amount = models.BigIntegerField("monto en pesos")

    class Meta:
        verbose_name = "fuente de financiamiento"
        verbose_name_plural = "fuentes de financiamiento"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "organisation"],
                name="fundingsource_once_by_institution",
                violation_error_message="Esa fuente ya está en el proyecto: sume su monto.",
            ),
            models.UniqueConstraint(
                fields=["project", "kind"],
                condition=Q(organisation__isnull=True),
                name="fundingsource_once_without_institution",
                violation_error_message="Esa fuente ya está en el proyecto: sume su monto.",
            ),
            whole_thousands("fundingsource"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
