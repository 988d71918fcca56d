"""Trees that a service plants: the smallest area that has something to keep."""

from typing import ClassVar

from django.db import models

from minga.core.approvals.guards import approved_stays, frozen_while_sent
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.money import PesosField
from minga.core.scoped import ScopedQuerySet
from minga.people.models import Organisation


class TreeQuerySet(ScopedQuerySet["Tree"]):
    organisations = ("service",)


class Tree(Fact):
    """Árbol: planted by a service once another person approved it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    service = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.CharField("código", max_length=12, unique=True)
    species = models.CharField("especie", max_length=40)
    planted_on = models.DateField("plantado el")
    cost = PesosField("costo")

    # When it was really planted may still be told once it was approved.
    triggers = [
        frozen_while_sent("orchard_tree", "orchard.tree"),
        approved_stays("orchard_tree", "orchard.tree", ("service_id", "code", "species", "cost")),
    ]
    objects: ClassVar[TreeQuerySet] = TreeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "árbol"
        verbose_name_plural = "árboles"

    def __str__(self) -> str:
        return f"{self.species} {self.code}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}
