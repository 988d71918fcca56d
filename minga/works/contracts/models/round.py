"""A round of a tender: called, opened, decided. Another one follows only the one that failed."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.triggers import refuse
from minga.people.models import Person
from minga.works.contracts.models.scope import MOST_TEXT, OfProjects
from minga.works.models import Project

ROUNDS = "contracts_tenderround"
LAST_ROUND = 9


class TenderModality(models.TextChoices):
    PUBLIC = "public", "licitación pública"
    PRIVATE = "private", "licitación privada"
    DIRECT = "direct", "trato directo"


class RoundOutcome(models.TextChoices):
    OPEN = "open", "en curso"
    AWARDED = "awarded", "adjudicada"
    DESERTED = "deserted", "desierta"
    REVOKED = "revoked", "revocada"


FAILED = (RoundOutcome.DESERTED, RoundOutcome.REVOKED)


class TenderRoundQuerySet(OfProjects["TenderRound"]):
    def for_page(self) -> Self:
        return self.select_related("project__service__party", "prepared_by")


class TenderRound(Fact):
    """Ronda de licitación: of one foreseen contract of a project, by any modality. `slot`: the
    contract it foresees, by its name in the schedule."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="rounds", verbose_name="proyecto"
    )
    slot = models.CharField("contrato previsto", max_length=80)
    number = models.PositiveSmallIntegerField("número de la ronda")
    modality = models.CharField("modalidad", max_length=7, choices=TenderModality.choices)
    # Of a direct award: the ground for it.
    grounds = models.CharField("causal del trato directo", max_length=MOST_TEXT, blank=True)
    reference = models.CharField("identificación del llamado", max_length=60, blank=True)
    called_on = models.DateField("llamado")
    opens_on = models.DateField("apertura", null=True, blank=True)
    outcome = models.CharField(
        "resultado", max_length=8, choices=RoundOutcome.choices, default=RoundOutcome.OPEN
    )
    resolved_on = models.DateField("resuelta el", null=True, blank=True)
    resolution = models.CharField("resolución", max_length=60, blank=True)
    remarks = models.CharField("por qué", max_length=MOST_TEXT, blank=True)
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="registrada por",
    )  # fmt: skip
    revision = models.PositiveIntegerField("revisión", default=0, editable=False)

    objects: ClassVar[TenderRoundQuerySet] = TenderRoundQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            ROUNDS, "stays_on_record", "DELETE", "1=1",
            "Una ronda de licitación no se borra: se revoca, con su motivo.",
        ),
        refuse(
            ROUNDS, "begins_open", "INSERT", "ROW.outcome <> 'open'",
            "Una ronda comienza con su llamado y después se resuelve.",
        ),
        refuse(
            ROUNDS, "keeps_its_place", "UPDATE",
            "NEW.project_id <> OLD.project_id OR NEW.slot <> OLD.slot OR NEW.number <> OLD.number",
            "Una ronda no cambia de contrato previsto ni de número.",
        ),
        refuse(
            ROUNDS, "after_one_that_failed", "INSERT",
            "ROW.number > 1 AND NOT EXISTS (SELECT 1 FROM contracts_tenderround r WHERE "
            "r.project_id = ROW.project_id AND r.slot = ROW.slot AND r.number = ROW.number - 1 "
            "AND r.outcome IN ('deserted', 'revoked'))",
            "Otra ronda sigue a una que quedó desierta o fue revocada.",
        ),
        refuse(
            ROUNDS, "called_after_the_last", "INSERT UPDATE",
            "EXISTS (SELECT 1 FROM contracts_tenderround r WHERE "
            "r.project_id = ROW.project_id AND r.slot = ROW.slot AND r.number = ROW.number - 1 "
            "AND r.resolved_on > ROW.called_on)",
            "Una ronda se llama después de resolver la anterior.",
        ),
        refuse(
            ROUNDS, "stays_when_followed", "UPDATE",
            "EXISTS (SELECT 1 FROM contracts_contract c WHERE c.round_id = OLD.id) OR EXISTS "
            "(SELECT 1 FROM contracts_tenderround r WHERE r.project_id = OLD.project_id "
            "AND r.slot = OLD.slot AND r.number > OLD.number)",
            "De esta ronda ya salió un contrato u otra ronda: no cambia.",
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = "ronda de licitación"
        verbose_name_plural = "rondas de licitación"
        ordering = ["slot", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "slot", "number"],
                name="tenderround_number_once",
                violation_error_message="Esa ronda ya está registrada.",
            ),
            models.CheckConstraint(
                name="tenderround_of_a_contract",
                condition=~Q(slot="") & Q(number__gte=1, number__lte=LAST_ROUND),
                violation_error_message="Una ronda es de un contrato previsto y tiene número.",
            ),
            models.CheckConstraint(
                name="tenderround_direct_with_its_grounds",
                condition=Q(modality=TenderModality.DIRECT) & ~Q(grounds="")
                | ~Q(modality=TenderModality.DIRECT) & Q(grounds="", opens_on__isnull=False),
                violation_error_message="El trato directo dice su causal; una licitación, su "
                "apertura.",
            ),
            models.CheckConstraint(
                name="tenderround_days_in_order",
                condition=(Q(opens_on__isnull=True) | Q(opens_on__gte=F("called_on")))
                & (Q(resolved_on__isnull=True) | Q(resolved_on__gte=F("called_on")))
                & (
                    Q(resolved_on__isnull=True)
                    | Q(opens_on__isnull=True)
                    | Q(outcome=RoundOutcome.REVOKED)
                    | Q(resolved_on__gte=F("opens_on"))
                ),
                violation_error_message="Primero el llamado, después la apertura y al final su "
                "resultado.",
            ),
            models.CheckConstraint(
                name="tenderround_resolved_on_a_day",
                condition=Q(outcome=RoundOutcome.OPEN, resolved_on__isnull=True, resolution="")
                | ~Q(outcome=RoundOutcome.OPEN) & Q(resolved_on__isnull=False) & ~Q(resolution=""),
                violation_error_message="Una ronda se resuelve con fecha y resolución.",
            ),
            models.CheckConstraint(
                name="tenderround_failed_says_why",
                condition=~Q(outcome__in=FAILED) | ~Q(remarks=""),
                violation_error_message="Diga por qué quedó desierta o se revocó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot}, ronda {self.number}"

    @property
    def is_open(self) -> bool:
        return self.outcome == RoundOutcome.OPEN

    @property
    def has_failed(self) -> bool:
        return self.outcome in FAILED

    @property
    def tone(self) -> str:
        return {RoundOutcome.AWARDED: "ok", RoundOutcome.OPEN: "wait"}.get(
            RoundOutcome(self.outcome), "stop"
        )

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.project.service.public_id}
