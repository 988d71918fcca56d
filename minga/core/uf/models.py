"""The UF and the IPC that were loaded, used or corrected: rows are added, the newer one rules."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.money import UFDayField
from minga.core.months import MonthField, month_is_first_day
from minga.core.triggers import TriggerList, append_only, refuse

M = TypeVar("M", bound=models.Model, covariant=True)


class UFLoad(Fact):
    """Carga de UF e IPC: a file (or a figure typed) that brought values, and where it came from."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    source = models.CharField("fuente", max_length=120)
    file_name = models.CharField("nombre del archivo", max_length=120, blank=True)
    sha256 = models.CharField("huella del archivo", max_length=64, blank=True)
    loaded_on = models.DateField("fecha de carga")

    triggers = [append_only("uf_ufload")]

    class Meta:
        verbose_name = "carga de UF e IPC"
        verbose_name_plural = "cargas de UF e IPC"

    def __str__(self) -> str:
        return f"{self.source}, {self.loaded_on:%d-%m-%Y}"

    def belongs_to(self) -> dict[str, str]:
        return {}


class CurrentQuerySet(FactQuerySet[M]):
    """Rows that point to the one they take the place of (`replaces`)."""

    def current(self) -> Self:
        """The last word on each day or month, whatever the clock said when it was written."""
        return self.filter(replaced_by__isnull=True)


def _same(table: str, column: str, what: str) -> TriggerList:
    return refuse(
        table,
        "replaces_the_same",
        "INSERT",
        # Names of our own tables: nothing here can be injected.
        "ROW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 "  # noqa: S608
        f"FROM {table} r WHERE r.id = ROW.replaces_id AND r.{column} = ROW.{column})",
        f"Un valor reemplaza solo a otro del mismo {what}.",
    )


class IpcMonth(Fact):
    """IPC del mes: its variation in tenths of a percent, with one decimal as the INE publishes
    it."""

    month = MonthField("mes")
    change = models.SmallIntegerField("variación (décimas de %)")
    load = models.ForeignKey(
        UFLoad, models.PROTECT, related_name="ipc_months", verbose_name="carga"
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="reemplaza a",
    )

    objects: ClassVar["CurrentQuerySet[IpcMonth]"] = CurrentQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [append_only("uf_ipcmonth"), _same("uf_ipcmonth", "month", "mes")]

    class Meta:
        verbose_name = "IPC del mes"
        verbose_name_plural = "IPC de los meses"
        constraints = [
            month_is_first_day("ipcmonth", "month"),
            models.UniqueConstraint(
                fields=["month"], condition=Q(replaces=None), name="ipcmonth_one_first"
            ),
            models.CheckConstraint(
                name="ipcmonth_change_within_reason",
                condition=Q(change__gt=-500, change__lt=500),
                violation_error_message="Una variación mensual del IPC está entre −50 % y 50 %.",
            ),
        ]

    def __str__(self) -> str:
        return f"IPC de {self.month}"


class UFDay(Fact):
    """UF del día: what one UF is worth in pesos on a day, and where the figure comes from."""

    class Origin(models.TextChoices):
        COMPUTED = "computed", "calculada"
        OFFICIAL = "official", "publicada"
        CORRECTED = "corrected", "corregida"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    day = models.DateField("día")
    value = UFDayField("valor (1/100 de peso)")
    origin = models.CharField("origen", max_length=10, choices=Origin.choices)
    is_used = models.BooleanField("usada", default=False)
    load = models.ForeignKey(
        UFLoad,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uf_days",
        verbose_name="carga",
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="reemplaza a",
    )

    objects: ClassVar["CurrentQuerySet[UFDay]"] = CurrentQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("uf_ufday"),
        _same("uf_ufday", "day", "día"),
        refuse(
            "uf_ufday",
            "used_stays",
            "INSERT",
            "EXISTS (SELECT 1 FROM uf_ufday r WHERE r.id = ROW.replaces_id AND "
            "((r.is_used AND NOT ROW.is_used) OR ((r.is_used OR r.origin = 'corrected') AND "
            "r.value <> ROW.value AND ROW.origin <> 'corrected')))",
            "Un valor usado o corregido de la UF solo cambia por una corrección con motivo.",
        ),
    ]

    class Meta:
        verbose_name = "UF del día"
        verbose_name_plural = "UF de los días"
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(replaces=None), name="ufday_one_first"
            ),
            models.CheckConstraint(
                name="ufday_value_positive",
                condition=Q(value__gt=0),
                violation_error_message="El valor de la UF es mayor que cero.",
            ),
            models.CheckConstraint(
                name="ufday_computed_only_when_used",
                condition=~Q(origin="computed") | Q(is_used=True),
                violation_error_message="Un valor calculado se guarda cuando se usa.",
            ),
            models.CheckConstraint(
                name="ufday_load_only_if_official",
                condition=Q(origin="official") | Q(load__isnull=True),
                violation_error_message="Solo un valor publicado viene de una carga.",
            ),
        ]

    def __str__(self) -> str:
        return f"UF del {self.day:%d-%m-%Y}"

    def belongs_to(self) -> dict[str, str]:
        return {}

    @property
    def is_fixed(self) -> bool:
        """Used, or corrected by a person: no file changes it."""
        return self.is_used or self.origin == self.Origin.CORRECTED
