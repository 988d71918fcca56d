"""What each state of a kind of case asks for, from which day on and by which norm.

A `RuleChange` is proposed by one person and approved by another; only then does it close the
`Requirement` that it takes the place of and open its own. What a case was asked on a day stays.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.approvals.guards import frozen_while_sent
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.core.validity import Validity, ends_after_start, holds_on, no_overlap, once_at_a_time
from minga.people.models import Organisation
from minga.people.roles import Role

TWO = "Ese documento ya se pide en ese tiempo: revise desde cuándo rige el cambio."


class Asked(models.Model):
    """What is asked for: shared by the rule and by the change that proposes it."""

    kind = models.CharField("tipo de caso", max_length=40)
    state = models.CharField("estado que lo pide", max_length=40)
    # The same document through its rules: what was received of it hangs from here.
    line = models.CharField("línea", max_length=12, default=new_public_id, editable=False)
    document = models.CharField("documento", max_length=120)
    party = models.CharField("de quién se espera", max_length=120)
    role = models.CharField("función que lo reúne", max_length=30, choices=Role.choices)
    compulsory = models.BooleanField("obligatorio", default=True)
    may_not_apply = models.BooleanField("puede no corresponder", default=False)
    source = models.CharField("acto o norma", max_length=160)

    class Meta:
        abstract = True

    @property
    def whose(self) -> str:
        """«de la municipalidad», «del Consejo»."""
        return f"del {self.party[3:]}" if self.party.startswith("el ") else f"de {self.party}"


class RuleChangeQuerySet(ScopedQuerySet["RuleChange"]):
    organisations = ("service",)


class RuleChange(Asked, Fact):
    """Cambio de lista de documentos: prepared by who administers, approved by another."""

    class Status(models.TextChoices):
        DRAFT = "draft", "en preparación"
        SENT = "sent", "espera aprobación"
        APPROVED = "approved", "aprobado"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    ends = models.BooleanField("deja de pedirse", default=False)
    valid_from = models.DateField("rige desde")
    reason = models.TextField("motivo")
    status = models.CharField("estado", max_length=10, choices=Status.choices, default=Status.DRAFT)
    approved_on = models.DateField("aprobado el", null=True, blank=True)

    objects: ClassVar[RuleChangeQuerySet] = RuleChangeQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        frozen_while_sent("files_rulechange", "files.rulechange"),
        refuse(
            "files_rulechange",
            "approved_stays",
            "UPDATE DELETE",
            "OLD.status = 'approved'",
            "Un cambio aprobado no se modifica: se propone otro.",
        ),
        refuse(
            "files_rulechange",
            "approved_by_another",
            "INSERT UPDATE",
            "ROW.status = 'approved' AND NOT EXISTS (SELECT 1 FROM approvals_submission s "
            "WHERE s.subject_model = 'files.rulechange' AND s.subject_id = ROW.id "
            "AND s.outcome = 'approved')",
            "La lista de documentos cambia cuando otra persona lo aprueba.",
        ),
    ]

    class Meta:
        verbose_name = "cambio de lista de documentos"
        verbose_name_plural = "cambios de listas de documentos"
        constraints = [
            models.UniqueConstraint(
                name="rulechange_one_open_per_line",
                fields=["line"],
                condition=~Q(status="approved"),
                violation_error_message="Ese documento ya tiene un cambio que espera aprobación.",
            ),
            models.CheckConstraint(
                name="rulechange_says_why",
                condition=~Q(source="") & ~Q(reason="") & ~Q(document="") & ~Q(party=""),
                violation_error_message="Escriba qué documento, de quién, el acto y el motivo.",
            ),
            models.CheckConstraint(
                name="rulechange_date_iff_approved",
                condition=Q(status="approved", approved_on__isnull=False)
                | (~Q(status="approved") & Q(approved_on__isnull=True)),
                violation_error_message="La fecha de aprobación va solo en lo aprobado.",
            ),
            models.CheckConstraint(
                name="rulechange_not_for_the_past",
                condition=Q(approved_on__isnull=True) | Q(valid_from__gte=F("approved_on")),
                violation_error_message="Rige desde que se aprueba o después: no vale para lo ya "
                "hecho.",
            ),
        ]

    def __str__(self) -> str:
        return f"«{self.document}» desde el {self.valid_from:%d-%m-%Y}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class RequirementQuerySet(ScopedQuerySet["Requirement"]):
    organisations = ("service",)

    def on(self, day: object) -> Self:
        return self.filter(holds_on(day))  # type: ignore[arg-type]


class Requirement(Asked, Validity, Fact):
    """Documento exigido: what a state asks for during a time, as another person approved it."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    change = models.OneToOneField(
        RuleChange, models.PROTECT, related_name="made", verbose_name="cambio que lo fijó"
    )

    objects: ClassVar[RequirementQuerySet] = RequirementQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        no_overlap("files_requirement", "line", message=TWO),
        refuse(
            "files_requirement",
            "by_an_approved_change",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM files_rulechange c WHERE c.id = ROW.change_id "
            "AND c.status = 'approved' AND c.line = ROW.line AND c.valid_from = ROW.valid_from)",
            "Un documento se exige cuando otra persona aprobó su regla.",
        ),
        refuse(
            "files_requirement",
            "only_ends",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.kind <> OLD.kind OR NEW.state <> OLD.state "
            "OR NEW.line <> OLD.line OR NEW.document <> OLD.document OR NEW.party <> OLD.party "
            "OR NEW.role <> OLD.role OR NEW.compulsory <> OLD.compulsory "
            "OR NEW.may_not_apply <> OLD.may_not_apply OR NEW.source <> OLD.source "
            "OR NEW.valid_from <> OLD.valid_from OR NEW.change_id <> OLD.change_id "
            "OR OLD.valid_until IS NOT NULL OR NOT EXISTS (SELECT 1 FROM files_rulechange c "
            "WHERE c.line = NEW.line AND c.status = 'approved' AND c.valid_from = NEW.valid_until)",
            "Una regla vigente no se modifica: termina cuando se aprueba la que la reemplaza.",
        ),
        refuse("files_requirement", "stays", "DELETE", "1=1", "Una regla que rigió no se borra."),
    ]

    class Meta:
        verbose_name = "documento exigido"
        verbose_name_plural = "documentos exigidos"
        constraints = [
            ends_after_start("requirement"),
            *once_at_a_time("requirement", "line", message=TWO),
        ]
        indexes = [models.Index(fields=["service", "kind", "state"], name="requirement_by_state")]

    def __str__(self) -> str:
        return self.document
