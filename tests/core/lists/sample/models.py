"""Houses of several services. Its table is synced before any migration: no reference to others."""

from typing import ClassVar

from django.db import models

from minga.core.ids import new_public_id
from minga.core.scoped import ScopedQuerySet
from minga.people.models import Organisation


class HouseQuerySet(ScopedQuerySet["House"]):
    organisations = ("service",)


class House(models.Model):
    """Vivienda: one of the sample."""

    class State(models.TextChoices):
        PLANNED = "planned", "en estudio"
        BUILT = "built", "terminada"
        SOLD = "sold", "entregada"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    service = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_constraint=False)
    number = models.PositiveIntegerField(db_index=True)
    street = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    price = models.BigIntegerField(null=True)
    price_uf = models.BigIntegerField(default=0)
    begun_on = models.DateField()
    delivered_on = models.DateField(null=True)
    is_corner = models.BooleanField(default=False)

    objects: ClassVar[HouseQuerySet] = HouseQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.street} {self.number}"

    def belongs_to(self) -> dict[str, str]:
        return {}
