"""What a version promises for each month. A month without a row is zero, or as before it."""

from datetime import date

from django.db import models
from django.db.models import Q

from minga.budget.models import LineItem
from minga.core.models import Fact
from minga.core.months import MonthField, month_is_first_day
from minga.core.versions import children_of_drafts_only
from minga.works.models.costs import whole_thousands
from minga.works.schedules.models.schedule import ScheduleVersion

AMOUNTS, PROGRESS = "schedules_monthamount", "schedules_monthprogress"
STATUS_OF_PARENT = "SELECT v.status FROM schedules_scheduleversion v WHERE v.id = ROW.version_id"
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 12, 31)
WHOLE = 100_00


def of_our_time(name: str, field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__gte": FIRST_DAY, f"{field}__lte": LAST_DAY}),
        violation_error_message="El programa va de 1950 a 2100.",
    )


class MonthAmount(Fact):
    """Monto programado de un mes: pesos of a line item, in whole thousands."""

    version = models.ForeignKey(
        ScheduleVersion, models.PROTECT, related_name="amounts", verbose_name="versión"
    )
    line_item = models.ForeignKey(
        LineItem, models.PROTECT, related_name="+", verbose_name="asignación"
    )
    month = MonthField("mes")
    amount = models.BigIntegerField("monto en pesos")

    triggers = [children_of_drafts_only(AMOUNTS, STATUS_OF_PARENT)]

    class Meta:
        verbose_name = "monto programado de un mes"
        verbose_name_plural = "montos programados por mes"
        ordering = ["line_item", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "line_item", "month"],
                name="monthamount_once",
                violation_error_message="Esa asignación ya tiene monto ese mes.",
            ),
            month_is_first_day("monthamount", "month"),
            of_our_time("monthamount_month_of_ours", "month"),
            whole_thousands("monthamount"),
        ]

    def __str__(self) -> str:
        return f"{self.line_item.code} {self.month}"


class MonthProgress(Fact):
    """Avance físico programado: hundredths of a percent of the works, accumulated to the end of a
    month."""

    version = models.ForeignKey(
        ScheduleVersion, models.PROTECT, related_name="progress", verbose_name="versión"
    )
    month = MonthField("mes")
    accumulated = models.PositiveSmallIntegerField("avance acumulado en centésimas")

    triggers = [children_of_drafts_only(PROGRESS, STATUS_OF_PARENT)]

    class Meta:
        verbose_name = "avance físico programado"
        verbose_name_plural = "avances físicos programados"
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "month"],
                name="monthprogress_once",
                violation_error_message="Ese mes ya tiene avance.",
            ),
            month_is_first_day("monthprogress", "month"),
            of_our_time("monthprogress_month_of_ours", "month"),
            models.CheckConstraint(
                name="monthprogress_up_to_whole",
                condition=Q(accumulated__gte=0, accumulated__lte=WHOLE),
                violation_error_message="El avance va de 0 a 100 %.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.month)
