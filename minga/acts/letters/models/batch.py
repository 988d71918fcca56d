"""Letters for many: one text, its rows, and the hash of both as they were signed."""

from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from minga.acts.letters.models.written import (
    SIGNED,
    VISAS,
    Written,
    unreserved,
    voided_stays,
    written_constraints,
)
from minga.acts.wording.paper import Addressee
from minga.core.access import Access
from minga.core.approvals.guards import approved_stays, frozen_while_sent
from minga.core.canonical import canonical_json
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet

if TYPE_CHECKING:
    from minga.acts.letters.models.letter import Letter


class LetterBatchQuerySet(ScopedQuerySet["LetterBatch"]):
    organisations = ("service",)

    def visible_to(self, access: Access) -> Self:
        found: Self = unreserved(super().visible_to(access), access)
        return found


class LetterBatch(Written):
    """Envío masivo: one text for many, signed once; each one gets its own letter and number."""

    class State(models.TextChoices):
        DRAFT = "draft", "borrador"
        SUBMITTED = "submitted", "espera firma"
        SIGNED = "signed", "firmado, por numerar"
        ISSUED = "issued", "numerado"
        VOIDED = "voided", "anulado"

    # A draft that came back, besides. Numbered, its letters are voided one by one.
    VOIDABLE = (State.SIGNED,)

    state = models.CharField("estado", max_length=10, choices=State.choices, default=State.DRAFT)
    # Of the text and every row, as who signed read them.
    content_hash = models.CharField("huella de lo firmado", max_length=64, blank=True)

    objects: ClassVar[LetterBatchQuerySet] = LetterBatchQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        frozen_while_sent("letters_letterbatch", "letters.letterbatch"),
        approved_stays(
            "letters_letterbatch", "letters.letterbatch", (*SIGNED, *VISAS, "content_hash")
        ),
        voided_stays("letters_letterbatch", "Un envío masivo anulado"),
    ]

    class Meta:
        verbose_name = "envío masivo"
        verbose_name_plural = "envíos masivos"
        constraints = written_constraints("letterbatch")

    def __str__(self) -> str:
        return self.subject

    def hash_now(self) -> str:
        rows = [
            [row.position, row.to, row.email, row.said]
            for row in self.rows.order_by("position").iterator()
        ]
        said = [str(getattr(self, name)) for name in SIGNED]
        return sha256(canonical_json({"said": said, "rows": rows})).hexdigest()


class BatchRow(Fact):
    """Destinatario de un envío: one line of a batch, and what its fields say."""

    batch = models.ForeignKey(
        LetterBatch, models.PROTECT, related_name="rows", verbose_name="envío masivo"
    )
    position = models.PositiveIntegerField("orden")
    to = models.JSONField("destinatario del envío")
    email = models.EmailField("correo", blank=True)
    said = models.JSONField("campos", default=dict)
    has_personal_data = True

    triggers = [frozen_while_sent("letters_batchrow", "letters.letterbatch", "ROW.batch_id")]

    class Meta:
        verbose_name = "destinatario de un envío"
        verbose_name_plural = "destinatarios de un envío"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="batchrow_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.addressee}"

    @property
    def addressee(self) -> Addressee:
        return Addressee(*self.to)

    @property
    def issued(self) -> "Letter | None":
        """Its letter, once it has one; read it together with the rows."""
        return getattr(self, "letter", None)
