"""What a service says of a step from a day on: from which amount, and with which proof."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import append_only


class StepRuleQuerySet(FactQuerySet["StepRule"]):
    def known_on(self, day: date) -> Self:
        """Oldest first: the last one that began by then rules."""
        return self.filter(valid_from__lte=day).order_by("valid_from", "pk")


class StepRule(Fact):
    """Regla de paso: from a day until the next one of the same step, whether and how it is needed.

    Rows are added; a later one, or a later correction of the same day, takes its place."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    institution_id = models.BigIntegerField("institución")
    flow = models.CharField("flujo", max_length=40)
    step = models.SlugField("paso", max_length=30)
    above = models.BigIntegerField("desde el monto (pesos)", null=True, blank=True)
    second_factor = models.BooleanField("con segundo factor", default=False)
    valid_from = models.DateField("rige desde")
    source = models.CharField("acto o norma", max_length=160)
    reason = models.TextField("motivo")

    objects: ClassVar[StepRuleQuerySet] = StepRuleQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("approvals_steprule")]

    class Meta:
        verbose_name = "regla de paso"
        verbose_name_plural = "reglas de paso"
        constraints = [
            models.CheckConstraint(
                name="steprule_amount_is_positive",
                condition=Q(above__isnull=True) | Q(above__gt=0),
                violation_error_message="El monto desde el que rige es mayor que cero.",
            ),
            models.CheckConstraint(
                name="steprule_says_why",
                condition=~Q(reason="") & ~Q(source=""),
                violation_error_message="Escriba el acto o norma y el motivo.",
            ),
        ]
        indexes = [
            models.Index(fields=["institution_id", "flow", "valid_from"], name="steprule_by_flow")
        ]

    def __str__(self) -> str:
        return f"{self.flow}, {self.step}, desde {self.valid_from:%d-%m-%Y}"

    def belongs_to(self) -> dict[str, str]:
        return {}


def ruling(rules: Iterable[StepRule]) -> dict[tuple[str, str], StepRule]:
    """The last of each step, of rules in order: (flow, step) → rule."""
    return {(rule.flow, rule.step): rule for rule in rules}
