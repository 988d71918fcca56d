"""What came back from the ground: the report of a visit, and its photos with place and time."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only, refuse
from minga.documents.models import Document
from minga.people.models import Person
from minga.visits.models.visits import Visit


class VisitReport(Fact):
    """Informe de visita: as one person sent it from one device, once."""

    class Result(models.TextChoices):
        CONFORMING = "conforming", "conforme"
        REMARKS = "remarks", "con observaciones"
        NOT_CONFORMING = "not_conforming", "no conforme"

    class Standing(models.TextChoices):
        STANDS = "stands", "vale"
        CONFLICT = "conflict", "en conflicto"
        SUPERSEDED = "superseded", "queda como antecedente"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="reports", verbose_name="visita")
    client_uuid = models.CharField("identificador del teléfono", max_length=36, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="informado por")
    visited_on = models.DateField("visitada el")
    on = models.DateField("informada el")
    device_at = models.DateTimeField("hora del teléfono")
    received_at = models.DateTimeField("recibido el")
    result = models.CharField("resultado", max_length=14, choices=Result.choices)
    observations = models.TextField("observaciones", blank=True)
    answers: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "respuestas", default=dict
    )
    standing = models.CharField("vigencia", max_length=10, choices=Standing.choices)
    # Where two met: who decided which one stands, and why.
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="decidido por"
    )
    decided_on = models.DateField("decidido el", null=True, blank=True)
    decided_reason = models.TextField("motivo de la decisión", blank=True)

    triggers = [
        refuse(
            "visits_visitreport",
            "stays_as_sent",
            "UPDATE",
            "NEW.visit_id <> OLD.visit_id OR NEW.client_uuid <> OLD.client_uuid OR NEW.by_id <> "
            "OLD.by_id OR NEW.visited_on <> OLD.visited_on OR NEW.device_at <> OLD.device_at OR "
            "NEW.received_at <> OLD.received_at OR NEW.result <> OLD.result OR NEW.observations <> "
            "OLD.observations OR NEW.answers <> OLD.answers",
            "Un informe queda como se envió.",
        ),
        refuse("visits_visitreport", "stays", "DELETE", "1=1", "Un informe de visita no se borra."),
    ]

    class Meta:
        verbose_name = "informe de visita"
        verbose_name_plural = "informes de visita"
        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(standing="stands"),
                name="report_one_stands",
                violation_error_message="La visita ya tiene un informe que vale.",
            ),
            models.CheckConstraint(
                name="report_says_what_is_wrong",
                condition=Q(result="conforming") | ~Q(observations=""),
                violation_error_message="Escriba las observaciones que explican el resultado.",
            ),
            models.CheckConstraint(
                name="report_decided_by_another_with_reason",
                condition=(
                    Q(decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(decided_reason="")
                    & ~Q(decided_by=F("by"))
                )
                | (
                    ~Q(standing="superseded")
                    & Q(decided_by__isnull=True, decided_on__isnull=True, decided_reason="")
                ),
                violation_error_message=(
                    "Cuál informe vale lo decide otra persona, no quien lo escribió, y con su "
                    "motivo."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"informe del {self.visited_on:%d-%m-%Y}"


class PhotoQuerySet(ScopedQuerySet["Photo"]):
    organisations = ("visit__service",)
    territories = ("visit__territory",)


class Photo(Fact):
    """Foto de visita: a document with the place and the time of the device, or why it has none."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos", verbose_name="visita")
    # The report it belongs to, which arrives after its photos.
    report_uuid = models.CharField("identificador del informe en el teléfono", max_length=36)
    sha256 = models.CharField("huella", max_length=64)
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="visit_photo", verbose_name="documento"
    )
    question = models.CharField("pregunta", max_length=12, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="tomada por")
    device_at = models.DateTimeField("hora del teléfono")
    received_at = models.DateTimeField("recibida el")
    longitude = models.IntegerField("longitud (grados × 10.000.000)", null=True, blank=True)
    latitude = models.IntegerField("latitud (grados × 10.000.000)", null=True, blank=True)
    accuracy = models.PositiveIntegerField("precisión (metros)", null=True, blank=True)
    no_place_reason = models.CharField("por qué no tiene lugar", max_length=200, blank=True)

    objects: ClassVar[PhotoQuerySet] = PhotoQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("visits_photo")]

    class Meta:
        verbose_name = "foto de visita"
        verbose_name_plural = "fotos de visita"
        constraints = [
            models.UniqueConstraint(
                fields=["report_uuid", "sha256"],
                name="photo_once_per_report",
                violation_error_message="Esa foto ya llegó.",
            ),
            models.CheckConstraint(
                name="photo_has_place_or_reason",
                condition=Q(longitude__isnull=False, latitude__isnull=False, no_place_reason="")
                | (Q(longitude__isnull=True, latitude__isnull=True) & ~Q(no_place_reason="")),
                violation_error_message=(
                    "La foto no trae su lugar: escriba por qué («sin señal de GPS: …»)."
                ),
            ),
            models.CheckConstraint(
                name="photo_place_is_on_earth",
                condition=Q(longitude__isnull=True)
                | Q(
                    longitude__gte=-1_800_000_000,
                    longitude__lte=1_800_000_000,
                    latitude__gte=-900_000_000,
                    latitude__lte=900_000_000,
                ),
                violation_error_message="Esas coordenadas no existen.",
            ),
        ]

    def __str__(self) -> str:
        return f"foto de {self.visit}"
