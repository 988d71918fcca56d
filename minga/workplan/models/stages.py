"""The four stages of a plan, and the day on which the head of the service closed each."""

from django.db import models

from minga.core.models import Fact
from minga.core.triggers import append_only, refuse
from minga.people.models import Person
from minga.workplan.models.plan import WorkPlan


class Stage(models.TextChoices):
    """In their order."""

    DIAGNOSIS = "diagnosis", "diagnóstico"
    DESIGN = "design", "diseño"
    IMPLEMENTATION = "implementation", "implementación"
    EVALUATION = "evaluation", "evaluación"

    @property
    def number(self) -> int:
        return list(Stage).index(self) + 1

    @property
    def before(self) -> "Stage | None":
        return list(Stage)[self.number - 2] if self.number > 1 else None


class StageClosing(Fact):
    """Cierre de etapa: the head of the service declares it fulfilled. Only added."""

    plan = models.ForeignKey(
        WorkPlan, models.PROTECT, related_name="closings", verbose_name="programa de trabajo"
    )
    stage = models.CharField("etapa", max_length=14, choices=Stage.choices)
    on = models.DateField("cerrada el")
    closed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="cerrada por"
    )
    remarks = models.TextField("observaciones", blank=True, max_length=1000)

    triggers = [
        append_only("workplan_stageclosing"),
        refuse(
            "workplan_stageclosing",
            "in_its_turn",
            "INSERT",
            "ROW.stage <> 'diagnosis' AND NOT EXISTS (SELECT 1 FROM workplan_stageclosing c "
            'WHERE c.plan_id = ROW.plan_id AND c."on" <= ROW."on" '
            "AND c.stage = CASE ROW.stage WHEN 'design' THEN 'diagnosis' "
            "WHEN 'implementation' THEN 'design' WHEN 'evaluation' THEN 'implementation' END)",
            "Las etapas de un programa se cierran en su orden.",
        ),
    ]

    class Meta:
        verbose_name = "cierre de etapa"
        verbose_name_plural = "cierres de etapas"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "stage"],
                name="stageclosing_once",
                violation_error_message="Esa etapa ya está cerrada.",
            )
        ]

    def __str__(self) -> str:
        return f"Etapa de {self.get_stage_display()}, cerrada el {self.on:%d-%m-%Y}"
