"""Letters (oficios) that a service sends, and to whom each one goes."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.acts.letters.models.batch import BatchRow, LetterBatch
from minga.acts.letters.models.written import (
    SIGNED,
    VISAS,
    LetterKind,
    Written,
    unreserved,
    voided_stays,
    written_constraints,
)
from minga.acts.wording.paper import Addressee
from minga.core.access import Access
from minga.core.approvals.guards import approved_stays, frozen_while_sent
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.documents.models import Document

if TYPE_CHECKING:
    from minga.acts.letters.models.received import ReceivedLetter


# What it answers: its paper says so.
ANSWERED = ("answers_id", "answers_received_id")
SHORT = {
    LetterKind.ORDINARY: "Ord.",
    LetterKind.CIRCULAR: "Circular",
    LetterKind.RESERVED: "Reservado",
}


class LetterQuerySet(ScopedQuerySet["Letter"]):
    organisations = ("service",)

    def visible_to(self, access: Access) -> Self:
        found: Self = unreserved(super().visible_to(access), access)
        return found

    def overdue(self, day: date) -> Self:
        """Those whose answer should have come before a day."""
        return self.filter(state="issued", answer_due_on__lt=day, answered_on__isnull=True)


class Letter(Written):
    """Oficio: what a service says to others, signed, numbered and archived."""

    class State(models.TextChoices):
        DRAFT = "draft", "borrador"
        SUBMITTED = "submitted", "espera firma"
        SIGNED = "signed", "firmado, por numerar"
        ISSUED = "issued", "numerado"
        VOIDED = "voided", "anulado"

    # A draft that came back, besides.
    VOIDABLE = (State.SIGNED, State.ISSUED)

    state = models.CharField("estado", max_length=10, choices=State.choices, default=State.DRAFT)
    number = models.PositiveIntegerField("número", null=True, blank=True)
    year = models.PositiveSmallIntegerField("año", null=True, blank=True)
    dated_on = models.DateField("fecha", null=True, blank=True)
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letter",
        verbose_name="oficio firmado",
    )
    answers = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name="responde a",
    )
    answers_received = models.ForeignKey(
        "letters.ReceivedLetter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name="responde al oficio recibido",
    )
    batch = models.ForeignKey(
        LetterBatch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name="envío masivo",
    )
    row = models.OneToOneField(
        BatchRow, models.PROTECT, null=True, blank=True, verbose_name="destinatario del envío"
    )
    answer_due_on = models.DateField("responder hasta", null=True, blank=True)
    answered_on = models.DateField("respondido el", null=True, blank=True)
    answered_how = models.CharField("con qué se respondió", max_length=200, blank=True)

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        frozen_while_sent("letters_letter", "letters.letter"),
        approved_stays("letters_letter", "letters.letter", (*SIGNED, *VISAS, *ANSWERED)),
        refuse(
            "letters_letter",
            "signed_by_a_round",
            "INSERT UPDATE",
            "ROW.state IN ('signed', 'issued', 'voided') AND (ROW.state <> 'voided' OR "
            "ROW.signed_on IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM "
            "approvals_submission s WHERE s.outcome = 'approved' AND ((s.subject_model = "
            "'letters.letter' AND s.subject_id = ROW.id) OR (s.subject_model = "
            "'letters.letterbatch' AND s.subject_id = ROW.batch_id)))",
            "Un oficio se numera cuando está firmado.",
        ),
        refuse(
            "letters_letter",
            "number_stays",
            "UPDATE",
            "OLD.number IS NOT NULL AND (NEW.number IS NULL OR NEW.number <> OLD.number "
            "OR NEW.year <> OLD.year OR NEW.dated_on <> OLD.dated_on "
            "OR NEW.document_id <> OLD.document_id OR NEW.subject <> OLD.subject "
            "OR NEW.body <> OLD.body OR NEW.kind <> OLD.kind OR NEW.service_id <> OLD.service_id)",
            "Un oficio numerado no se modifica: se anula y conserva su número.",
        ),
        refuse(
            "letters_letter",
            "numbered_stays",
            "DELETE",
            "ROW.number IS NOT NULL",
            "Un oficio numerado no se borra: se anula y conserva su número.",
        ),
        refuse(
            "letters_letter",
            "answer_stays",
            "UPDATE",
            "OLD.answered_on IS NOT NULL AND (NEW.answered_on IS NULL "
            "OR NEW.answered_on <> OLD.answered_on OR NEW.answered_how <> OLD.answered_how)",
            "La respuesta de un oficio se registra una vez.",
        ),
        voided_stays("letters_letter", "Un oficio anulado"),
        refuse(
            "letters_letter",
            "of_a_signed_batch",
            "INSERT",
            "ROW.batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM letters_letterbatch b "
            "WHERE b.id = ROW.batch_id AND b.state = 'signed')",
            "Los oficios de un envío masivo se numeran mientras está firmado.",
        ),
    ]

    class Meta:
        verbose_name = "oficio"
        verbose_name_plural = "oficios"
        constraints = [
            *written_constraints("letter"),
            models.UniqueConstraint(
                fields=["service", "kind", "year", "number"],
                name="letter_number_once",
                violation_error_message="Ese número ya lo tiene otro oficio del año.",
            ),
            models.CheckConstraint(
                name="letter_answers_one",
                condition=Q(answers__isnull=True) | Q(answers_received__isnull=True),
                violation_error_message="Un oficio responde a uno solo.",
            ),
            models.CheckConstraint(
                name="letter_numbered_whole",
                condition=Q(
                    number__isnull=True,
                    year__isnull=True,
                    dated_on__isnull=True,
                    document__isnull=True,
                )
                | Q(
                    number__isnull=False,
                    year__isnull=False,
                    dated_on__isnull=False,
                    document__isnull=False,
                    dated_on__gte=F("signed_on"),
                ),
            ),
            models.CheckConstraint(
                name="letter_issued_has_number",
                condition=~Q(state="issued") | Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_answered_whole",
                condition=Q(answered_on__isnull=True, answered_how="")
                | (
                    Q(answered_on__isnull=False, answered_on__gte=F("dated_on"))
                    & ~Q(answered_how="")
                ),
                violation_error_message="La respuesta es de la fecha del oficio o posterior.",
            ),
        ]

    def __str__(self) -> str:
        return self.named

    @property
    def named(self) -> str:
        """«Ord. 45 de 2007»; before its number, what it is about."""
        short = SHORT[LetterKind(self.kind)]
        return f"{short} {self.number} de {self.year}" if self.number else self.subject

    @property
    def told(self) -> str:
        """In events, which others read too: without a number, not what it is about."""
        return self.named if self.number else "sin número"

    @property
    def answered_to(self) -> "Letter | ReceivedLetter | None":
        """What it answers: one of ours, or one that came."""
        return self.answers or self.answers_received


class LetterAddressee(Fact):
    """Destinatario de un oficio: to whom it goes, or gets a copy, and when it was sent."""

    class Way(models.TextChoices):
        EMAIL = "email", "correo electrónico"
        POST = "post", "carta certificada"
        HAND = "hand", "entrega en mano"

    letter = models.ForeignKey(
        Letter, models.PROTECT, related_name="addressees", verbose_name="oficio"
    )
    position = models.PositiveSmallIntegerField("orden")
    is_copy = models.BooleanField("con copia", default=False)
    name = models.CharField("nombre del destinatario", max_length=120, blank=True)
    charge = models.CharField("cargo del destinatario", max_length=120, blank=True)
    organisation = models.CharField("institución del destinatario", max_length=160, blank=True)
    address = models.CharField("dirección", max_length=200, blank=True)
    email = models.EmailField("correo", blank=True)
    sent_by = models.CharField("enviado por", max_length=5, choices=Way.choices, blank=True)
    sent_on = models.DateField("enviado el", null=True, blank=True)
    has_personal_data = True

    triggers = [
        frozen_while_sent("letters_letteraddressee", "letters.letter", "ROW.letter_id"),
        refuse(
            "letters_letteraddressee",
            "of_a_numbered_one_stays",
            "UPDATE DELETE",
            "EXISTS (SELECT 1 FROM letters_letter l WHERE l.id = ROW.letter_id "
            "AND l.signed_on IS NOT NULL) AND (OLD.sent_on IS NOT NULL OR ROW.sent_on IS NULL)",
            "Los destinatarios de un oficio firmado no se modifican.",
        ),
    ]

    class Meta:
        verbose_name = "destinatario de un oficio"
        verbose_name_plural = "destinatarios de un oficio"
        ordering = ["is_copy", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "is_copy", "position"], name="letteraddressee_position_once"
            ),
            models.CheckConstraint(
                name="letteraddressee_is_somebody",
                condition=~Q(name="") | ~Q(charge="") | ~Q(organisation=""),
                violation_error_message="Diga a quién va: nombre, cargo o institución.",
            ),
            models.CheckConstraint(
                name="letteraddressee_sent_whole",
                condition=Q(sent_by="", sent_on__isnull=True)
                | (~Q(sent_by="") & Q(sent_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.on_paper)

    @property
    def on_paper(self) -> Addressee:
        return Addressee(self.name, self.charge, self.organisation, self.address)
