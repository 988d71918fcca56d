"""Who looked at a person's data: a table of its own, apart from the chain."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.triggers import append_only
from minga.people.citizens.permissions import SEE_READS
from minga.people.models import Organisation, Person


class PersonReadQuerySet(models.QuerySet["PersonRead"]):
    def visible_to(self, access: Access) -> Self:
        """For who audits: of all services where the function reads them all, else of one's own."""
        if access.everything or (access.reads_all and access.may(SEE_READS)):
            return self
        places = [pk for pk in access.institutions if access.may(SEE_READS, pk)]
        return self.filter(institution__in=places)


class PersonRead(models.Model):
    """Consulta de datos personales: who, as what, whose, when, on which page and what for."""

    class What(models.TextChoices):
        IDENTITY = "identity", "identidad"
        RESERVED = "reserved", "datos reservados"
        ATTENTION = "attention", "texto de una atención"
        EXPORT = "export", "copia de todos los datos"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="reads", verbose_name="persona consultada"
    )
    reader = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="quien consultó"
    )
    reader_label = models.CharField("quién", max_length=80)
    role = models.CharField("función", max_length=80, blank=True)
    institution = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="institución"
    )
    organisation = models.CharField("organización", max_length=120, blank=True)
    what = models.CharField("qué", max_length=10, choices=What.choices)
    purpose = models.CharField("motivo", max_length=200)
    page = models.CharField("página", max_length=200)
    on = models.DateField("fecha")
    recorded_at = models.DateTimeField("registrada el", default=timezone.now)

    objects: ClassVar[PersonReadQuerySet] = PersonReadQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("citizens_personread")]

    class Meta:
        verbose_name = "consulta de datos personales"
        verbose_name_plural = "consultas de datos personales"
        constraints = [
            models.CheckConstraint(
                name="personread_says_what_for",
                condition=~models.Q(purpose=""),
                violation_error_message="Una consulta de datos personales dice su motivo.",
            )
        ]
        indexes = [models.Index(fields=["person", "recorded_at"], name="personread_by_person")]

    def __str__(self) -> str:
        return f"{self.reader_label}, {self.on:%d-%m-%Y}"
