"""What makes a version official: the resolution that approved it."""

from django.db import models

from minga.core.models import Fact
from minga.core.triggers import append_only, refuse
from minga.workplan.models.plan import WorkPlanVersion


class Officialisation(Fact):
    """Oficialización: a fully processed act said so of one version, once."""

    version = models.OneToOneField(
        WorkPlanVersion,
        models.PROTECT,
        related_name="officialisation",
        verbose_name="versión oficializada",
    )
    act_reference = models.CharField("acto que la oficializa", max_length=120)
    act_public_id = models.CharField("identificador del acto", max_length=12)
    on = models.DateField("oficial desde")

    triggers = [
        append_only("workplan_officialisation"),
        refuse(
            "workplan_officialisation",
            "of_an_approved_one",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM workplan_workplanversion v WHERE v.id = ROW.version_id "
            "AND v.status IN ('in_force', 'superseded'))",
            "Se oficializa una versión aprobada.",
        ),
    ]

    class Meta:
        verbose_name = "oficialización"
        verbose_name_plural = "oficializaciones"

    def __str__(self) -> str:
        return f"{self.version} oficializada por {self.act_reference}"
