"""The act: what it says, and each day of its life; the database keeps their order."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from minga.acts.models.guards import ACT_TRIGGERS
from minga.acts.models.kind import ActKind, ActKindRule
from minga.core.cases import AboutCase, case_constraints
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.documents.models import Document, Dossier
from minga.people.models import Organisation, Person
from minga.territory.models import Territory

if TYPE_CHECKING:
    from minga.acts.models.parts import ActNotice


class ActQuerySet(ScopedQuerySet["Act"]):
    organisations = ("service",)


def _in_order(name: str, first: str, then: str, sentence: str) -> models.CheckConstraint:
    """`then` only after `first` has happened, and not on an earlier day."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{then}__isnull": True})
        | (Q(**{f"{first}__isnull": False}) & Q(**{f"{then}__gte": F(first)})),
        violation_error_message=sentence,
    )


class Act(AboutCase, Fact):
    """Acto: a resolution, from its draft until all that is due has happened."""

    Series = ActKindRule.Series

    class Status(models.TextChoices):
        DRAFT = "draft", "en borrador"
        SENT = "sent", "en visación o firma"
        SIGNED = "signed", "firmado, sin número"
        NUMBERED = "numbered", "numerado, en trámite"
        PROCESSED = "processed", "totalmente tramitado"
        REPRESENTED = "represented", "representado"
        VOIDED = "voided", "anulado"
        CLOSED = "closed", "cerrado sin efecto"

    class Review(models.TextChoices):
        TAKEN = "taken", "tomado de razón"
        SCOPE = "scope", "tomado de razón con alcance"
        REPRESENTED = "represented", "representado"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="acts", verbose_name="servicio"
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="unidad que lo prepara"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, related_name="+", verbose_name="territorio"
    )
    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="act", verbose_name="expediente"
    )
    kind = models.ForeignKey(
        ActKind, models.PROTECT, related_name="acts", verbose_name="tipo de acto"
    )
    subject = models.CharField("materia", max_length=300)
    vistos = models.TextField("vistos del acto", blank=True)
    considerando = models.TextField("considerando del acto", blank=True)
    resuelvo = models.TextField("resuelvo del acto")
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)
    status = models.CharField(
        "estado", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    drafted_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="preparado por"
    )
    drafted_on = models.DateField("preparado el")
    drafted_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="redrafts", verbose_name="rehace el acto"
    )
    voided_on = models.DateField("anulado el", null=True)
    void_reason = models.CharField("motivo de la anulación", max_length=300, blank=True)
    # As the rule of its kind says on the day it is sent.
    series = models.CharField("serie", max_length=10, choices=Series.choices)
    to_publish = models.BooleanField("se publica", default=False)
    to_notify = models.BooleanField("se notifica", default=False)
    # Numbered on paper before Minga: its text and its steps are not here.
    is_earlier = models.BooleanField("registrado de antes", default=False)
    signed_on = models.DateField("firmado el", null=True)
    signer = models.CharField("firma", max_length=120, blank=True)
    signer_role = models.CharField("firma como", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("año del número", null=True)
    number = models.PositiveIntegerField("número", null=True)
    numbered_on = models.DateField("fecha del acto", null=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="+", verbose_name="documento del acto"
    )
    signed_copy = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="+", verbose_name="copia firmada"
    )
    review_sent_on = models.DateField("enviado a toma de razón el", null=True)
    review = models.CharField(
        "resultado de la toma de razón", max_length=12, choices=Review.choices, blank=True
    )
    review_on = models.DateField("resuelta la toma de razón el", null=True)
    review_note = models.CharField("alcance o motivo", max_length=500, blank=True)
    published_on = models.DateField("publicado el", null=True)
    edition = models.CharField("edición del diario", max_length=20, blank=True)
    processed_on = models.DateField("totalmente tramitado el", null=True)
    # Signed, and its process not ended: who directs ends it, and nothing of it takes effect.
    closed_on = models.DateField("cerrado sin efecto el", null=True)
    close_reason = models.CharField("motivo del cierre", max_length=300, blank=True)

    objects: ClassVar[ActQuerySet] = ActQuerySet.as_manager()  # type: ignore[assignment]
    triggers = ACT_TRIGGERS

    class Meta:
        verbose_name = "acto"
        verbose_name_plural = "actos"
        constraints = [
            *case_constraints("act"),
            models.UniqueConstraint(
                fields=["drafted_from"],
                condition=Q(drafted_from__isnull=False) & ~Q(status="voided"),
                name="act_redone_once",
                violation_error_message="Ese acto ya se rehízo en otro borrador.",
            ),
            models.UniqueConstraint(
                fields=["service", "series", "year", "number"],
                name="act_number_once_a_year",
                violation_error_message="Ese número ya se usó en esa serie y ese año.",
            ),
            models.CheckConstraint(
                name="act_number_with_its_date",
                condition=Q(number__isnull=True, year__isnull=True, numbered_on__isnull=True)
                | Q(number__gt=0, year__isnull=False, numbered_on__isnull=False),
                violation_error_message="El número, el año y la fecha se dan juntos.",
            ),
            models.CheckConstraint(
                name="act_numbered_once_signed",
                condition=Q(numbered_on__isnull=True)
                | Q(is_earlier=True, signed_on__isnull=True)
                | Q(signed_on__isnull=False, numbered_on__gte=F("signed_on")),
                violation_error_message="El número se da después de la firma, ese día o más tarde.",
            ),
            models.CheckConstraint(
                name="act_review_only_where_due",
                condition=Q(review_sent_on__isnull=True) | Q(series="subject"),
                violation_error_message="Una resolución exenta no va a toma de razón.",
            ),
            _in_order(
                "act_review_after_number",
                "numbered_on",
                "review_sent_on",
                "Se envía a toma de razón con número, y no antes de su fecha.",
            ),
            _in_order(
                "act_review_ends_after_sent",
                "review_sent_on",
                "review_on",
                "La toma de razón se resuelve después de enviarla.",
            ),
            models.CheckConstraint(
                name="act_review_with_its_day",
                condition=Q(review="", review_on__isnull=True)
                | (~Q(review="") & Q(review_on__isnull=False)),
                violation_error_message="El resultado de la toma de razón va con su fecha.",
            ),
            models.CheckConstraint(
                name="act_review_says_why",
                condition=Q(review__in=["", "taken"]) | ~Q(review_note=""),
                violation_error_message="Escriba el alcance o el motivo de la representación.",
            ),
            _in_order(
                "act_published_after_number",
                "numbered_on",
                "published_on",
                "Se publica con número, y no antes de su fecha.",
            ),
            models.CheckConstraint(
                name="act_published_after_review",
                condition=Q(published_on__isnull=True)
                | Q(series="exempt")
                | Q(review__in=["taken", "scope"], published_on__gte=F("review_on")),
                violation_error_message="Se publica después de la toma de razón.",
            ),
            models.CheckConstraint(
                name="act_published_with_edition",
                condition=Q(published_on__isnull=True, edition="")
                | (Q(published_on__isnull=False) & ~Q(edition="")),
                violation_error_message="Escriba la edición del Diario Oficial y su fecha.",
            ),
            models.CheckConstraint(
                name="act_processed_when_all_is_done",
                condition=Q(processed_on__isnull=True)
                | (
                    Q(number__isnull=False, processed_on__gte=F("numbered_on"))
                    & (
                        Q(series="exempt")
                        | Q(is_earlier=True)
                        | Q(review__in=["taken", "scope"], processed_on__gte=F("review_on"))
                    )
                    & (
                        Q(to_publish=False)
                        | Q(published_on__isnull=False, processed_on__gte=F("published_on"))
                    )
                ),
                violation_error_message="Falta algo para que esté totalmente tramitado.",
            ),
            models.CheckConstraint(
                name="act_state_agrees",
                condition=Q(status__in=["draft", "sent"], signed_on__isnull=True, number=None)
                | Q(status="voided", voided_on__isnull=False, signed_on__isnull=True, number=None)
                | Q(status="signed", signed_on__isnull=False, number__isnull=True)
                | (
                    Q(status="numbered", number__isnull=False, processed_on=None)
                    & ~Q(review="represented")
                )
                | Q(status="processed", processed_on__isnull=False)
                | Q(status="represented", review="represented", processed_on__isnull=True)
                | (
                    Q(status="closed", closed_on__isnull=False, signed_on__isnull=False)
                    & Q(processed_on=None)
                    & ~Q(review="represented")
                ),
                violation_error_message="El estado del acto no corresponde a sus fechas.",
            ),
            models.CheckConstraint(
                name="act_voided_says_why",
                condition=Q(voided_on__isnull=True, void_reason="")
                | (Q(voided_on__isnull=False, status="voided") & ~Q(void_reason="")),
                violation_error_message="Para anularlo, escriba el motivo.",
            ),
            models.CheckConstraint(
                name="act_closed_says_why",
                condition=Q(closed_on__isnull=True, close_reason="")
                | (
                    Q(closed_on__isnull=False, closed_on__gte=F("signed_on"), status="closed")
                    & ~Q(close_reason="")
                ),
                violation_error_message="Para cerrarlo sin efecto, escriba el motivo.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["service", "status"], name="act_by_state")]

    def __str__(self) -> str:
        return f"{self.name}: {self.subject}" if self.number else self.subject

    @property
    def name(self) -> str:
        """«Resolución Exenta 120 de 2007»."""
        words = "Resolución Exenta" if self.series == self.Series.EXEMPT else "Resolución"
        return f"{words} {self.number} de {self.year}" if self.number else f"{words} sin número"

    @property
    def reference(self) -> str:
        """«Res. Ex. 120 de 30-11-2007»."""
        short = "Res. Ex." if self.series == self.Series.EXEMPT else "Res."
        return f"{short} {self.number} de {self.numbered_on:%d-%m-%Y}" if self.number else short

    def belongs_to(self) -> dict[str, str]:
        place = {"territory": self.territory.public_id} if self.territory else {}
        return {"service": self.service.public_id, **place}

    def pending(self, notices: "Sequence[ActNotice] | None" = None) -> list[str]:
        """What is still due once it has its number, in words. `notices`: its own, where known."""
        if self.status != self.Status.NUMBERED:
            return []
        if notices is None:
            notices = list(self.notices.all())
        due = []
        if self.series == self.Series.SUBJECT and self.review not in ("taken", "scope"):
            due.append("toma de razón" if self.review_sent_on else "envío a toma de razón")
        if self.to_publish and not self.published_on:
            due.append("publicación en el Diario Oficial")
        told = [notice.notified_on for notice in notices]
        if self.to_notify and (not told or None in told):
            due.append("notificación")
        return due

    def last_day(self) -> date:
        """On which the last of what is due happened."""
        days = [self.numbered_on, self.review_on, self.published_on]
        days += self.notices.values_list("notified_on", flat=True)
        return max(day for day in days if day is not None)
