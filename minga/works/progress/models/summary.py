"""The months of a project summed by year, so that any cut of a portfolio reads few rows.

The database keeps it. Amounts of a version count while it is in force and never change then, so
it is worked out when a version enters or leaves; spending is added as it comes. Progress needs no
summing: each month has one row.
"""

from django.db import models

from minga.core.triggers import Trigger, TriggerList
from minga.works.models import Project

YEARS = "progress_portfolioyear"
NUMBERS = range(1, 13)
PLANNED = tuple(f"planned_{number:02d}" for number in NUMBERS)
SPENT = tuple(f"spent_{number:02d}" for number in NUMBERS)


def year_of(month: str) -> str:
    return f"CAST(substr(CAST({month} AS TEXT), 1, 4) AS INTEGER)"


def _in(month: str, number: int, amount: str) -> str:
    """The amount where it is of that month of the year. In brackets: PL/pgSQL ends its IF at the
    first THEN that stands outside of them."""
    own = f"substr(CAST({month} AS TEXT), 6, 2) = '{number:02d}'"
    return f"(CASE WHEN {own} THEN {amount} ELSE 0 END)"


def spread(month: str, amount: str) -> list[str]:
    """Twelve columns, the amount in the one of its month."""
    return [_in(month, number, amount) for number in NUMBERS]


def summed(month: str, amount: str) -> list[str]:
    return [f"SUM({column})" for column in spread(month, amount)]


def _enter(columns: tuple[str, ...], rows: str, change: str) -> str:
    changes = ", ".join(change.format(column=column) for column in columns)
    return (
        f"INSERT INTO {YEARS} (project_id, year, {', '.join(columns)}) {rows} "
        f"ON CONFLICT (project_id, year) DO UPDATE SET {changes}"
    )


def adds_spending(table: str) -> TriggerList:
    """Rows of spending are only ever added."""
    amounts = ", ".join(spread("NEW.month", "NEW.amount"))
    values = f"VALUES (NEW.project_id, {year_of('NEW.month')}, {amounts})"
    add = f"{{column}} = {YEARS}.{{column}} + excluded.{{column}}"
    return TriggerList(
        [Trigger(f"{table}_summed", table, "INSERT", statement=_enter(SPENT, values, add))]
    )


def follows_version(table: str) -> TriggerList:
    """What is promised is what the version in force says; without one, nothing."""
    project = "(SELECT s.project_id FROM schedules_schedule s WHERE s.id = NEW.schedule_id)"
    zeros = ", ".join(f"{column} = 0" for column in PLANNED)
    clear = f"UPDATE {YEARS} SET {zeros} WHERE project_id = {project}"  # noqa: S608
    rows = (
        f"SELECT {project}, {year_of('a.month')}, {', '.join(summed('a.month', 'a.amount'))} "  # noqa: S608
        "FROM schedules_monthamount a WHERE a.version_id = NEW.id AND NEW.status = 'in_force' "
        f"GROUP BY {year_of('a.month')}"
    )
    enter = _enter(PLANNED, rows, "{column} = excluded.{column}")
    return TriggerList(
        [
            Trigger(
                f"{table}_summed",
                table,
                "UPDATE",
                when="NEW.status <> OLD.status AND 'in_force' IN (NEW.status, OLD.status)",
                statement=f"{clear}; {enter}",
            )
        ]
    )


def _pesos(said: str) -> "models.BigIntegerField[int, int]":
    return models.BigIntegerField(said, default=0, db_default=0)


class PortfolioYear(models.Model):
    """Resumen anual de un proyecto: what is programmed and what was spent in each month of a
    year, in pesos, all line items together."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="portfolio_years", verbose_name="proyecto"
    )
    year = models.PositiveSmallIntegerField("año")
    planned_01 = _pesos("programado en enero")
    planned_02 = _pesos("programado en febrero")
    planned_03 = _pesos("programado en marzo")
    planned_04 = _pesos("programado en abril")
    planned_05 = _pesos("programado en mayo")
    planned_06 = _pesos("programado en junio")
    planned_07 = _pesos("programado en julio")
    planned_08 = _pesos("programado en agosto")
    planned_09 = _pesos("programado en septiembre")
    planned_10 = _pesos("programado en octubre")
    planned_11 = _pesos("programado en noviembre")
    planned_12 = _pesos("programado en diciembre")
    spent_01 = _pesos("gastado en enero")
    spent_02 = _pesos("gastado en febrero")
    spent_03 = _pesos("gastado en marzo")
    spent_04 = _pesos("gastado en abril")
    spent_05 = _pesos("gastado en mayo")
    spent_06 = _pesos("gastado en junio")
    spent_07 = _pesos("gastado en julio")
    spent_08 = _pesos("gastado en agosto")
    spent_09 = _pesos("gastado en septiembre")
    spent_10 = _pesos("gastado en octubre")
    spent_11 = _pesos("gastado en noviembre")
    spent_12 = _pesos("gastado en diciembre")

    triggers = [
        adds_spending("progress_monthspending"),
        follows_version("schedules_scheduleversion"),
    ]

    class Meta:
        verbose_name = "resumen anual de un proyecto"
        verbose_name_plural = "resúmenes anuales de los proyectos"
        constraints = [
            models.UniqueConstraint(fields=["project", "year"], name="portfolioyear_once")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}"
