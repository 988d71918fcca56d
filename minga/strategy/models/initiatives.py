"""The catalogue: regional initiatives that a project is part of, and what it is committed in.

Agreements, plans, contracts and goals of later areas add their own entries here, so that projects
and payments name them by one key.
"""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import refuse
from minga.people.models import Organisation

TABLE = "strategy_initiative"


class InitiativeKind(models.TextChoices):
    REGIONAL_PLAN = "regional_plan", "plan regional"
    PROGRAMMING_AGREEMENT = "programming_agreement", "convenio de programación"
    SPECIAL_PLAN = "special_plan", "plan especial"
    URBAN_AGENDA = "urban_agenda", "agenda urbana"
    PERFORMANCE_AGREEMENT = "performance_agreement", "convenio de desempeño"
    WORK_PLAN = "work_plan", "programa de trabajo (PMG)"
    NEIGHBOURHOOD = "neighbourhood", "recuperación de barrios"
    EMBLEMATIC = "emblematic", "proyecto emblemático"
    OTHER = "other", "otro"


class InitiativePart(models.TextChoices):
    """What an entry says of a project: the initiative it is part of, or where it was promised."""

    FRAME = "frame", "iniciativa en que se enmarca"
    COMMITMENT = "commitment", "donde está comprometido"


class InitiativeQuerySet(ScopedQuerySet["Initiative"]):
    organisations = ("service",)

    def valid_on(self, day: date) -> Self:
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day
        )


class Initiative(Fact):
    """Iniciativa: a plan, agreement, contract or goal that projects answer to."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    kind = models.CharField("tipo", max_length=22, choices=InitiativeKind.choices)
    part = models.CharField("qué dice del proyecto", max_length=10, choices=InitiativePart.choices)
    name = models.CharField("nombre", max_length=160)
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta", null=True, blank=True)

    objects: ClassVar[InitiativeQuerySet] = InitiativeQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(TABLE, "stays_on_record", "DELETE", "1=1", "Una iniciativa no se borra: se cierra."),
        refuse(
            TABLE,
            "keeps_what_it_is",
            "UPDATE",
            "NEW.service_id <> OLD.service_id OR NEW.kind <> OLD.kind OR NEW.part <> OLD.part "
            "OR NEW.public_id <> OLD.public_id",
            "Una iniciativa no cambia de servicio ni de tipo: se cierra y se agrega otra.",
        ),
    ]

    class Meta:
        verbose_name = "iniciativa"
        verbose_name_plural = "iniciativas"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "kind", "part", "name"],
                name="initiative_once",
                violation_error_message="Esa iniciativa ya está en el catálogo.",
            ),
            models.CheckConstraint(
                name="initiative_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Una iniciativa tiene nombre.",
            ),
            models.CheckConstraint(
                name="initiative_validity_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Una iniciativa termina después de comenzar.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}
