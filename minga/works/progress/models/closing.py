"""A month that is closed: what was reported and spent in it stays as it was told."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from minga.core.ids import new_public_id
from minga.core.models import Fact
from minga.core.months import MonthField, month_is_first_day
from minga.core.scoped import ScopedQuerySet
from minga.core.triggers import TriggerList, refuse
from minga.people.models import Organisation, Person

CLOSINGS = "progress_monthclosing"
FROZEN = "El mes está cerrado: para cambiarlo hay que reabrirlo, con su motivo."


def frozen_when_closed(table: str, project: str, month: str, operations: str) -> TriggerList:
    """Rows of a closed month are neither added nor changed. `project`, `month`: SQL of `ROW`."""
    closed = (
        f"EXISTS (SELECT 1 FROM {CLOSINGS} c JOIN works_project p ON p.service_id = c.service_id "  # noqa: S608
        f"WHERE p.id = {project} AND c.month = {month} AND c.reopened_on IS NULL)"
    )
    return refuse(table, "frozen_when_closed", operations, closed, FROZEN)


class MonthClosingQuerySet(ScopedQuerySet["MonthClosing"]):
    organisations = ("service",)
    territories = ("service__territory",)

    def standing(self) -> "MonthClosingQuerySet":
        return self.filter(reopened_on__isnull=True)


class MonthClosing(Fact):
    """Cierre de un mes: of a service. Reopened, it stays on record with the reason, and the month
    is closed again by another one."""

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    service = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="servicio"
    )
    month = MonthField("mes")
    closed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="cerrado por"
    )
    closed_on = models.DateField("cerrado el")
    missing = models.PositiveIntegerField("proyectos sin informe", default=0)
    remark = models.CharField("por qué se cierra sin ellos", max_length=600, blank=True)
    reopened_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="reabierto por",
    )  # fmt: skip
    reopened_on = models.DateField("reabierto el", null=True, blank=True)
    reopened_because = models.CharField("motivo de la reapertura", max_length=600, blank=True)

    objects: ClassVar[MonthClosingQuerySet] = MonthClosingQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(CLOSINGS, "stays", "DELETE", "1=1", "Un cierre no se borra: el mes se reabre."),
        refuse(
            CLOSINGS,
            "begins_closed",
            "INSERT",
            "ROW.reopened_on IS NOT NULL",
            "Un mes se cierra antes de reabrirse.",
        ),
        refuse(
            CLOSINGS,
            "only_reopens_once",
            "UPDATE",
            "OLD.reopened_on IS NOT NULL OR NEW.reopened_on IS NULL "
            "OR NEW.service_id <> OLD.service_id OR NEW.month <> OLD.month "
            "OR NEW.closed_by_id <> OLD.closed_by_id OR NEW.closed_on <> OLD.closed_on "
            "OR NEW.missing <> OLD.missing OR NEW.remark <> OLD.remark "
            "OR NEW.public_id <> OLD.public_id",
            "Un cierre solo cambia al reabrirse, una vez.",
        ),
    ]

    class Meta:
        verbose_name = "cierre de un mes"
        verbose_name_plural = "cierres de los meses"
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "month"],
                condition=Q(reopened_on__isnull=True),
                name="monthclosing_closed_once",
                violation_error_message="Ese mes ya está cerrado.",
            ),
            month_is_first_day("monthclosing", "month"),
            models.CheckConstraint(
                name="monthclosing_after_it_began",
                condition=Q(closed_on__gt=F("month")),
                violation_error_message="Un mes se cierra cuando terminó.",
            ),
            models.CheckConstraint(
                name="monthclosing_missing_says_why",
                condition=Q(missing=0) | ~Q(remark=""),
                violation_error_message="Diga por qué se cierra con proyectos sin informe.",
            ),
            models.CheckConstraint(
                name="monthclosing_reopened_by_someone_and_why",
                condition=Q(reopened_on__isnull=True, reopened_by__isnull=True, reopened_because="")
                | (
                    Q(reopened_on__isnull=False, reopened_by__isnull=False)
                    & ~Q(reopened_because="")
                ),
                violation_error_message="Una reapertura dice quién, cuándo y por qué.",
            ),
            models.CheckConstraint(
                name="monthclosing_reopened_after_it_closed",
                condition=Q(reopened_on__isnull=True) | Q(reopened_on__gte=F("closed_on")),
                violation_error_message="Un mes se reabre después de cerrarse.",
            ),
        ]

    def __str__(self) -> str:
        return f"cierre de {self.month.name}"

    def belongs_to(self) -> dict[str, str]:
        return {"service": self.service.public_id}
