"""What is expected of a portfolio, and what a project needs before it can begin."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.documents.models import Document
from minga.people.models import Organisation
from minga.works.models.project import BIP, Project


class ExpectedProjectQuerySet(ScopedQuerySet["ExpectedProject"]):
    organisations = ("service",)


class ExpectedProject(Fact):
    """Proyecto esperado: one of the list of the budget identification of a year, against which the
    portfolio is counted. A row that should not be there leaves with its reason."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    year = models.PositiveSmallIntegerField("año")
    bip = models.CharField("código BIP", max_length=10)
    name = models.CharField("nombre", max_length=200)
    source = models.CharField("fuente", max_length=200)

    objects: ClassVar[ExpectedProjectQuerySet] = ExpectedProjectQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "proyecto esperado"
        verbose_name_plural = "proyectos esperados"
        ordering = ["-year", "bip"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "year", "bip"],
                name="expectedproject_once_per_year",
                violation_error_message="Ese código ya está en la lista de ese año.",
            ),
            models.CheckConstraint(
                name="expectedproject_bip_as_written",
                condition=Q(bip__regex=BIP),
                violation_error_message="El código BIP son ocho dígitos, un guion y un dígito: "
                "30045678-0.",
            ),
            models.CheckConstraint(
                name="expectedproject_year_of_ours",
                condition=Q(year__gte=1990, year__lte=2100),
                violation_error_message="El año va de 1990 a 2100.",
            ),
            models.CheckConstraint(
                name="expectedproject_has_name_and_source",
                condition=~Q(name="") & ~Q(source=""),
                violation_error_message="Un proyecto esperado tiene nombre y la fuente que lo "
                "nombra.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bip} {self.name}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class PreconditionKind(models.TextChoices):
    LAND = "land", "terreno"
    EXPROPRIATION = "expropriation", "expropiación"
    PERMIT = "permit", "permiso"
    ENVIRONMENT = "environment", "evaluación ambiental"
    NETWORKS = "networks", "traslado de redes"
    OTHER = "other", "otra condición"


class PreconditionQuerySet(ScopedQuerySet["Precondition"]):
    def visible_to(self, access: Access) -> Self:
        return self.filter(project__in=Project.objects.visible_to(access))

    def pending(self) -> Self:
        return self.filter(met_on__isnull=True)

    def for_page(self) -> Self:
        return self.select_related("project__service__party", "document__file")


class Precondition(Fact):
    """Condición previa: what a project must have before it begins, or soon after."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="preconditions", verbose_name="proyecto"
    )
    kind = models.CharField("tipo", max_length=13, choices=PreconditionKind.choices)
    text = models.CharField("qué se necesita", max_length=300)
    due_on = models.DateField("se necesita el")
    met_on = models.DateField("cumplida el", null=True, blank=True)
    stops_start = models.BooleanField("sin ella no se inicia", default=False)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="documento que lo prueba",
    )  # fmt: skip

    objects: ClassVar[PreconditionQuerySet] = PreconditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "condición previa"
        verbose_name_plural = "condiciones previas"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="precondition_says_what",
                condition=~Q(text=""),
                violation_error_message="Una condición dice qué se necesita.",
            ),
            models.CheckConstraint(
                name="precondition_document_of_one_met",
                condition=Q(document__isnull=True) | Q(met_on__isnull=False),
                violation_error_message="El documento prueba una condición cumplida.",
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "text"],
                name="precondition_once",
                violation_error_message="Esa condición ya está en el proyecto.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
