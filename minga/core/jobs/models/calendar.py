"""What the calendar has started, and what persons asked it to send."""

from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.jobs.models.job import Job


class ScheduledRun(models.Model):
    """Ejecución programada: what the calendar asked for a day, so that it is asked once.

    Without a job it is where a schedule begins (nothing is owed for the days before), or one so old
    that its job was cleaned.
    """

    kind = models.CharField("clase", max_length=80)
    due_on = models.DateField("para el día")
    job = models.OneToOneField(
        Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="trabajo"
    )
    missed = models.PositiveIntegerField("veces que se saltó", default=0)
    created_at = models.DateTimeField("registrada el", default=timezone.now)

    class Meta:
        verbose_name = "ejecución programada"
        verbose_name_plural = "ejecuciones programadas"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "due_on"],
                name="scheduledrun_once_a_day",
                violation_error_message="Lo programado para ese día ya se pidió.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} del {self.due_on:%d-%m-%Y}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> Self:
        return self.filter(stopped_at__isnull=True)

    def of(self, access: Access) -> Self:
        mine = access.actor_id
        return self.none() if mine is None else self.filter(asked_by=mine)


class Subscription(models.Model):
    """Envío programado: a report that leaves by e-mail every day, week or month."""

    class Cadence(models.TextChoices):
        DAILY = "daily", "cada día"
        WEEKLY = "weekly", "cada lunes"
        MONTHLY = "monthly", "el quinto día hábil de cada mes"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    asked_by = models.BigIntegerField("persona")
    asked_by_label = models.CharField("pedido por", max_length=80)
    service = models.CharField("servicio", max_length=12, blank=True)
    report = models.CharField("informe", max_length=60)
    params = models.JSONField("datos del informe", default=dict, encoder=DjangoJSONEncoder)
    title = models.CharField("título", max_length=150)
    cadence = models.CharField("frecuencia", max_length=10, choices=Cadence.choices)
    recipients = models.JSONField("destinatarios", default=list)
    created_at = models.DateTimeField("programado el", default=timezone.now)
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)
    stopped_at = models.DateTimeField("detenido el", null=True, blank=True)
    stopped_because = models.CharField("por qué se detuvo", max_length=200, blank=True)

    objects: ClassVar[SubscriptionQuerySet] = SubscriptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "envío programado"
        verbose_name_plural = "envíos programados"
        indexes = [models.Index(fields=["asked_by", "-id"], name="subscription_by_person")]
        constraints = [
            models.CheckConstraint(
                name="subscription_cadence_is_known",
                condition=Q(cadence__in=("daily", "weekly", "monthly")),
                violation_error_message="Elija una frecuencia de la lista.",
            ),
            models.CheckConstraint(
                name="subscription_has_recipients",
                condition=~Q(recipients=[]),
                violation_error_message="Escriba al menos una dirección de correo.",
            ),
            models.CheckConstraint(
                name="subscription_stopped_says_why",
                condition=Q(stopped_at__isnull=True, stopped_because="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_because="")),
                violation_error_message="Un envío detenido dice por qué.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        return self.stopped_at is None

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service}
