"""Counters of numbers without gaps."""

from django.db import models

from minga.core.models.fact import Fact
from minga.core.triggers import refuse


class Folio(Fact):
    """Folio: the last number given in a series and a year; it only grows."""

    series = models.CharField("serie", max_length=80)
    year = models.PositiveSmallIntegerField("año")
    last = models.PositiveIntegerField("último número")

    triggers = [
        refuse(
            "core_folio",
            "grows",
            "UPDATE",
            "NEW.last < OLD.last OR NEW.series <> OLD.series OR NEW.year <> OLD.year",
            "Un número entregado no se entrega otra vez: la serie solo avanza.",
        ),
        refuse(
            "core_folio",
            "stays",
            "DELETE",
            "1=1",
            "La serie de números de un año no se borra.",
        ),
    ]

    class Meta:
        verbose_name = "folio"
        verbose_name_plural = "folios"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"],
                name="folio_one_per_series_and_year",
                violation_error_message=(
                    "Otra persona tomó a la vez el primer número del año. Intente de nuevo."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
