"""The index of the search: machinery, renewed with the rows it speaks of."""

from django.db import models


class IndexEntry(models.Model):
    """Ficha de búsqueda: how a record is found and shown; made from it, never edited."""

    model = models.CharField("tabla", max_length=60)
    object_id = models.BigIntegerField("fila")
    title = models.TextField("título")
    note = models.TextField("nota", blank=True)
    url = models.CharField("dirección", max_length=300)

    class Meta:
        verbose_name = "ficha de búsqueda"
        verbose_name_plural = "fichas de búsqueda"
        constraints = [
            models.UniqueConstraint(fields=["model", "object_id"], name="indexentry_one_per_row")
        ]

    def __str__(self) -> str:
        return self.title
