"""Attentions: a person, or nobody known, asked something by a channel; and what was answered."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.validity import Validity, ValidityQuerySet, ends_after_start, once_at_a_time
from minga.people.citizens.models.guards import only_emptied
from minga.people.citizens.permissions import SEE_ATTENTIONS
from minga.people.models import Organisation, Person
from minga.territory.models import Territory


class Channel(models.TextChoices):
    """The five by which the service attends."""

    OFFICE = "office", "oficina"
    TELEPHONE = "telephone", "teléfono"
    INTERNET = "internet", "internet"
    FIELD = "field", "terreno"
    OUTSOURCED = "outsourced", "externalizada"


class AttentionSubject(Validity, Fact):
    """Materia de atención: what people come for, in the list that each service keeps."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    number = models.PositiveSmallIntegerField("número")
    name = models.CharField("nombre", max_length=80)

    objects: ClassVar["ValidityQuerySet[AttentionSubject]"] = ValidityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "materia de atención"
        verbose_name_plural = "materias de atención"
        constraints = [
            ends_after_start("attentionsubject"),
            *once_at_a_time(
                "attentionsubject",
                "service",
                "number",
                message="Ese número ya lo tiene otra materia vigente.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def is_open(self) -> bool:
        return self.valid_until is None

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class AttentionBook(Fact):
    """Libro de atenciones: the last number that a service gave in a year."""

    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    year = models.PositiveSmallIntegerField("año")
    last = models.PositiveIntegerField("último número", default=0)

    triggers = [
        refuse(
            "citizens_attentionbook",
            "one_by_one",
            "UPDATE",
            "NEW.last <> OLD.last + 1 OR NEW.service_id <> OLD.service_id OR NEW.year <> OLD.year",
            "Los números de las atenciones van de uno en uno.",
        )
    ]

    class Meta:
        verbose_name = "libro de atenciones"
        verbose_name_plural = "libros de atenciones"
        constraints = [
            models.UniqueConstraint(name="attentionbook_one_a_year", fields=["service", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.service_id}, {self.year}: {self.last}"


class AttentionQuerySet(ScopedQuerySet["Attention"]):
    organisations = ("service",)

    def visible_to(self, access: Access) -> Self:
        """Of one's service, for who may see attentions there; the auditor, of all."""
        if access.everything or (access.reads_all and access.may(SEE_ATTENTIONS)):
            return self
        places = [pk for pk in access.institutions if access.may(SEE_ATTENTIONS, pk)]
        return self.filter(service__in=places)

    def for_page(self) -> Self:
        return self.select_related(
            "service__party", "subject", "person__party", "referred_to", "officer", "territory"
        )

    def pending(self) -> Self:
        return self.filter(state="referred")

    def of(self, *people: int) -> Self:
        return self.filter(person__in=people)


class Attention(Fact):
    """Atención: what somebody asked, by which channel, and where it was referred."""

    class State(models.TextChoices):
        REFERRED = "referred", "por responder"
        ANSWERED = "answered", "respondida"
        VOIDED = "voided", "anulada"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    year = models.PositiveSmallIntegerField("año")
    number = models.PositiveIntegerField("número")
    # Without one, somebody who gave no name.
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attentions",
        verbose_name="persona",
    )
    channel = models.CharField("canal", max_length=12, choices=Channel.choices)
    office = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="oficina"
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="territorio",
    )
    subject = models.ForeignKey(
        AttentionSubject, models.PROTECT, related_name="attentions", verbose_name="materia"
    )
    on = models.DateField("fecha de la atención")
    note = models.TextField("nota", blank=True, max_length=1000)
    officer = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="quien atendió"
    )
    state = models.CharField("estado", max_length=10, choices=State.choices)
    referred_to = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="derivada a",
    )
    due_on = models.DateField("plazo de respuesta", null=True, blank=True)
    answered_on = models.DateField("respondida el", null=True, blank=True)
    # Of the form it came from: the second click of a double one finds the first.
    form_key = models.CharField("formulario", max_length=32, unique=True, null=True, blank=True)
    recorded_at = models.DateTimeField("registrada el", default=timezone.now, editable=False)
    has_personal_data = True

    objects: ClassVar[AttentionQuerySet] = AttentionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        only_emptied(
            "citizens_attention",
            kept=(
                "public_id",
                "service_id",
                "year",
                "number",
                "channel",
                "office_id",
                "territory_id",
                "subject_id",
                "on",
                "officer_id",
            ),
            texts=("note",),
            empties=("person_id",),
            sentence="Una atención no se cambia: se anula y se registra de nuevo.",
        ),
        refuse(
            "citizens_attention",
            "closed_stays",
            "UPDATE",
            "NEW.state <> OLD.state AND (OLD.state = 'voided' OR NEW.state = 'referred')",
            "Esta atención ya está cerrada.",
        ),
        refuse(
            "citizens_attention",
            "not_of_blocked",
            "INSERT",
            "EXISTS (SELECT 1 FROM citizens_citizen c WHERE c.person_id = NEW.person_id "
            "AND c.state IN ('blocked', 'erased'))",
            "Los datos de esta persona están bloqueados: no se agregan otros.",
        ),
    ]

    class Meta:
        verbose_name = "atención"
        verbose_name_plural = "atenciones"
        constraints = [
            models.UniqueConstraint(
                name="attention_number_once", fields=["service", "year", "number"]
            ),
            models.CheckConstraint(
                name="attention_referred_has_term",
                condition=Q(referred_to__isnull=True, due_on__isnull=True)
                | Q(referred_to__isnull=False, due_on__isnull=False),
                violation_error_message="Una atención derivada tiene unidad y plazo.",
            ),
            models.CheckConstraint(
                name="attention_pending_is_referred",
                condition=~Q(state="referred") | Q(referred_to__isnull=False),
                violation_error_message="Lo que espera respuesta está derivado a una unidad.",
            ),
            models.CheckConstraint(
                name="attention_answered_on_a_day",
                condition=Q(state="answered", answered_on__isnull=False)
                | Q(state="referred", answered_on__isnull=True)
                | Q(state="voided"),
                violation_error_message="Una respuesta tiene su fecha.",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "subject", "on"], name="attention_by_person"),
            models.Index(fields=["service", "state", "due_on"], name="attention_by_state"),
        ]

    def __str__(self) -> str:
        return self.folio

    @property
    def folio(self) -> str:
        """«12 de 2007»."""
        return f"{self.number} de {self.year}"

    def is_late(self, day: date) -> bool:
        pending = self.state == self.State.REFERRED
        return pending and self.due_on is not None and self.due_on < day

    def belongs_to(self) -> dict[str, str]:
        found = {"service": self.service.public_id}
        return found | ({"territory": self.territory.public_id} if self.territory else {})


