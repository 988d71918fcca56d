"""Portfolios that another office kept: the file, what became of each row, and what it said."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.people.models import Organisation
from minga.works.models import Project

ROWS, PROJECTS = "intake_intakerow", "intake_foreignproject"


class OfServiceQuerySet(ScopedQuerySet[Any]):
    organisations = ("service",)


class IntakeFile(models.Model):
    """Archivo de otra oficina: a sheet or an OC4IDS package, from its arrival to its apply."""

    class Kind(models.TextChoices):
        SHEET = "sheet", "planilla"
        PACKAGE = "package", "paquete de proyectos"

    class Status(models.TextChoices):
        OPEN = "open", "por revisar"
        APPLIED = "applied", "aplicado"
        DISCARDED = "discarded", "descartado"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    office = models.CharField("oficina de origen", max_length=80)
    kind = models.CharField("formato", max_length=7, choices=Kind.choices)
    name = models.CharField("nombre del archivo", max_length=160)
    sha256 = models.CharField("huella del archivo", max_length=64)
    ending = models.CharField("extensión", max_length=8)
    status = models.CharField("estado", max_length=9, choices=Status.choices, default="open")
    actor = models.CharField("quién", max_length=80)
    received_at = models.DateTimeField("recibido el", default=timezone.now)
    sheet = models.CharField("hoja", max_length=40, blank=True)
    header = models.PositiveIntegerField("fila de los títulos, desde 0", default=0)
    fingerprint = models.CharField("huella de los títulos", max_length=64, blank=True)
    # For each column: what it is, its month or year, and whether it is in pesos.
    columns = models.JSONField("columnas", default=list)
    options = models.JSONField("opciones", default=dict)
    applied_on = models.DateField("aplicado el", null=True, blank=True)

    objects: ClassVar[OfServiceQuerySet] = OfServiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "archivo de otra oficina"
        verbose_name_plural = "archivos de otras oficinas"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="intakefile_applied_has_date",
                condition=Q(status="applied", applied_on__isnull=False)
                | (~Q(status="applied") & Q(applied_on__isnull=True)),
                violation_error_message="La fecha va solo en lo aplicado.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("intake:file", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class SheetReading(models.Model):
    """Lectura de una planilla: what each column is under some headings, as somebody of a service
    said once."""

    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    fingerprint = models.CharField("huella de los títulos", max_length=64)
    columns = models.JSONField("columnas", default=list)
    options = models.JSONField("opciones", default=dict)
    actor = models.CharField("quién", max_length=80)

    class Meta:
        verbose_name = "lectura de una planilla"
        verbose_name_plural = "lecturas de planillas"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "fingerprint"], name="sheetreading_once_per_header"
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint[:12]


class ForeignProject(Fact):
    """Proyecto de otra cartera: a row of another office under its own unique code, word by word.
    `months`: «2022-05» → programmed and actual, in M$; `years`: what the file adds up itself."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    office = models.CharField("oficina de origen", max_length=80)
    code = models.CharField("código único", max_length=80)
    bip = models.CharField("código BIP como viene", max_length=40, blank=True)
    name = models.CharField("nombre", max_length=300)
    content = models.JSONField("lo que dice", default=dict)
    months = models.JSONField("gasto por mes en miles", default=dict)
    years = models.JSONField("totales por año en miles", default=dict)
    file = models.ForeignKey(
        IntakeFile, models.PROTECT, related_name="projects", verbose_name="archivo"
    )
    row_number = models.PositiveIntegerField("fila del archivo")
    # The one of the portfolio; empty while it can't be told.
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="foreign",
        verbose_name="proyecto de la cartera",
    )  # fmt: skip
    # Its project came in with it: what its months say is told to the months of the project.
    is_origin = models.BooleanField("origen del proyecto", default=False)

    objects: ClassVar[OfServiceQuerySet] = OfServiceQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(PROJECTS, "stays", "DELETE", "1=1", "Lo que otra oficina dijo no se borra."),
        refuse(
            PROJECTS,
            "keeps_its_code",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.office <> OLD.office OR NEW.code <> OLD.code",
            "Un proyecto de otra cartera no cambia de código.",
        ),
    ]

    class Meta:
        verbose_name = "proyecto de otra cartera"
        verbose_name_plural = "proyectos de otras carteras"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "office", "code"],
                name="foreignproject_once_per_code",
                violation_error_message="Otra persona importó ese código a la vez.",
            ),
            models.CheckConstraint(
                name="foreignproject_has_a_code",
                condition=~Q(code=""),
                violation_error_message="Un proyecto de otra cartera tiene código.",
            ),
            models.CheckConstraint(
                name="foreignproject_origin_has_project",
                condition=Q(is_origin=False) | Q(project__isnull=False),
                violation_error_message="Es origen de un proyecto que está en la cartera.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class Outcome(models.TextChoices):
    LOADED = "loaded", "cargada"
    WARNED = "warned", "cargada con advertencias"
    SAME = "same", "sin cambios"
    REFUSED = "refused", "rechazada"


class IntakeRow(Fact):
    """Fila recibida: what became of a row of the file, and why. `notes`: sentences."""

    file = models.ForeignKey(
        IntakeFile, models.PROTECT, related_name="rows", verbose_name="archivo"
    )
    number = models.PositiveIntegerField("fila")
    code = models.CharField("código único", max_length=80, blank=True)
    name = models.CharField("nombre", max_length=300, blank=True)
    outcome = models.CharField("resultado", max_length=7, choices=Outcome.choices)
    notes = models.JSONField("observaciones", default=list)
    months = models.JSONField("gasto por mes en miles", default=dict)
    years = models.JSONField("totales por año en miles", default=dict)
    foreign = models.ForeignKey(
        ForeignProject, models.PROTECT, null=True, blank=True, related_name="rows",
        verbose_name="proyecto de otra cartera",
    )  # fmt: skip

    triggers = [append_only(ROWS)]

    class Meta:
        verbose_name = "fila recibida"
        verbose_name_plural = "filas recibidas"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="intakerow_once_per_number"),
            models.CheckConstraint(
                name="intakerow_refused_or_kept",
                condition=Q(outcome="refused", foreign__isnull=True)
                | (~Q(outcome="refused") & Q(foreign__isnull=False)),
                violation_error_message="Una fila rechazada no queda en la cartera.",
            ),
        ]

    def __str__(self) -> str:
        return f"fila {self.number}"
