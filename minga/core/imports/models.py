"""Imports: a file from its arrival to its apply, the columns somebody chose, the warnings somebody
justified."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.imports.spec import ImportSpec, spec_of, specs_for
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import append_only

OPEN = ("reading", "columns", "with_errors", "ready")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, access: Access) -> Self:
        """One's own, and those of the kinds and institutions that one may import too."""
        if access.everything:
            return self
        seen = Q(actor_id=access.actor_id, actor_id__isnull=False)
        for spec in specs_for(access):
            where = [pk for pk in access.institutions if access.may(spec.permission, pk)]
            seen |= Q(kind=spec.kind, institution_id__in=where)
        return self.filter(seen)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)


class Import(models.Model):
    """Importación: one file of one kind, from its arrival until it is applied or left."""

    class Status(models.TextChoices):
        READING = "reading", "leyéndose"
        COLUMNS = "columns", "por elegir columnas"
        WITH_ERRORS = "with_errors", "con errores"
        READY = "ready", "lista para aplicar"
        APPLYING = "applying", "aplicándose"
        NO_CHANGE = "no_change", "sin cambios"
        APPLIED = "applied", "aplicada"
        DISCARDED = "discarded", "descartada"
        SUPERSEDED = "superseded", "reemplazada por otro archivo"
        REFUSED = "refused", "no se pudo leer"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    kind = models.CharField("clase", max_length=60)
    institution_id = models.BigIntegerField("institución", default=0)
    institution = models.CharField("nombre de la institución", max_length=120, blank=True)
    actor_id = models.BigIntegerField("persona", null=True)
    actor = models.CharField("quién", max_length=80)
    received_at = models.DateTimeField("recibida el", default=timezone.now)
    file_name = models.CharField("nombre del archivo", max_length=160)
    file_sha256 = models.CharField("huella del archivo", max_length=64)
    file_size = models.PositiveBigIntegerField("tamaño (bytes)")
    file_ending = models.CharField("extensión", max_length=8)
    status = models.CharField(
        "estado", max_length=12, choices=Status.choices, default=Status.READING
    )
    sentence = models.TextField("qué pasó", blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.PROTECT, null=True, related_name="+", verbose_name="trabajo"
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="superseded_by",
        verbose_name="reemplaza a",
    )
    sheet = models.CharField("hoja", max_length=40, blank=True)
    header_row = models.PositiveIntegerField("fila de los títulos", default=0)
    headings = models.JSONField("columnas del archivo", default=list)
    mapping = models.JSONField("columna de cada dato", default=dict)
    is_mapped = models.BooleanField("con columnas elegidas", default=False)
    doubts = models.JSONField("dudas", default=list)
    rows = models.PositiveIntegerField("filas", default=0)
    new = models.PositiveIntegerField("nuevas", default=0)
    changed = models.PositiveIntegerField("cambiadas", default=0)
    same = models.PositiveIntegerField("iguales", default=0)
    missing = models.PositiveIntegerField("no vienen en el archivo", default=0)
    errors = models.PositiveIntegerField("errores", default=0)
    warnings = models.PositiveIntegerField("advertencias", default=0)
    unjustified = models.PositiveIntegerField("advertencias sin justificar", default=0)
    fingerprint = models.CharField("huella de la diferencia", max_length=64, blank=True)
    rows_sha256 = models.CharField("huella de lo leído", max_length=64, blank=True)
    is_annotated = models.BooleanField("con libro anotado", default=False)
    applied_on = models.DateField("aplicada el", null=True)
    applied_by = models.CharField("aplicada por", max_length=80, blank=True)

    objects: ClassVar[ImportQuerySet] = ImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "importación"
        verbose_name_plural = "importaciones"
        indexes = [
            models.Index(fields=["actor_id", "-id"], name="import_by_person"),
            models.Index(fields=["kind", "institution_id", "-id"], name="import_by_kind"),
            models.Index(fields=["file_sha256"], name="import_by_file"),
        ]
        constraints = [
            models.CheckConstraint(
                name="import_applied_iff_has_date",
                condition=Q(status="applied", applied_on__isnull=False)
                | (~Q(status="applied") & Q(applied_on__isnull=True)),
                violation_error_message="La fecha de aplicación va solo en lo aplicado.",
            ),
            models.CheckConstraint(
                name="import_ready_has_no_errors",
                condition=~Q(status__in=("ready", "applying", "applied", "no_change"))
                | Q(errors=0),
                violation_error_message="No se aplica un archivo con errores.",
            ),
            models.CheckConstraint(
                name="import_applied_is_justified",
                condition=~Q(status="applied") | Q(unjustified=0),
                violation_error_message="No se aplica un archivo con advertencias sin justificar.",
            ),
            models.CheckConstraint(
                name="import_file_is_not_empty",
                condition=Q(file_size__gt=0),
                violation_error_message="Un archivo vacío no se importa.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} de «{self.file_name}»"

    def get_absolute_url(self) -> str:
        return reverse("imports:one", args=[self.public_id])

    @property
    def spec(self) -> ImportSpec | None:
        return spec_of(self.kind)

    @property
    def label(self) -> str:
        """What is imported, in the plural."""
        return self.spec.label if self.spec else self.kind

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_at_work(self) -> bool:
        """The worker has it in hand."""
        return self.status in (self.Status.READING, self.Status.APPLYING)

    @property
    def changes(self) -> int:
        return self.new + self.changed

    @property
    def seen(self) -> str:
        """What a page showed: the effect of this file, and that no other reading took its place."""
        return f"{self.fingerprint[:32]}{self.rows_sha256[:32]}"

    @property
    def may_apply(self) -> bool:
        return self.status == self.Status.READY and self.unjustified == 0

    def belongs_to(self) -> dict[str, str]:
        return {}


class ColumnChoice(models.Model):
    """Columna elegida: which field a heading is, as somebody of an institution said once."""

    kind = models.CharField("clase", max_length=60)
    institution_id = models.BigIntegerField("institución", default=0)
    heading = models.CharField("título", max_length=80)
    nth = models.PositiveSmallIntegerField("cuál de las que se llaman así", default=0)
    name = models.CharField("dato", max_length=60, blank=True)
    actor = models.CharField("quién", max_length=80)
    chosen_at = models.DateTimeField("elegida el", default=timezone.now)

    class Meta:
        verbose_name = "columna elegida"
        verbose_name_plural = "columnas elegidas"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "institution_id", "heading", "nth"],
                name="columnchoice_once_per_heading",
                violation_error_message="Otra persona eligió la misma columna a la vez.",
            )
        ]

    def __str__(self) -> str:
        return f"«{self.heading}» es {self.name or 'una columna que no se lee'}"


class Justification(Fact):
    """Justificación: why warnings of a file are accepted, in the words of who does it.

    `digests` tell each warning with the values of its row: other values, another warning.
    """

    of = models.ForeignKey(
        Import, models.PROTECT, related_name="justifications", verbose_name="importación"
    )
    code = models.CharField("clase de advertencia", max_length=60)
    text = models.TextField("justificación")
    digests = models.JSONField("huellas de las advertencias", default=list)
    actor_id = models.BigIntegerField("persona", null=True)
    actor = models.CharField("quién", max_length=80)
    given_on = models.DateField("dada el")

    objects: ClassVar[FactQuerySet["Justification"]] = FactQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("imports_justification")]

    class Meta:
        verbose_name = "justificación"
        verbose_name_plural = "justificaciones"
        constraints = [
            models.CheckConstraint(
                name="justification_says_something",
                condition=~Q(text=""),
                violation_error_message="Escriba por qué se acepta la advertencia.",
            ),
            models.CheckConstraint(
                name="justification_is_of_something",
                condition=~Q(digests=[]),
                violation_error_message="Una justificación es de al menos una advertencia.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} justificó {len(self.digests)} advertencias de {self.of}"
