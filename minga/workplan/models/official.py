"""What makes a version official: the resolution that approved it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import refuse
from minga.workplan.models.plan import WorkPlanVersion


class OfficialisationQuerySet(FactQuerySet["Officialisation"]):
    def standing(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def standing_on(self, day: date) -> Self:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), on__lte=day)


class Officialisation(Fact):
    """Oficialización: a fully processed act said so of one version; it stands until another leaves
    that act without effect."""

    version = models.ForeignKey(
        WorkPlanVersion,
        models.PROTECT,
        related_name="officialisations",
        verbose_name="versión oficializada",
    )
    act_reference = models.CharField("acto que la oficializa", max_length=120)
    act_public_id = models.CharField("identificador del acto", max_length=12)
    on = models.DateField("oficial desde")
    # Another act left that one without effect.
    ended_on = models.DateField("oficial hasta", null=True)
    ended_by = models.CharField("acto que la deja sin efecto", max_length=120, blank=True)

    objects: ClassVar[OfficialisationQuerySet] = OfficialisationQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "workplan_officialisation",
            "stays",
            "DELETE",
            "1=1",
            "La oficialización de una versión se conserva.",
        ),
        refuse(
            "workplan_officialisation",
            "only_ends",
            "UPDATE",
            "OLD.ended_on IS NOT NULL OR NEW.ended_on IS NULL OR NEW.version_id <> OLD.version_id "
            'OR NEW.act_reference <> OLD.act_reference OR NEW."on" <> OLD."on" '
            "OR NEW.act_public_id <> OLD.act_public_id",
            "Una oficialización no cambia: termina, una vez, por otro acto.",
        ),
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
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(ended_on__isnull=True),
                name="officialisation_one_stands",
                violation_error_message="Esa versión ya fue oficializada.",
            ),
            models.CheckConstraint(
                name="officialisation_ends_by_an_act",
                condition=Q(ended_on__isnull=True, ended_by="")
                | (Q(ended_on__isnull=False, ended_on__gte=F("on")) & ~Q(ended_by="")),
                violation_error_message="Diga qué acto la deja sin efecto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} oficializada por {self.act_reference}"
