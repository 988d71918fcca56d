"""A protected table with a column of each kind."""

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.money import PesosField, UFField
from minga.core.months import MonthField


class Lot(Fact):
    """Predio: what the sample imports."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    institution_id = models.BigIntegerField("institución", default=0)
    code = models.CharField("código", max_length=12)
    name = models.CharField("nombre", max_length=60, blank=True)
    amount = PesosField("monto", null=True)
    value_uf = UFField("avalúo", null=True)
    dwellings = models.PositiveSmallIntegerField("viviendas", null=True)
    received_on = models.DateField("recibido el", null=True)
    month = MonthField("mes", null=True)
    owner = models.CharField("dueño", max_length=12, blank=True)
    use = models.CharField("uso", max_length=12, blank=True)
    is_paved = models.BooleanField("pavimentado", null=True)

    class Meta:
        verbose_name = "predio"
        verbose_name_plural = "predios"
        constraints = [
            models.UniqueConstraint(
                fields=["institution_id", "code"],
                name="lot_code_once_per_institution",
                violation_error_message="Ya existe un predio con ese código.",
            ),
            models.CheckConstraint(
                name="lot_amount_below_a_billion",
                condition=Q(amount__isnull=True) | Q(amount__lt=10**12),
                violation_error_message="Ningún predio vale un billón de pesos.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def belongs_to(self) -> dict[str, str]:
        return {}
