"""What a letter and a batch of letters share: what they say, who visas and who signs them."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from minga.acts.wording.models import ModelTextVersion
from minga.core.access import Access
from minga.core.approvals.models import Submission
from minga.core.cases import AboutCase, case_constraints
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.triggers import TriggerList, refuse
from minga.people.models import Organisation, Person

# Everything that was read by who signed.
SIGNED = (
    "service_id", "kind", "subject", "body", "signs", "unit_id", "signer_charge", "reference",
    "answer_days", "case_model", "case_id",
)  # fmt: skip
# The visas that whoever writes it asks for, in the order in which they are given.
VISAS = ("visa_unit", "visa_legal", "visa_control")


class LetterKind(models.TextChoices):
    ORDINARY = "ordinary", "ordinario"
    CIRCULAR = "circular", "circular"
    RESERVED = "reserved", "reservado"


class Signs(models.TextChoices):
    HEAD = "head", "la dirección del servicio"
    UNIT = "unit", "la jefatura de la unidad"


class Written(Fact, AboutCase):
    """What a letter and a batch of letters say, and who signs them."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    kind = models.CharField("tipo de oficio", max_length=10, choices=LetterKind.choices)
    subject = models.CharField("materia del oficio", max_length=300)
    body = models.TextField("texto del oficio")
    signs = models.CharField("firma", max_length=4, choices=Signs.choices, default=Signs.HEAD)
    unit = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unidad que lo envía",
    )
    signer_charge = models.CharField("cargo de quien firma", max_length=120)
    reference = models.CharField("antecedente", max_length=300, blank=True)
    answer_days = models.PositiveSmallIntegerField("días hábiles para responder", null=True)
    visa_unit = models.BooleanField("con visa de la jefatura", default=False)
    visa_legal = models.BooleanField("con visa jurídica", default=False)
    visa_control = models.BooleanField("con visa de control interno", default=False)
    model_version = models.ForeignKey(
        ModelTextVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="texto tipo usado",
    )
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="preparado por"
    )
    remarks = models.TextField("por qué se devolvió", blank=True)
    signed_on = models.DateField("firmado el", null=True, blank=True)
    signer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="firmado por"
    )
    signer_is_substitute = models.BooleanField("firmó como subrogante", default=False)
    voided_on = models.DateField("anulado el", null=True, blank=True)
    voided_because = models.CharField("por qué se anuló", max_length=300, blank=True)

    class Meta:
        abstract = True

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}

    @property
    def is_draft(self) -> bool:
        return self.status == "draft"

    @property
    def status(self) -> str:
        """As the approvals ask whether it is still to be corrected."""
        return str(self.state)  # type: ignore[attr-defined]


def written_constraints(name: str) -> list[models.BaseConstraint]:
    signed = Q(signed_on__isnull=False, signer__isnull=False)
    unsigned = Q(signed_on__isnull=True, signer__isnull=True)
    return [
        *case_constraints(name),
        models.CheckConstraint(
            name=f"{name}_signed_iff_it_is",
            condition=(Q(state__in=("draft", "submitted", "voided")) & unsigned)
            | (~Q(state__in=("draft", "submitted")) & signed),
        ),
        models.CheckConstraint(
            name=f"{name}_unit_iff_it_signs",
            condition=Q(signs="head") | Q(signs="unit", unit__isnull=False),
            violation_error_message="Diga qué unidad lo envía.",
        ),
        models.CheckConstraint(
            name=f"{name}_no_visa_of_who_signs",
            condition=~Q(signs="unit", visa_unit=True),
            violation_error_message="Lo firma la jefatura de la unidad: no lleva además su visa.",
        ),
        models.CheckConstraint(
            name=f"{name}_answer_days",
            condition=Q(answer_days__isnull=True) | Q(answer_days__range=(1, 250)),
            violation_error_message="El plazo va de 1 a 250 días hábiles.",
        ),
        models.CheckConstraint(
            name=f"{name}_voided_with_reason",
            condition=(Q(state="voided", voided_on__isnull=False) & ~Q(voided_because=""))
            | (~Q(state="voided") & Q(voided_on__isnull=True, voided_because="")),
            violation_error_message="Escriba por qué se anula.",
        ),
    ]


def voided_stays(table: str, what: str) -> TriggerList:
    """What was voided, also in draft: with its words and its reason."""
    kept = ("subject", "body", "voided_on", "voided_because")
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in kept)
    when = f"OLD.state = 'voided' AND (NEW.state <> 'voided' OR {changed})"
    return TriggerList(
        (
            *refuse(table, "voided_stays", "UPDATE", when, f"{what} queda anulado."),
            *refuse(table, "voided_kept", "DELETE", "ROW.state = 'voided'", f"{what} se conserva."),
        )
    )


def readable(row: Any, access: Access) -> Any:
    """What a row names of the same service, or None for who may not read that one."""
    kept_apart = row is not None and row.kind == LetterKind.RESERVED
    return None if kept_apart and row.service_id not in access.institutions else row


def never_sent(model: type[models.Model]) -> Q:
    """The drafts of a model that nobody ever sent to be signed."""
    rounds = Submission.objects.filter(
        subject_model=model._meta.label_lower, subject_id=OuterRef("pk")
    )
    return Q(state="draft") & ~Q(Exists(rounds))


def unreserved(rows: Any, access: Access) -> Any:
    """A reserved one is of its own service, whoever reads everything else."""
    return rows.filter(~Q(kind=LetterKind.RESERVED) | Q(service__in=access.institutions))
