"""A purchase: prepared by a unit, reviewed, decided by its amount; and its lines."""

from django.db import models

from minga.core.approvals.guards import frozen_while_sent
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.people.models import Organisation


class Purchase(Fact):
    """Compra: what a unit wants to buy."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    service = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    amount = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, default="draft")

    triggers = [frozen_while_sent("purchases_purchase", "purchases.purchase")]

    class Meta:
        verbose_name = "compra"

    def __str__(self) -> str:
        return self.name

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class PurchaseLine(Fact):
    """Línea de compra: hangs from a purchase and is frozen with it."""

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="lines")
    text = models.CharField(max_length=80)

    triggers = [
        frozen_while_sent("purchases_purchaseline", "purchases.purchase", "ROW.purchase_id")
    ]

    def __str__(self) -> str:
        return self.text
