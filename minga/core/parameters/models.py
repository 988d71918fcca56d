"""What a service corrects of a parameter of a norm: proposed by one person, approved by another.

A correction has the shape of its parameter (`minga.rules.shapes`). Once approved it stays; another
of the same day takes its place.
"""

import json
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from minga.core.access import Access
from minga.core.approvals.guards import frozen_while_sent
from minga.core.canonical import canonical_json
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse

TABLE, MODEL = "parameters_parametercorrection", "parameters.parametercorrection"
STAYS = ("institution_id", "file", "name")
SAME = " AND ".join(f"c.{column} = ROW.{column}" for column in STAYS)
OPEN = ("draft", "sent")


class ParameterCorrectionQuerySet(ScopedQuerySet["ParameterCorrection"]):
    organisations = ("institution_id",)

    def open_to(self, access: Access) -> Self:
        """What was approved is for all staff; the rest, for those of its service."""
        if access.reads_all:
            return self
        return self.filter(Q(status="approved") | Q(institution_id__in=access.institutions))

    def of(self, file: str, name: str) -> Self:
        return self.filter(file=file, name=name)

    def approved(self) -> Self:
        """In the order in which each takes the place of another."""
        return self.filter(status="approved").order_by("since", "pk")

    def standing(self) -> Self:
        """Approved, and no approved one in their place."""
        later = self.model._base_manager.filter(status="approved", supersedes=OuterRef("pk"))
        return self.approved().filter(~Exists(later))


class ParameterCorrection(Fact):
    """Corrección de parámetro: from a day on, in the service that approved it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "por corregir"
        SENT = "sent", "espera aprobación"
        APPROVED = "approved", "aprobada"
        DISCARDED = "discarded", "desistida"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    # Of an organisation, which core does not know.
    institution_id = models.BigIntegerField("institución")
    institution = models.CharField("nombre de la institución", max_length=120)
    file = models.CharField("conjunto", max_length=40)
    name = models.CharField("parámetro", max_length=60)
    since = models.DateField("rige desde")
    said = models.TextField("valores")
    source = models.CharField("norma o acto", max_length=200)
    verified = models.BooleanField("verificado", default=False)
    read_in = models.CharField("dónde se leyó", max_length=200, blank=True)
    reason = models.TextField("motivo")
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name="reemplaza a",
    )
    status = models.CharField("estado", max_length=10, choices=Status.choices, default=Status.DRAFT)
    proposed_by = models.BigIntegerField("propuesta por")
    proposer = models.CharField("quién la propuso", max_length=80)
    approved_by = models.BigIntegerField("aprobada por", null=True, blank=True)
    approver = models.CharField("quién la aprobó", max_length=80, blank=True)
    approved_on = models.DateField("aprobada el", null=True, blank=True)

    objects: ClassVar[ParameterCorrectionQuerySet] = ParameterCorrectionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        frozen_while_sent(TABLE, MODEL),
        refuse(
            TABLE,
            "over_stays",
            "UPDATE DELETE",
            "OLD.status IN ('approved', 'discarded')",
            "Una corrección aprobada o desistida no se modifica: se propone otra.",
        ),
        refuse(TABLE, "stays", "DELETE", "1=1", "Una corrección que se propuso no se borra."),
        refuse(
            TABLE,
            "same_parameter",
            "UPDATE",
            " OR ".join(f"NEW.{column} <> OLD.{column}" for column in STAYS),
            "Una corrección no cambia de parámetro ni de servicio.",
        ),
        refuse(
            TABLE,
            "approved_by_another",
            "INSERT UPDATE",
            "ROW.status = 'approved' AND NOT EXISTS (SELECT 1 FROM approvals_submission s "  # noqa: S608
            f"WHERE s.subject_model = '{MODEL}' AND s.subject_id = ROW.id "
            "AND s.outcome = 'approved')",
            "Un parámetro se corrige cuando otra persona lo aprueba.",
        ),
        refuse(
            TABLE,
            "supersedes_the_same",
            "INSERT UPDATE",
            "ROW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 "  # noqa: S608
            f"FROM {TABLE} c WHERE c.id = ROW.supersedes_id AND c.status = 'approved' "
            f"AND c.since = ROW.since AND {SAME})",
            "Se reemplaza una corrección aprobada del mismo parámetro, servicio y día.",
        ),
    ]

    class Meta:
        verbose_name = "corrección de parámetro"
        verbose_name_plural = "correcciones de parámetros"
        constraints = [
            models.UniqueConstraint(
                name="parametercorrection_first_of_its_day",
                fields=["institution_id", "file", "name", "since"],
                condition=Q(supersedes__isnull=True) & ~Q(status="discarded"),
                violation_error_message="Ya hay una corrección de ese parámetro desde ese día.",
            ),
            models.UniqueConstraint(
                name="parametercorrection_superseded_once",
                fields=["supersedes"],
                condition=Q(supersedes__isnull=False) & ~Q(status="discarded"),
                violation_error_message="Esa corrección ya tiene otra que la reemplaza.",
            ),
            models.CheckConstraint(
                name="parametercorrection_says_why",
                condition=~Q(source="") & ~Q(reason="") & ~Q(said="") & ~Q(institution=""),
                violation_error_message="Escriba los valores, la norma o acto y el motivo.",
            ),
            models.CheckConstraint(
                name="parametercorrection_verified_where",
                condition=Q(verified=True) & ~Q(read_in="") | Q(verified=False, read_in=""),
                violation_error_message="Lo verificado dice dónde se leyó; lo demás, no.",
            ),
            models.CheckConstraint(
                name="parametercorrection_approval_iff_approved",
                condition=Q(status="approved", approved_on__isnull=False, approved_by__isnull=False)
                & ~Q(approver="")
                | ~Q(status="approved")
                & Q(approved_on__isnull=True, approved_by__isnull=True, approver=""),
                violation_error_message="Quién y cuándo aprobó va solo en lo aprobado.",
            ),
            models.CheckConstraint(
                name="parametercorrection_two_persons",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                violation_error_message="Quien propone una corrección no la aprueba.",
            ),
        ]
        indexes = [
            models.Index(fields=["file", "name", "since"], name="parametercorrection_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.file}, {self.name}, desde el {self.since:%d-%m-%Y}"

    @property
    def values(self) -> dict[str, Any]:
        """Whole numbers of the smallest unit, as its shape says."""
        found: dict[str, Any] = json.loads(self.said)
        return found

    def say(self, values: dict[str, Any]) -> None:
        self.said = canonical_json(values).decode()

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def known_on(self, day: date | None) -> bool:
        """Approved by then."""
        return self.approved_on is not None and (day is None or self.approved_on <= day)

    def belongs_to(self) -> dict[str, str]:
        return {}
