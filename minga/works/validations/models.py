"""What was justified, which stays; and what the last review found, which is made anew."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from minga.core.access import Access
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only
from minga.people.models import Organisation, Person
from minga.works.models import Project

JUSTIFICATIONS = "validations_warningjustification"
DIGEST = 16


class FindingSeverity(models.TextChoices):
    STOPS = "stops", "impide aprobar"
    WARNS = "warns", "advierte"


class JustificationQuerySet(ScopedQuerySet["WarningJustification"]):
    def visible_to(self, access: Access) -> Self:
        return self.filter(project__in=Project.objects.visible_to(access).values("pk"))


class WarningJustification(Fact):
    """Justificación de una advertencia: why these figures of a project are right as they are. When
    they change it no longer speaks of them, and the warning is back."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="justifications", verbose_name="proyecto"
    )
    code = models.CharField("validación", max_length=8)
    digest = models.CharField("huella de las cifras", max_length=DIGEST)
    sentence = models.TextField("advertencia", max_length=1000)
    text = models.TextField("justificación", max_length=2000)
    said_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="justificada por",
    )  # fmt: skip
    said_on = models.DateField("justificada el")

    objects: ClassVar[JustificationQuerySet] = JustificationQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only(JUSTIFICATIONS)]

    class Meta:
        verbose_name = "justificación de una advertencia"
        verbose_name_plural = "justificaciones de advertencias"
        ordering = ["-said_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code", "digest"],
                name="warningjustification_once",
                violation_error_message="Esa advertencia ya está justificada.",
            ),
            models.CheckConstraint(
                name="warningjustification_says_why",
                condition=~Q(text=""),
                violation_error_message="Escriba la justificación.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.project}"

    def belongs_to(self) -> dict[str, str]:
        return self.project.belongs_to()


class KeptFindingQuerySet(models.QuerySet["KeptFinding"]):
    def visible_to(self, access: Access) -> Self:
        """Who reads a project reads what is wrong with it; of the portfolio as a whole, who reads
        its service."""
        if access.reads_all:
            return self
        projects = Project.objects.visible_to(access).values("pk")
        own = Q(project=None, service__in=access.institutions)
        return self.filter(Q(project__in=projects) | own)

    def with_justified(self) -> Self:
        said = WarningJustification.objects.filter(
            project=OuterRef("project"), code=OuterRef("code"), digest=OuterRef("digest")
        )
        return self.annotate(is_justified=Exists(said))

    def waiting(self) -> Self:
        """Neither mended nor justified."""
        return self.with_justified().filter(is_justified=False)


class KeptFinding(models.Model):
    """Observación de la cartera: what the last review found wrong. No fact: the review writes it
    anew from the rows."""

    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="findings",
        verbose_name="proyecto",
    )  # fmt: skip
    code = models.CharField("validación", max_length=8)
    severity = models.CharField("gravedad", max_length=5, choices=FindingSeverity.choices)
    sentence = models.TextField("qué ocurre", max_length=1000)
    mend = models.CharField("dónde se corrige", max_length=80)
    url = models.CharField("dirección", max_length=200)
    digest = models.CharField("huella de las cifras", max_length=DIGEST)
    found_on = models.DateField("vista desde")
    seen_on = models.DateField("revisada el")

    objects: ClassVar[KeptFindingQuerySet] = KeptFindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "observación de la cartera"
        verbose_name_plural = "observaciones de la cartera"
        ordering = ["severity", "code", "project__bip", "pk"]
        indexes = [models.Index(fields=["service", "code"], name="finding_by_code")]

    def __str__(self) -> str:
        return f"{self.code}, {self.project or self.service}"

    @property
    def public_id(self) -> str:
        """Of the last review only: nothing keeps it."""
        return str(self.pk)
