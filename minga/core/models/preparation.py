"""Who wrote in something that awaits approval: none of them may approve it."""

from django.db import models

from minga.core.models.fact import Fact
from minga.core.triggers import append_only


class Preparation(Fact):
    """Preparación: a person wrote in a version since its last approval."""

    subject_model = models.CharField("tabla", max_length=60)
    subject_id = models.BigIntegerField("fila")
    actor_id = models.BigIntegerField("persona")
    actor = models.CharField("quién", max_length=80)

    triggers = [append_only("core_preparation")]

    class Meta:
        verbose_name = "preparación"
        verbose_name_plural = "preparaciones"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_model", "subject_id", "actor_id"],
                name="preparation_once_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} escribió en {self.subject_model} {self.subject_id}"
