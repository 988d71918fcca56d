"""Letters that come from others: who sent them, their number and date, and their answer."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from minga.acts.letters.models.letter import Letter
from minga.acts.letters.models.written import LetterKind, unreserved
from minga.core.access import Access
from minga.core.cases import AboutCase, case_constraints
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.documents.models import Document
from minga.people.models import Organisation

# What was read on the paper that came, and the number of our register.
REGISTERED = (
    "service_id", "kind", "sender", "number", "dated_on", "received_on", "entry", "year",
    "subject", "document_id", "answers_id", "answer_due_on", "case_model", "case_id",
)  # fmt: skip


class Standing(models.TextChoices):
    WAITING = "waiting", "sin respuesta"
    ANSWERED = "answered", "respondido"
    CLOSED = "closed", "cerrado sin respuesta"
    NOTHING = "nothing", "no pide respuesta"


class ReceivedLetterQuerySet(ScopedQuerySet["ReceivedLetter"]):
    organisations = ("service",)

    def visible_to(self, access: Access) -> Self:
        found: Self = unreserved(super().visible_to(access), access)
        return found

    def with_standing(self) -> Self:
        """`standing`: whether a numbered letter of ours answers it."""
        answers = Letter.objects.filter(answers_received=OuterRef("pk"), state="issued")
        return self.annotate(
            standing=Case(
                When(Exists(answers), then=Value(Standing.ANSWERED.value)),
                When(closed_on__isnull=False, then=Value(Standing.CLOSED.value)),
                When(answer_due_on__isnull=False, then=Value(Standing.WAITING.value)),
                default=Value(Standing.NOTHING.value),
                output_field=models.CharField(),
            )
        )

    def waiting(self) -> Self:
        """Those that ask for an answer and have none."""
        return self.with_standing().filter(standing=Standing.WAITING)


class ReceivedLetter(Fact, AboutCase):
    """Oficio recibido: what an institution wrote to a service, with its paper."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    kind = models.CharField("tipo de oficio", max_length=10, choices=LetterKind.choices)
    sender = models.CharField("institución que lo envía", max_length=160)
    number = models.CharField("número que trae", max_length=40)
    dated_on = models.DateField("fecha que trae")
    received_on = models.DateField("recibido el")
    entry = models.PositiveIntegerField("número de ingreso")
    year = models.PositiveSmallIntegerField("año de ingreso")
    subject = models.CharField("materia del oficio recibido", max_length=300)
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="received_letter", verbose_name="archivo recibido"
    )
    unit = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unidad que lo responde",
    )
    answers = models.ForeignKey(
        Letter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_in",
        verbose_name="oficio que responde",
    )
    answer_due_on = models.DateField("responder el recibido hasta", null=True, blank=True)
    closed_on = models.DateField("cerrado el", null=True, blank=True)
    closed_because = models.CharField("por qué no se responde", max_length=300, blank=True)

    objects: ClassVar[ReceivedLetterQuerySet] = ReceivedLetterQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "letters_receivedletter",
            "registered_stays",
            "UPDATE",
            " OR ".join(
                f"NEW.{column} <> OLD.{column} OR (NEW.{column} IS NULL) <> (OLD.{column} IS NULL)"
                for column in REGISTERED
            ),
            "Un oficio recibido no se modifica: se cierra diciendo por qué.",
        ),
        refuse(
            "letters_receivedletter",
            "stays",
            "DELETE",
            "ROW.entry IS NOT NULL",
            "Un oficio recibido no se borra: conserva su número de ingreso.",
        ),
    ]

    class Meta:
        verbose_name = "oficio recibido"
        verbose_name_plural = "oficios recibidos"
        constraints = [
            *case_constraints("receivedletter"),
            models.UniqueConstraint(
                fields=["service", "year", "entry"], name="receivedletter_entry_once"
            ),
            models.UniqueConstraint(
                fields=["service", "sender", "number", "dated_on"],
                name="receivedletter_once",
                violation_error_message="Ese oficio ya está registrado.",
            ),
            models.CheckConstraint(
                name="receivedletter_said",
                condition=~Q(sender="") & ~Q(number="") & ~Q(subject=""),
            ),
            models.CheckConstraint(
                name="receivedletter_days_in_order",
                condition=Q(dated_on__lte=F("received_on"))
                & (Q(answer_due_on__isnull=True) | Q(answer_due_on__gte=F("received_on"))),
                violation_error_message="Se recibe desde su fecha y se responde después.",
            ),
            models.CheckConstraint(
                name="receivedletter_closed_whole",
                condition=Q(closed_on__isnull=True, closed_because="")
                | (
                    Q(closed_on__isnull=False, closed_on__gte=F("received_on"))
                    & ~Q(closed_because="")
                ),
                violation_error_message="Escriba por qué no se responde.",
            ),
        ]

    def __str__(self) -> str:
        return self.named

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}

    @property
    def named(self) -> str:
        """«Ord. 88 de Municipalidad de Huara, 12-11-2007»: how others call it."""
        return f"{self.number} de {self.sender}, {self.dated_on:%d-%m-%Y}"

    def get_standing_display(self) -> str:
        """Of a row read `with_standing`."""
        annotated: Any = self
        return str(Standing(annotated.standing).label)

    def is_overdue(self, day: date) -> bool:
        annotated: Any = self
        return bool(
            annotated.standing == Standing.WAITING
            and self.answer_due_on
            and self.answer_due_on < day
        )
