"""Letters that wait to leave, left, or could not."""

from datetime import timedelta
from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from minga.core.ids import new_public_id

# The longest wait between two tries. A next try farther away than this was set by a clock that
# was moved back since.
LONGEST = timedelta(hours=12)


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self) -> Self:
        now = timezone.now()
        return self.filter(
            Q(next_try_at__lte=now) | Q(next_try_at__gt=now + LONGEST), status="waiting"
        )


class Message(models.Model):
    """Mensaje: an e-mail to one address, written in the transaction of what it tells."""

    class Status(models.TextChoices):
        WAITING = "waiting", "por enviar"
        SENT = "sent", "enviado"
        KEPT = "kept", "en la carpeta"
        FAILED = "failed", "no se envió"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    to = models.CharField("para", max_length=254)
    subject = models.CharField("asunto", max_length=200)
    text = models.TextField("texto")
    attachments = models.JSONField("adjuntos", default=list, encoder=DjangoJSONEncoder)
    asked_by = models.BigIntegerField("persona", null=True)
    asked_by_label = models.CharField("enviado por", max_length=80, blank=True)
    service = models.CharField("servicio", max_length=12, blank=True)
    created_at = models.DateTimeField("escrito el", default=timezone.now)
    status = models.CharField(
        "estado", max_length=10, choices=Status.choices, default=Status.WAITING
    )
    tries = models.PositiveIntegerField("intentos", default=0)
    next_try_at = models.DateTimeField("próximo intento", null=True, default=timezone.now)
    sent_at = models.DateTimeField("enviado el", null=True, blank=True)
    error = models.CharField("por qué no se envió", max_length=300, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "mensaje"
        verbose_name_plural = "mensajes"
        indexes = [
            models.Index(
                fields=["next_try_at"], name="message_waiting", condition=Q(status="waiting")
            ),
            models.Index(fields=["status", "-id"], name="message_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_next_try_iff_waiting",
                condition=Q(status="waiting", next_try_at__isnull=False)
                | Q(status__in=("sent", "kept", "failed"), next_try_at__isnull=True),
                violation_error_message="Solo un mensaje por enviar tiene próximo intento.",
            ),
            models.CheckConstraint(
                name="message_sent_iff_has_date",
                condition=Q(status="sent", sent_at__isnull=False)
                | (~Q(status="sent") & Q(sent_at__isnull=True)),
                violation_error_message="La fecha de envío va solo en mensajes enviados.",
            ),
            models.CheckConstraint(
                name="message_failed_says_why",
                condition=~Q(status="failed") | ~Q(error=""),
                violation_error_message="Un mensaje que no se envió dice por qué.",
            ),
            # A second line in a header would be another header.
            models.CheckConstraint(
                name="message_headers_are_one_line",
                condition=~Q(subject__contains="\n")
                & ~Q(subject__contains="\r")
                & ~Q(to__contains="\n")
                & ~Q(to__contains="\r"),
                violation_error_message="El asunto y la dirección van en una sola línea.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_status_display()})"

    @property
    def may_retry(self) -> bool:
        return self.status in ("failed", "kept")

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service}
