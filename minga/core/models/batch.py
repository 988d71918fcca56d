"""What an event keeps of the rows that it wrote together."""

from django.db import models

from minga.core.triggers import append_only


class Batch(models.Model):
    """Lote: rows of one table that an event wrote together, each with its digest; the event holds
    the root of their Merkle tree."""

    event = models.ForeignKey(
        "core.Event", models.PROTECT, related_name="batches", verbose_name="evento"
    )
    model = models.CharField("tabla", max_length=60)
    rows = models.PositiveIntegerField("filas")
    # For each row, in the order of the keys: its key (8 bytes) and its digest (32).
    leaves = models.BinaryField("huellas de las filas")

    triggers = [append_only("core_batch")]

    class Meta:
        verbose_name = "lote"
        verbose_name_plural = "lotes"
        constraints = [
            models.UniqueConstraint(fields=["event", "model"], name="batch_once_per_event"),
            models.CheckConstraint(
                name="batch_is_not_empty",
                condition=models.Q(rows__gt=0),
                violation_error_message="Un lote tiene al menos una fila.",
            ),
        ]

    def __str__(self) -> str:
        return f"lote de {self.rows} filas de {self.model}"
