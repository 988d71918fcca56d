"""Samples of files: each draw with its number, its seed and the population that it was drawn
from."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from minga.core.cases import AboutCase
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.files.models.contents import with_a_case
from minga.people.models import Organisation, Person


class SampleQuerySet(ScopedQuerySet["Sample"]):
    organisations = ("service",)


class Sample(Fact):
    """Muestra de expedientes: n of a population, picked with a seed that nobody chose."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="institución"
    )
    year = models.PositiveSmallIntegerField("año del sorteo")
    number = models.PositiveIntegerField("número")
    kind = models.CharField("tipo de caso", max_length=40)
    of_year = models.PositiveSmallIntegerField("año de los casos", null=True, blank=True)
    seed = models.CharField("semilla", max_length=64)
    # The public identifiers, in order; its hash is that of their lines.
    population = models.JSONField("población")
    population_size = models.PositiveIntegerField("casos de la población")
    population_sha256 = models.CharField("SHA-256 de la población", max_length=64)
    size = models.PositiveIntegerField("tamaño de la muestra")
    reason = models.TextField("motivo")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="sorteada por")
    on = models.DateField("sorteada el")

    objects: ClassVar[SampleQuerySet] = SampleQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("files_sample")]

    class Meta:
        verbose_name = "muestra de expedientes"
        verbose_name_plural = "muestras de expedientes"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "year", "number"],
                name="sample_number_once",
                violation_error_message="Otra persona sorteó a la vez. Intente de nuevo.",
            ),
            models.CheckConstraint(
                name="sample_within_its_population",
                condition=Q(size__gt=0, size__lte=F("population_size")),
                violation_error_message="La muestra tiene al menos un caso y no más que la "
                "población.",
            ),
            models.CheckConstraint(
                name="sample_says_why",
                condition=~Q(reason="") & ~Q(seed=""),
                violation_error_message="Escriba para qué se sortea la muestra.",
            ),
        ]

    def __str__(self) -> str:
        return f"muestra {self.number} de {self.year}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class SampleItem(AboutCase, Fact):
    """Caso de la muestra: one that was picked, in the order of the draw."""

    sample = models.ForeignKey(
        Sample, models.PROTECT, related_name="items", verbose_name="muestra de expedientes"
    )
    position = models.PositiveIntegerField("lugar")

    triggers = [
        append_only("files_sampleitem"),
        refuse(
            "files_sampleitem",
            "within_its_size",
            "INSERT",
            "ROW.position < 1 OR ROW.position > "
            "(SELECT s.size FROM files_sample s WHERE s.id = ROW.sample_id)",
            "Una muestra no tiene más casos que su tamaño.",
        ),
    ]

    class Meta:
        verbose_name = "caso de la muestra"
        verbose_name_plural = "casos de la muestra"
        constraints = [
            *with_a_case("sampleitem"),
            models.UniqueConstraint(
                fields=["sample", "position"],
                name="sampleitem_place_once",
                violation_error_message="Ese lugar de la muestra ya está ocupado.",
            ),
            models.UniqueConstraint(
                fields=["sample", "case_model", "case_id"],
                name="sampleitem_case_once",
                violation_error_message="Un caso está una vez en la muestra.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.case_label}"
