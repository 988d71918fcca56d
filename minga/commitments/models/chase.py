"""How commitments are chased by e-mail: the service's own rules, its mailboxes, what was sent."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.commitments.models.audit import Finding
from minga.commitments.models.commitment import Commitment
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import append_only
from minga.people.models import Organisation, Person


class ChaseRule(Fact):
    """Regla de avisos: a number of days that a service set, from a day on."""

    class Key(models.TextChoices):
        BEFORE = "before", "días de aviso antes del plazo"
        EVERY = "every", "días entre avisos después del plazo"
        CHIEF = "chief", "días de atraso para avisar a la jefatura"

    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    key = models.CharField("regla", max_length=10, choices=Key.choices)
    days = models.PositiveSmallIntegerField("días")
    valid_from = models.DateField("vigente desde")
    reason = models.CharField("motivo", max_length=200)

    triggers = [append_only("commitments_chaserule")]

    class Meta:
        verbose_name = "regla de avisos"
        verbose_name_plural = "reglas de avisos"
        constraints = [
            models.UniqueConstraint(
                name="chaserule_starts_once",
                fields=["service", "key", "valid_from"],
                violation_error_message="Esa regla ya tiene un valor desde ese día.",
            ),
            models.CheckConstraint(
                name="chaserule_within_reason",
                condition=Q(days__gte=1, days__lte=365),
                violation_error_message="Escriba entre 1 y 365 días.",
            ),
            models.CheckConstraint(
                name="chaserule_says_why",
                condition=~Q(reason=""),
                violation_error_message="Escriba el motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.days} desde el {self.valid_from:%d-%m-%Y}"


class Mailbox(Fact):
    """Casilla de unidad: where what awaits a unit is written to, from a day on."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="unidad"
    )
    # Empty: from that day on the unit has none.
    mailbox = models.CharField("correo de la unidad", max_length=254, blank=True)
    valid_from = models.DateField("vigente desde")

    triggers = [append_only("commitments_mailbox")]

    class Meta:
        verbose_name = "casilla de unidad"
        verbose_name_plural = "casillas de unidades"

    def __str__(self) -> str:
        return f"{self.organisation}: {self.mailbox or 'sin casilla'}"


class ReminderQuerySet(ScopedQuerySet["Reminder"]):
    organisations = ("service",)

    def on(self, *days: object) -> Self:
        return self.filter(on__in=days)


class Reminder(Fact):
    """Aviso de compromisos: one message a day to each person or unit, with all that awaits."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    on = models.DateField("fecha")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="a quién"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="a qué unidad",
    )
    # Of the message in the mail, where it is read whether it left.
    message = models.CharField("mensaje", max_length=12, unique=True)

    objects: ClassVar[ReminderQuerySet] = ReminderQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("commitments_reminder")]

    class Meta:
        verbose_name = "aviso de compromisos"
        verbose_name_plural = "avisos de compromisos"
        constraints = [
            models.UniqueConstraint(
                name="reminder_one_a_day_per_person",
                fields=["person", "on"],
                condition=Q(person__isnull=False),
                violation_error_message="A esa persona ya se le avisó hoy.",
            ),
            models.UniqueConstraint(
                name="reminder_one_a_day_per_unit",
                fields=["organisation", "on"],
                condition=Q(organisation__isnull=False),
                violation_error_message="A esa unidad ya se le avisó hoy.",
            ),
            models.CheckConstraint(
                name="reminder_to_a_person_or_a_unit",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                violation_error_message="Un aviso va a una persona o a una unidad.",
            ),
        ]

    def __str__(self) -> str:
        return f"aviso del {self.on:%d-%m-%Y} a {self.person or self.organisation}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class ReminderLine(Fact):
    """Línea de un aviso: one commitment or finding in it, and why it was there."""

    class Why(models.TextChoices):
        BEFORE = "before", "por vencer"
        TODAY = "today", "vence hoy"
        OVERDUE = "overdue", "vencido"
        CHIEF = "chief", "vencido, a la jefatura"

    reminder = models.ForeignKey(
        Reminder, models.PROTECT, related_name="lines", verbose_name="aviso"
    )
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name="compromiso",
    )
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name="hallazgo",
    )
    why = models.CharField("por qué", max_length=10, choices=Why.choices)

    triggers = [append_only("commitments_reminderline")]

    class Meta:
        verbose_name = "línea de un aviso"
        verbose_name_plural = "líneas de los avisos"
        constraints = [
            models.UniqueConstraint(
                name="reminderline_once",
                fields=["reminder", "commitment"],
                violation_error_message="Ese compromiso ya está en el aviso.",
            ),
            models.UniqueConstraint(
                name="reminderline_finding_once",
                fields=["reminder", "finding"],
                violation_error_message="Ese hallazgo ya está en el aviso.",
            ),
            models.CheckConstraint(
                name="reminderline_of_one_thing",
                condition=Q(commitment__isnull=False, finding__isnull=True)
                | Q(commitment__isnull=True, finding__isnull=False),
                violation_error_message="Una línea habla de un compromiso o de un hallazgo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment or self.finding} en {self.reminder}"
