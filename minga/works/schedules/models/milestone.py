"""The days that a version promises: tender rounds and the contract that comes out of them."""

from django.db import models
from django.db.models import Q

from minga.core.models import Fact
from minga.core.triggers import refuse
from minga.core.versions import children_of_drafts_only
from minga.works.schedules.models.months import STATUS_OF_PARENT, of_our_time
from minga.works.schedules.models.schedule import ScheduleVersion

MILESTONES = "schedules_milestone"
OF_A_ROUND = ("bidding", "opening", "award")
LAST_ROUND = 9


class MilestoneKind(models.TextChoices):
    """In the order of their days."""

    BIDDING = "bidding", "llamado a licitación"
    OPENING = "opening", "apertura de las ofertas"
    AWARD = "award", "adjudicación"
    CONTRACT = "contract", "firma del contrato"
    SITE_HANDOVER = "site_handover", "entrega de terreno"
    START = "start", "inicio de las obras"
    END = "end", "término de las obras"
    PROVISIONAL_ACCEPTANCE = "provisional", "recepción provisoria"
    FINAL_ACCEPTANCE = "final", "recepción definitiva"


class RoundPlan(models.TextChoices):
    """How a round is meant to end."""

    AWARDED = "awarded", "se adjudica"
    DESERTED = "deserted", "desierta"
    DIRECT = "direct", "trato directo"


class Milestone(Fact):
    """Hito programado: a day promised. `slot` is the contract it foresees, by its name within the
    project, the same through the versions. Call, opening and award are of a round of its tender;
    the rest is of the contract itself, of no round (0)."""

    version = models.ForeignKey(
        ScheduleVersion, models.PROTECT, related_name="milestones", verbose_name="versión"
    )
    slot = models.CharField("contrato previsto", max_length=80)
    round = models.PositiveSmallIntegerField("ronda", default=0)
    kind = models.CharField("hito", max_length=13, choices=MilestoneKind.choices)
    outcome = models.CharField(
        "resultado previsto de la ronda", max_length=8, choices=RoundPlan.choices, blank=True
    )
    on = models.DateField("fecha")

    triggers = [
        children_of_drafts_only(MILESTONES, STATUS_OF_PARENT),
        refuse(
            MILESTONES,
            "one_outcome_for_a_round",
            "INSERT UPDATE",
            "ROW.round > 0 AND EXISTS (SELECT 1 FROM schedules_milestone m WHERE "
            "m.version_id = ROW.version_id AND m.slot = ROW.slot AND m.round = ROW.round "
            "AND m.outcome <> ROW.outcome AND m.id <> ROW.id)",
            "Una ronda termina de una sola manera.",
        ),
    ]

    class Meta:
        verbose_name = "hito programado"
        verbose_name_plural = "hitos programados"
        ordering = ["slot", "round", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "slot", "round", "kind"],
                name="milestone_once",
                violation_error_message="Ese hito ya tiene fecha.",
            ),
            of_our_time("milestone_on_of_ours", "on"),
            models.CheckConstraint(
                name="milestone_of_a_contract",
                condition=~Q(slot=""),
                violation_error_message="Un hito es de un contrato previsto.",
            ),
            models.CheckConstraint(
                name="milestone_round_with_its_outcome",
                condition=Q(kind__in=OF_A_ROUND, round__gte=1, round__lte=LAST_ROUND)
                & ~Q(outcome="")
                | ~Q(kind__in=OF_A_ROUND) & Q(round=0, outcome=""),
                violation_error_message="El llamado, la apertura y la adjudicación son de una "
                "ronda con su resultado.",
            ),
            models.CheckConstraint(
                name="milestone_possible_in_its_round",
                condition=~Q(outcome="deserted", kind="award")
                & ~Q(outcome="direct", kind__in=("bidding", "opening")),
                violation_error_message="Una ronda desierta no se adjudica, y un trato directo no "
                "se licita.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.slot}"
