"""Two records that are one person's: proposed by one, approved by another."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from minga.core.access import Access
from minga.core.approvals.guards import frozen_while_sent
from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.scoped import ScopedQuerySet
from minga.people.citizens.models.identity import Citizen
from minga.people.citizens.permissions import APPROVE_MERGE, MERGE
from minga.people.models import Organisation


class MergeQuerySet(ScopedQuerySet["Merge"]):
    organisations = ("service",)

    def visible_to(self, access: Access) -> "MergeQuerySet":
        """For who proposes or approves them in the service."""
        places = [
            pk
            for pk in access.institutions
            if access.may(MERGE, pk) or access.may(APPROVE_MERGE, pk)
        ]
        return self if access.everything else self.filter(service__in=places)

    def for_page(self) -> "MergeQuerySet":
        return self.select_related(
            "service__party", "kept__person__party", "superseded__person__party"
        )


class Merge(Fact):
    """Fusión de fichas: one record superseded by another of the same person, or parted again."""

    class Kind(models.TextChoices):
        MERGE = "merge", "fusionar"
        PART = "part", "separar"

    class State(models.TextChoices):
        PROPOSED = "proposed", "propuesta"
        DONE = "done", "aprobada"
        RETURNED = "returned", "rechazada"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    kind = models.CharField("qué se hace", max_length=10, choices=Kind.choices)
    kept = models.ForeignKey(
        Citizen, models.PROTECT, related_name="+", verbose_name="ficha que queda"
    )
    superseded = models.ForeignKey(
        Citizen, models.PROTECT, related_name="+", verbose_name="ficha repetida"
    )
    reason = models.CharField("motivo", max_length=200)
    state = models.CharField("estado", max_length=10, choices=State.choices, default=State.PROPOSED)
    on = models.DateField("fecha")

    objects: ClassVar[MergeQuerySet] = MergeQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [frozen_while_sent("citizens_merge", "citizens.merge")]

    class Meta:
        verbose_name = "fusión de fichas"
        verbose_name_plural = "fusiones de fichas"
        constraints = [
            models.CheckConstraint(
                name="merge_of_two",
                condition=~Q(kept=F("superseded")),
                violation_error_message="Elija dos fichas distintas.",
            ),
            models.UniqueConstraint(
                name="merge_one_open",
                fields=["superseded"],
                condition=Q(state="proposed"),
                violation_error_message="Esa ficha ya tiene una fusión por aprobar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} fichas {self.kept_id} y {self.superseded_id}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}
