"""One piece of background work: what was asked, how it goes, what came out."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from minga.core.access import Access
from minga.core.ids import new_public_id

ACTIVE = ("waiting", "running")


class JobQuerySet(models.QuerySet["Job"]):
    def active(self) -> Self:
        """Waiting for the worker, or being done."""
        return self.filter(status__in=ACTIVE)

    def asked_by(self, access: Access) -> Self:
        """What the person asked for. Who has no function asked for nothing."""
        mine = access.actor_id
        return self.none() if mine is None else self.filter(asked_by=mine)

    def held(self, token: str) -> Self:
        """The row, while that attempt still owns it: the fence of everything a run writes."""
        return self.filter(status="running", token=token)


class Job(models.Model):
    """Trabajo: work done in the background, in attempts, with progress, checkpoints and a
    result."""

    class Status(models.TextChoices):
        WAITING = "waiting", "en espera"
        RUNNING = "running", "en curso"
        DONE = "done", "terminado"
        FAILED = "failed", "no terminó"
        CANCELLED = "cancelled", "cancelado"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    kind = models.CharField("clase", max_length=60)
    title = models.CharField("título", max_length=200)
    params = models.JSONField("datos", default=dict, encoder=DjangoJSONEncoder)
    subject_url = models.CharField("página del asunto", max_length=300, blank=True)
    service = models.CharField("servicio", max_length=12, blank=True)
    key = models.CharField("clave", max_length=140, blank=True)
    asked_by = models.BigIntegerField("persona", null=True)
    asked_by_label = models.CharField("pedido por", max_length=80, blank=True)
    by_operator = models.BooleanField("pedido por la operación", default=False)
    asked_at = models.DateTimeField("pedido el", default=timezone.now)

    status = models.CharField(
        "estado", max_length=10, choices=Status.choices, default=Status.WAITING
    )
    attempt = models.PositiveIntegerField("intento", default=1)
    crashes = models.PositiveIntegerField("interrupciones", default=0)
    token = models.CharField("llave del intento", max_length=12, blank=True)
    worker = models.CharField("proceso", max_length=12, blank=True)
    beats = models.PositiveBigIntegerField("latidos", default=0)
    heartbeat_at = models.DateTimeField("último latido", null=True, blank=True)
    cancel_asked = models.BooleanField("cancelación pedida", default=False)
    started_at = models.DateTimeField("comenzado el", null=True, blank=True)
    finished_at = models.DateTimeField("terminado el", null=True, blank=True)

    done = models.PositiveBigIntegerField("hecho", default=0)
    total = models.PositiveBigIntegerField("por hacer", default=0)
    sentence = models.CharField("avance", max_length=200, blank=True)
    saved = models.JSONField("lo guardado para seguir", default=dict, encoder=DjangoJSONEncoder)
    steps = models.JSONField("pasos hechos una vez", default=list)
    result = models.JSONField("resultado", null=True, encoder=DjangoJSONEncoder)
    failure = models.TextField("por qué no terminó", blank=True)
    file_name = models.CharField("archivo", max_length=150, blank=True)
    file_sha256 = models.CharField("huella del archivo", max_length=64, blank=True)
    file_size = models.PositiveBigIntegerField("tamaño del archivo", default=0)
    file_type = models.CharField("tipo del archivo", max_length=100, blank=True)
    file_removed_at = models.DateTimeField("archivo retirado el", null=True, blank=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "trabajo"
        verbose_name_plural = "trabajos"
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="job_by_person"),
            models.Index(fields=["status"], name="job_active", condition=Q(status__in=ACTIVE)),
            models.Index(fields=["kind", "subject_url"], name="job_by_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="job_active_key_once",
                condition=Q(status__in=ACTIVE) & ~Q(key=""),
                violation_error_message="Ya hay un trabajo igual en curso. Espere a que termine.",
            ),
            models.CheckConstraint(
                name="job_finished_iff_over",
                condition=Q(status__in=ACTIVE, finished_at__isnull=True)
                | Q(status__in=("done", "failed", "cancelled"), finished_at__isnull=False),
                violation_error_message="La fecha de término va solo en trabajos terminados.",
            ),
            models.CheckConstraint(
                name="job_token_iff_running",
                condition=(Q(status="running") & ~Q(token=""))
                | (~Q(status="running") & Q(token="")),
                violation_error_message="Solo un trabajo en curso tiene quién lo haga.",
            ),
            models.CheckConstraint(
                name="job_failure_iff_failed",
                condition=(Q(status="failed") & ~Q(failure=""))
                | (~Q(status="failed") & Q(failure="")),
                violation_error_message="Un trabajo que no terminó dice por qué; los demás, no.",
            ),
            models.CheckConstraint(
                name="job_done_within_total",
                condition=Q(total=0) | Q(done__lte=F("total")),
                violation_error_message="El avance no puede superar el total.",
            ),
            models.CheckConstraint(
                name="job_attempt_is_counted",
                condition=Q(attempt__gte=1),
                violation_error_message="El primer intento es el 1.",
            ),
            models.CheckConstraint(
                name="job_file_is_whole",
                condition=Q(file_name="", file_sha256="", file_size=0, file_type="")
                | (
                    ~Q(file_name="")
                    & ~Q(file_sha256="")
                    & ~Q(file_type="")
                    & Q(file_removed_at__isnull=True)
                ),
                violation_error_message="El archivo de un resultado tiene nombre, huella y tipo.",
            ),
            models.CheckConstraint(
                name="job_operator_is_nobody",
                condition=Q(by_operator=False) | Q(asked_by__isnull=True),
                violation_error_message="La operación del sistema no es una persona.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_status_display()})"

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.public_id])

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None

    @property
    def is_active(self) -> bool:
        return not self.is_over

    @property
    def may_retry(self) -> bool:
        return self.status in ("failed", "cancelled")

    @property
    def has_file(self) -> bool:
        """Something to fetch: what a run that did not end attached is not shown."""
        return self.status == "done" and bool(self.file_sha256)

    def took(self, now: datetime | None = None) -> timedelta | None:
        """From the start of its last attempt; never negative, whatever the clock did."""
        if self.started_at is None:
            return None
        end = self.finished_at or now or timezone.now()
        return max(end - self.started_at, timedelta())

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service}