class AttentionStep(Fact):
    """Paso de una atención: it was referred, answered or voided. Only added."""

    class Kind(models.TextChoices):
        REFERRED = "referred", "derivación"
        ANSWERED = "answered", "respuesta"
        VOIDED = "voided", "anulación"

    attention = models.ForeignKey(
        Attention, models.PROTECT, related_name="steps", verbose_name="atención"
    )
    kind = models.CharField("qué ocurrió", max_length=10, choices=Kind.choices)
    on = models.DateField("fecha")
    actor = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="quién"
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="unidad"
    )
    due_on = models.DateField("plazo de respuesta", null=True, blank=True)
    note = models.TextField("nota", blank=True, max_length=2000)
    has_personal_data = True

    triggers = [
        only_emptied(
            "citizens_attentionstep",
            kept=("attention_id", "kind", "on", "actor_id", "unit_id", "due_on"),
            texts=("note",),
            sentence="Los pasos de una atención no se cambian.",
        ),
        refuse(
            "citizens_attentionstep",
            "not_when_closed",
            "INSERT",
            "EXISTS (SELECT 1 FROM citizens_attention a WHERE a.id = NEW.attention_id AND "
            "(a.state = 'voided' OR (a.state = 'answered' AND NEW.kind <> 'voided')))",
            "Esta atención ya está cerrada.",
        ),
    ]

    class Meta:
        verbose_name = "paso de una atención"
        verbose_name_plural = "pasos de las atenciones"
        constraints = [
            models.UniqueConstraint(
                name="attentionstep_answered_once",
                fields=["attention"],
                condition=Q(kind="answered"),
                violation_error_message="Otra persona ya respondió esta atención.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} de {self.attention_id}"
