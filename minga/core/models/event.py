"""The record of what was done: a hash chain of events, and the row that holds its head."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from minga.core.ids import new_event_id, new_public_id
from minga.core.triggers import append_only


class Chain(models.Model):
    """Instalación: one row; the head of the event chain and the day that the demonstration lives
    in."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    chain_id = models.CharField(
        "identificador de la cadena", max_length=12, default=new_public_id, editable=False
    )
    sequence = models.PositiveBigIntegerField("último evento", default=0)
    head = models.CharField("huella del último evento", max_length=64, default="")
    is_demonstration = models.BooleanField("demostración", default=False)
    opening_day = models.DateField("día con que abre", null=True, blank=True)
    chosen_day = models.DateField("día elegido", null=True, blank=True)

    class Meta:
        verbose_name = "instalación"
        verbose_name_plural = "instalaciones"
        constraints = [
            models.CheckConstraint(name="chain_is_one_row", condition=models.Q(pk=1)),
            models.CheckConstraint(
                name="chain_day_only_in_demonstration",
                condition=models.Q(is_demonstration=True)
                | models.Q(opening_day__isnull=True, chosen_day__isnull=True),
                violation_error_message="Solo una demostración vive en un día elegido.",
            ),
        ]

    def __str__(self) -> str:
        return f"cadena {self.chain_id}, evento {self.sequence}"

    @property
    def public_id(self) -> str:
        return self.chain_id

    def belongs_to(self) -> dict[str, str]:
        return {}


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: models.Model) -> "EventQuerySet":
        """Newest first: the history of one record."""
        return self.filter(subject_model=subject._meta.label_lower, subject_id=subject.pk).order_by(
            "-sequence"
        )


class Event(models.Model):
    """Evento: one action, appended as the last statement of its transaction. Never changed, never
    deleted."""

    id = models.BigIntegerField(primary_key=True, default=new_event_id, editable=False)
    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    sequence = models.PositiveBigIntegerField("número", unique=True)
    recorded_at = models.DateTimeField("registrado el", default=timezone.now)
    on = models.DateField("fecha del hecho")
    kind = models.CharField("clase", max_length=60)
    actor_id = models.BigIntegerField("persona", null=True)
    actor = models.CharField("quién", max_length=80)
    role = models.CharField("función", max_length=80)
    organisation = models.CharField("organización", max_length=120)
    subject_model = models.CharField("tipo del asunto", max_length=60)
    subject_id = models.BigIntegerField("asunto")
    subject_public_id = models.CharField("identificador del asunto", max_length=12)
    service = models.CharField("servicio", max_length=12, blank=True)
    territory = models.CharField("territorio", max_length=12, blank=True)
    reason = models.TextField("motivo", blank=True)
    data = models.JSONField("datos", default=dict, encoder=DjangoJSONEncoder)
    digests = models.JSONField("huellas de las filas", default=dict)
    previous = models.CharField("huella anterior", max_length=64, blank=True)
    hash = models.CharField("huella", max_length=64, unique=True)

    objects = EventQuerySet.as_manager()
    triggers = [append_only("core_event")]

    class Meta:
        verbose_name = "evento"
        verbose_name_plural = "eventos"
        indexes = [
            models.Index(
                fields=["subject_model", "subject_id", "sequence"], name="event_by_subject"
            ),
            models.Index(fields=["on", "sequence"], name="event_by_day"),
        ]

    def __str__(self) -> str:
        return f"evento {self.sequence}: {self.kind}"
