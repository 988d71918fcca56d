"""With whom a person lives, and since when."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.triggers import refuse
from minga.core.validity import Validity, ValidityQuerySet, ends_after_start, no_overlap
from minga.people.models import Organisation, Person


class Relation(models.TextChoices):
    """What somebody is to the head of the household."""

    HEAD = "head", "jefa o jefe de hogar"
    SPOUSE = "spouse", "cónyuge o conviviente"
    CHILD = "child", "hija o hijo"
    PARENT = "parent", "madre o padre"
    SIBLING = "sibling", "hermana o hermano"
    GRANDCHILD = "grandchild", "nieta o nieto"
    GRANDPARENT = "grandparent", "abuela o abuelo"
    OTHER_RELATIVE = "other_relative", "otro parentesco"
    NO_RELATIVE = "no_relative", "sin parentesco"


class Household(Fact):
    """Hogar: persons who live together; it has no data but its members."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio que lo agregó"
    )
    # From which it came apart, when it did.
    parted_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parted",
        verbose_name="se separó de",
    )

    class Meta:
        verbose_name = "hogar"
        verbose_name_plural = "hogares"

    def __str__(self) -> str:
        return f"hogar {self.public_id}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}


class HouseholdMemberQuerySet(ValidityQuerySet["HouseholdMember"]):
    def for_page(self) -> "HouseholdMemberQuerySet":
        return self.select_related("household", "person__party", "person__citizen")


class HouseholdMember(Validity, Fact):
    """Integrante del hogar: a person in a household during `[valid_from, valid_until)`."""

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="members", verbose_name="hogar"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="households", verbose_name="persona"
    )
    relation = models.CharField("relación", max_length=16, choices=Relation.choices)
    reason = models.CharField("motivo", max_length=200, blank=True)

    objects: ClassVar[HouseholdMemberQuerySet] = HouseholdMemberQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        no_overlap(
            "citizens_householdmember",
            "person_id",
            message="Una persona está en un solo hogar a la vez.",
        ),
        refuse(
            "citizens_householdmember",
            "one_head",
            "INSERT UPDATE",
            "ROW.relation = 'head' AND EXISTS (SELECT 1 FROM citizens_householdmember m WHERE "
            "m.household_id = ROW.household_id AND m.relation = 'head' AND m.id <> ROW.id AND "
            "(m.valid_until IS NULL OR m.valid_until > ROW.valid_from) AND "
            "(ROW.valid_until IS NULL OR ROW.valid_until > m.valid_from))",
            "Un hogar tiene una sola jefatura a la vez.",
        ),
        refuse(
            "citizens_householdmember",
            "only_ends",
            "UPDATE",
            "NEW.person_id <> OLD.person_id OR NEW.household_id <> OLD.household_id OR "
            "NEW.valid_from <> OLD.valid_from OR NEW.relation <> OLD.relation",
            "Quien deja un hogar queda en su historia: se termina y se agrega de nuevo.",
        ),
    ]

    class Meta:
        verbose_name = "integrante del hogar"
        verbose_name_plural = "integrantes del hogar"
        constraints = [ends_after_start("householdmember")]

    def __str__(self) -> str:
        return f"{self.person_id} en {self.household_id}"

    @property
    def last_day(self) -> date | None:
        return self.valid_until - timedelta(days=1) if self.valid_until else None
