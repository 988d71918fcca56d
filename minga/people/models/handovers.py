"""Work that passed from one person to another."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import append_only
from minga.people.models.parties import Person


class PassedWorkQuerySet(FactQuerySet["PassedWork"]):
    def predecessors_of(self, person_id: int) -> Self:
        return self.filter(heir=person_id)


class PassedWork(Fact):
    """Traspaso de trabajo: from a day on somebody answers for what another one left open."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="de quién era el trabajo"
    )
    heir = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="quién sigue")
    on = models.DateField("fecha")

    objects: ClassVar[PassedWorkQuerySet] = PassedWorkQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("people_passedwork")]

    class Meta:
        verbose_name = "traspaso de trabajo"
        verbose_name_plural = "traspasos de trabajo"
        constraints = [
            models.CheckConstraint(
                name="passedwork_to_another",
                condition=~Q(person=F("heir")),
                violation_error_message="El trabajo pasa a otra persona.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.heir}"
