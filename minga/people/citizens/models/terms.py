"""Terms and retentions that a service corrects by an act, over those that Minga brings."""

from django.db import models

from minga.core.models import Fact
from minga.core.triggers import append_only
from minga.people.models import Organisation


class TermValue(Fact):
    """Plazo del servicio: the value of a term from a day on, with its source."""

    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    key = models.CharField("plazo", max_length=40)
    value = models.PositiveIntegerField("valor")
    valid_from = models.DateField("vigente desde")
    source = models.CharField("fuente", max_length=160)
    is_verified = models.BooleanField("verificado", default=False)
    reason = models.CharField("motivo", max_length=200)

    triggers = [append_only("citizens_termvalue")]

    class Meta:
        verbose_name = "plazo del servicio"
        verbose_name_plural = "plazos del servicio"
        constraints = [
            models.UniqueConstraint(
                name="termvalue_starts_once",
                fields=["service", "key", "valid_from"],
                violation_error_message="Ese plazo ya tiene un valor desde ese día.",
            ),
            models.CheckConstraint(
                name="termvalue_above_zero",
                condition=models.Q(value__gt=0),
                violation_error_message="Un plazo es de al menos uno.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value} desde el {self.valid_from:%d-%m-%Y}"
