"""Strategic definitions of a service: mission and objectives, in versions."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.approvals.guards import approved_through_steps
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.versions import (
    Version,
    children_of_drafts_only,
    version_constraints,
    version_triggers,
)
from minga.people.models import Organisation, Person


class StrategicDefinitionQuerySet(ScopedQuerySet["StrategicDefinition"]):
    organisations = ("service",)


class StrategicDefinition(Fact):
    """Definición estratégica: the identity; what it says is in its versions."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.OneToOneField(
        Organisation, models.PROTECT, related_name="strategic_definition", verbose_name="servicio"
    )

    objects: ClassVar[StrategicDefinitionQuerySet] = StrategicDefinitionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "definición estratégica"
        verbose_name_plural = "definiciones estratégicas"

    def __str__(self) -> str:
        return f"definiciones estratégicas de {self.service}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class DefinitionVersionQuerySet(ScopedQuerySet["DefinitionVersion"]):
    organisations = ("definition__service",)

    def approved_on(self, day: date) -> Self:
        """In force on a day."""
        return self.filter(
            Q(superseded_on__isnull=True) | Q(superseded_on__gt=day),
            approved_on__lte=day,
        )


class DefinitionVersion(Version):
    """Versión de las definiciones: a mission with its objectives."""

    definition = models.ForeignKey(
        StrategicDefinition, models.PROTECT, related_name="versions", verbose_name="definición"
    )
    mission = models.TextField("misión")
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aprobada por"
    )

    objects: ClassVar[DefinitionVersionQuerySet] = DefinitionVersionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        *version_triggers(
            "strategy_definitionversion", "strategy.definitionversion", ("definition_id", "mission")
        ),
        approved_through_steps("strategy_definitionversion", "strategy.definitionversion"),
    ]

    class Meta:
        verbose_name = "versión de las definiciones"
        verbose_name_plural = "versiones de las definiciones"
        constraints = version_constraints("definitionversion", "definition")

    def __str__(self) -> str:
        return f"versión {self.number}"


class StrategicObjective(Fact):
    """Objetivo estratégico: one numbered line of a version."""

    version = models.ForeignKey(
        DefinitionVersion, models.PROTECT, related_name="objectives", verbose_name="versión"
    )
    number = models.PositiveSmallIntegerField("número")
    title = models.CharField("título", max_length=80)
    text = models.TextField("descripción")

    triggers = [
        children_of_drafts_only(
            "strategy_strategicobjective",
            "SELECT v.status FROM strategy_definitionversion v WHERE v.id = ROW.version_id",
        )
    ]

    class Meta:
        verbose_name = "objetivo estratégico"
        verbose_name_plural = "objetivos estratégicos"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="strategicobjective_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
