"""The budget classification: the national words for what money is spent on or comes from."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import refuse

LINE_ITEMS = "budget_lineitem"


class SpendKind(models.TextChoices):
    """What a line item of an investment initiative pays for; others have none."""

    ADMINISTRATION = "administration", "gastos administrativos"
    CONSULTANCY = "consultancy", "consultorías"
    LAND = "land", "terrenos"
    CIVIL_WORKS = "civil_works", "obras civiles"
    EQUIPMENT = "equipment", "equipamiento"
    DEVICES = "devices", "equipos"
    VEHICLES = "vehicles", "vehículos"
    PROGRAMME = "programme", "contratación del programa"
    OTHER = "other", "otros gastos"


class LineItemQuerySet(FactQuerySet["LineItem"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day
        )

    def of_projects(self) -> Self:
        """What the cost of a project is written in."""
        return self.exclude(kind="")


class LineItem(Fact):
    """Asignación del clasificador: subtítulo, ítem and asignación, each with its digits. A whole
    subtítulo or ítem is a line item without the rest. National: of no service."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    subtitle = models.CharField("subtítulo", max_length=2)
    item = models.CharField("ítem", max_length=2, blank=True)
    allocation = models.CharField("asignación", max_length=3, blank=True)
    name = models.CharField("nombre", max_length=120)
    kind = models.CharField("clase de gasto", max_length=14, choices=SpendKind.choices, blank=True)
    source = models.CharField("fuente", max_length=200)
    is_verified = models.BooleanField("contrastada con la norma", default=False)
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta", null=True, blank=True)

    objects: ClassVar[LineItemQuerySet] = LineItemQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(LINE_ITEMS, "stays_on_record", "DELETE", "1=1", "El clasificador no se borra."),
        refuse(
            LINE_ITEMS,
            "keeps_its_code",
            "UPDATE",
            "NEW.subtitle <> OLD.subtitle OR NEW.item <> OLD.item "
            "OR NEW.allocation <> OLD.allocation OR NEW.kind <> OLD.kind",
            "Una asignación no cambia de código: se cierra y se agrega otra.",
        ),
    ]

    class Meta:
        verbose_name = "asignación del clasificador"
        verbose_name_plural = "clasificador presupuestario"
        ordering = ["subtitle", "item", "allocation", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["subtitle", "item", "allocation", "valid_from"],
                name="lineitem_code_once_per_start",
            ),
            models.UniqueConstraint(
                fields=["subtitle", "item", "allocation"],
                condition=Q(valid_until__isnull=True),
                name="lineitem_one_in_force",
                violation_error_message="Esa asignación ya está vigente.",
            ),
            models.CheckConstraint(
                name="lineitem_validity_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="lineitem_from_the_whole_to_the_part",
                condition=(Q(item="", allocation="") | ~Q(item="")),
                violation_error_message="Una asignación pertenece a un ítem.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def code(self) -> str:
        """«31-02-004»."""
        return "-".join(part for part in (self.subtitle, self.item, self.allocation) if part)

    def belongs_to(self) -> dict[str, str]:
        return {}
