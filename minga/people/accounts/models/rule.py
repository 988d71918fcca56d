"""Which functions need a second factor to enter, from a day on."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import append_only
from minga.people.roles import Role


class FactorRuleQuerySet(FactQuerySet["FactorRule"]):
    def known_on(self, day: object) -> Self:
        """Oldest first: the last one that began by then rules."""
        return self.filter(valid_from__lte=day).order_by("valid_from", "pk")


class FactorRule(Fact):
    """Regla de segundo factor: whether a function needs it to enter, from a day until the next rule
    of the same function."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    role = models.CharField("función", max_length=30)
    required = models.BooleanField("obligatorio")
    valid_from = models.DateField("rige desde")
    source = models.CharField("acto o norma", max_length=160)
    reason = models.TextField("motivo")

    objects: ClassVar[FactorRuleQuerySet] = FactorRuleQuerySet.as_manager()  # type: ignore[assignment]
    triggers = append_only("accounts_factorrule")

    class Meta:
        verbose_name = "regla de segundo factor"
        verbose_name_plural = "reglas de segundo factor"
        constraints = [
            models.CheckConstraint(
                name="factorrule_says_why",
                condition=~Q(source="") & ~Q(reason=""),
                violation_error_message="Una regla dice su acto y su motivo.",
            )
        ]

    def __str__(self) -> str:
        return f"{Role(self.role).label}: {'obligatorio' if self.required else 'opcional'}"

    def belongs_to(self) -> dict[str, str]:
        return {}
