"""Each time the record was checked, and what was found."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from minga.core.ids import new_public_id


class VerificationManager(models.Manager["Verification"]):
    def get_queryset(self) -> models.QuerySet["Verification"]:
        """Without the findings, which may be a thousand: they are read when asked for."""
        return super().get_queryset().defer("findings")


class Verification(models.Model):
    """Verificación del registro: a check of chain, rows and files, with its findings."""

    class Status(models.TextChoices):
        WAITING = "waiting", "en espera"
        RUNNING = "running", "en curso"
        CLEAN = "clean", "sin hallazgos"
        DAMAGED = "damaged", "con hallazgos"
        FAILED = "failed", "interrumpida"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    status = models.CharField(
        "estado", max_length=10, choices=Status.choices, default=Status.WAITING
    )
    asked_at = models.DateTimeField("pedida el", default=timezone.now)
    finished_at = models.DateTimeField("terminada el", null=True, blank=True)
    done = models.PositiveIntegerField("revisados", default=0)
    total = models.PositiveIntegerField("por revisar", default=0)
    head = models.CharField("huella revisada", max_length=64, blank=True)
    findings = models.JSONField("hallazgos", default=list)
    findings_count = models.PositiveIntegerField("cuántos hallazgos", default=0)

    objects = VerificationManager()

    class Meta:
        verbose_name = "verificación del registro"
        verbose_name_plural = "verificaciones del registro"
        constraints = [
            models.CheckConstraint(
                name="verification_finished_iff_has_date",
                condition=Q(status__in=("waiting", "running"), finished_at__isnull=True)
                | Q(status__in=("clean", "damaged", "failed"), finished_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"verificación {self.public_id}: {self.get_status_display()}"

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None
