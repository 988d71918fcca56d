"""Guarantees that the service keeps for others: what each one is, and how its custody ended."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.money import PesosField, UFField, pesos, uf
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.documents.models import Dossier
from minga.people.models import Organisation, Party, Person

GUARANTEES = "budget_guarantee"
# What the document itself says: it stays as it was received.
SAYS = (
    "public_id", "service_id", "dossier_id", "kind", "purpose", "issuer", "number", "amount",
    "amount_uf", "valid_from", "valid_until", "holder_id", "holder_name", "received_on",
    "renews_id", "registered_by_id",
)  # fmt: skip


class GuaranteeKind(models.TextChoices):
    BANK_SLIP = "bank_slip", "boleta de garantía"
    POLICY = "policy", "póliza de garantía"
    SIGHT_DRAFT = "sight_draft", "vale vista"


class GuaranteePurpose(models.TextChoices):
    BID = "bid", "seriedad de la oferta"
    PERFORMANCE = "performance", "fiel cumplimiento"
    ADVANCE = "advance", "anticipo"
    QUALITY = "quality", "buena ejecución"
    RETENTIONS = "retentions", "canje de retenciones"


class CustodyState(models.TextChoices):
    IN_CUSTODY = "in_custody", "en custodia"
    RETURNED = "returned", "devuelta"
    RENEWED = "renewed", "renovada"
    CASHED = "cashed", "cobrada"
    VOIDED = "voided", "registrada por error"


class GuaranteeQuerySet(ScopedQuerySet["Guarantee"]):
    organisations = ("service", "dossier__readers")

    def in_custody(self) -> Self:
        return self.filter(state=CustodyState.IN_CUSTODY)

    def expiring(self, day: date, days: int) -> Self:
        """In custody, and its last day is within so many days or is past."""
        return self.in_custody().filter(valid_until__lte=day + timedelta(days=days))

    def for_page(self) -> Self:
        return self.select_related("service__party", "dossier", "registered_by", "holder")


def _unequal(columns: tuple[str, ...]) -> str:
    """Some column changed; nothing is a value like any other."""
    return " OR ".join(
        f"COALESCE(CAST(NEW.{name} AS text), '') <> COALESCE(CAST(OLD.{name} AS text), '')"
        for name in columns
    )


class Guarantee(Fact):
    """Garantía en custodia: a paper by which a bank or an insurer answers for somebody. The last
    day on which it can be cashed is included."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    # Of what it answers for: a project, a contract; or its own where there is none.
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="guarantees", verbose_name="expediente"
    )
    kind = models.CharField("documento", max_length=11, choices=GuaranteeKind.choices)
    purpose = models.CharField("qué cauciona", max_length=11, choices=GuaranteePurpose.choices)
    issuer = models.CharField("emisor", max_length=120)
    number = models.CharField("número", max_length=40)
    # One of both; the other is zero.
    amount = PesosField("monto en pesos", default=0)
    amount_uf = UFField("monto en UF", default=0)
    valid_from = models.DateField("emitida el")
    # None of a sight draft, which does not expire.
    valid_until = models.DateField("vence el", null=True, blank=True)
    # Who took it out: as the document says, and the party where the house knows it.
    holder_name = models.CharField("tomador", max_length=120)
    holder = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="parte tomadora",
    )
    received_on = models.DateField("recibida el")
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by",
        verbose_name="renueva a",
    )  # fmt: skip
    state = models.CharField(
        "custodia", max_length=10, choices=CustodyState.choices, default=CustodyState.IN_CUSTODY
    )
    ended_on = models.DateField("salió de custodia el", null=True, blank=True)
    ended_by_document = models.CharField("documento de la salida", max_length=160, blank=True)
    registered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="registrada por",
    )  # fmt: skip

    objects: ClassVar[GuaranteeQuerySet] = GuaranteeQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            GUARANTEES,
            "stays_on_record",
            "DELETE",
            "1=1",
            "Una garantía no se borra: se anula como registrada por error.",
        ),
        refuse(
            GUARANTEES,
            "says_what_it_says",
            "UPDATE",
            _unequal(SAYS),
            "Lo que dice una garantía no se cambia: anúlela y registre la correcta.",
        ),
        refuse(
            GUARANTEES,
            "leaves_once",
            "UPDATE",
            "OLD.state <> 'in_custody'",
            "Esa garantía ya salió de custodia.",
        ),
        refuse(
            GUARANTEES,
            "begins_in_custody",
            "INSERT",
            "ROW.state <> 'in_custody'",
            "Una garantía entra en custodia antes de salir de ella.",
        ),
    ]

    class Meta:
        verbose_name = "garantía en custodia"
        verbose_name_plural = "garantías en custodia"
        ordering = ["valid_until", "pk"]
        indexes = [
            models.Index(fields=["service", "state", "valid_until"], name="guarantee_by_expiry"),
            models.Index(fields=["dossier"], name="guarantee_by_dossier"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "kind", "issuer", "number"],
                condition=~Q(state__in=("voided", "renewed")),
                name="guarantee_number_once_per_issuer",
                violation_error_message="Esa garantía ya está registrada: mismo documento, emisor "
                "y número.",
            ),
            models.CheckConstraint(
                name="guarantee_in_pesos_or_in_uf",
                condition=Q(amount__gt=0, amount_uf=0) | Q(amount=0, amount_uf__gt=0),
                violation_error_message="El monto va en pesos o en UF, y es mayor que cero.",
            ),
            models.CheckConstraint(
                name="guarantee_expires_after_it_begins",
                condition=Q(valid_until__isnull=True, kind="sight_draft")
                | Q(valid_until__isnull=False, valid_until__gte=F("valid_from")),
                violation_error_message="Una garantía vence después de su emisión; solo un vale "
                "vista no vence.",
            ),
            models.CheckConstraint(
                name="guarantee_names_its_parts",
                condition=~Q(issuer="") & ~Q(number="") & ~Q(holder_name=""),
                violation_error_message="Una garantía tiene emisor, número y tomador.",
            ),
            models.CheckConstraint(
                name="guarantee_received_once_issued",
                condition=Q(received_on__gte=F("valid_from")),
                violation_error_message="Una garantía se recibe después de emitida.",
            ),
            models.CheckConstraint(
                name="guarantee_leaves_with_date_and_document",
                condition=Q(state="in_custody", ended_on__isnull=True, ended_by_document="")
                | (
                    ~Q(state="in_custody")
                    & Q(ended_on__isnull=False, ended_on__gte=F("received_on"))
                    & ~Q(ended_by_document="")
                ),
                violation_error_message="Una garantía sale de custodia con fecha, desde que se "
                "recibió, y con el documento que lo dice.",
            ),
            models.CheckConstraint(
                name="guarantee_cashed_while_it_holds",
                condition=~Q(state="cashed")
                | Q(valid_until__isnull=True)
                | Q(ended_on__lte=F("valid_until")),
                violation_error_message="Una garantía vencida ya no se cobra.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()} {self.number}, {self.issuer}"

    @property
    def is_kept(self) -> bool:
        return self.state == CustodyState.IN_CUSTODY

    @property
    def amount_said(self) -> str:
        """«$ 12.345.678» or «UF 1.234,50»."""
        return uf(self.amount_uf) if self.amount_uf else pesos(self.amount)

    def is_expired(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until < day

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}
