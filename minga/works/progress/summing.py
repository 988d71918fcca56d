"""The summary of the portfolio against the facts that it is made of."""

from collections.abc import Iterator

from django.db import connection

from minga.core.registries import Finding
from minga.works.models import Project
from minga.works.progress.models.summary import PLANNED, SPENT, YEARS, summed, year_of

SHOWN = 20
COLUMNS = (*PLANNED, *SPENT)


def _facts(rows: str, project: str, month: str, amount: str, into: tuple[str, ...]) -> str:
    """The months of a table, by project and year, in the columns of the summary."""
    own = dict(zip(into, summed(month, amount), strict=True))
    columns = ", ".join(f"{own.get(column, '0')} AS {column}" for column in COLUMNS)
    year = year_of(month)
    chosen = f"SELECT {project} AS project_id, {year} AS year, {columns} {rows}"
    return f"{chosen} GROUP BY {project}, {year}"


AMOUNTS = _facts(
    "FROM schedules_monthamount a JOIN schedules_scheduleversion v ON v.id = a.version_id "
    "AND v.status = 'in_force' JOIN schedules_schedule s ON s.id = v.schedule_id",
    "s.project_id",
    "a.month",
    "a.amount",
    PLANNED,
)
SPENDINGS = _facts("FROM progress_monthspending m", "m.project_id", "m.month", "m.amount", SPENT)
FACTS = (
    f"SELECT project_id, year, {', '.join(f'SUM({column}) AS {column}' for column in COLUMNS)} "  # noqa: S608
    f"FROM ({AMOUNTS} UNION ALL {SPENDINGS}) f GROUP BY project_id, year"
)
KEPT = f"SELECT project_id, year, {', '.join(COLUMNS)} FROM {YEARS}"  # noqa: S608
SAYS_SOMETHING = " OR ".join(f"{column} <> 0" for column in COLUMNS)
# What is kept and not so, and what is so and not kept.
DIFFERENT = (
    f"SELECT project_id, year FROM (SELECT * FROM ({KEPT} WHERE {SAYS_SOMETHING}) k "  # noqa: S608
    f"EXCEPT SELECT * FROM ({FACTS}) a) x UNION "
    f"SELECT project_id, year FROM (SELECT * FROM ({FACTS}) b EXCEPT SELECT * FROM ({KEPT}) c) y"
)


def differences() -> list[tuple[int, int]]:
    """Project and year of each row that is not what its months say."""
    with connection.cursor() as cursor:
        cursor.execute(f"{DIFFERENT} ORDER BY project_id, year")
        return [(int(project), int(year)) for project, year in cursor.fetchall()]


def check() -> Iterator[Finding]:
    """For `minga audit verify`."""
    found = differences()
    names = dict(
        Project.objects.filter(pk__in=[project for project, _ in found[:SHOWN]]).values_list(
            "pk", "bip"
        )
    )
    for project, year in found[:SHOWN]:
        yield Finding(
            where=f"{YEARS} {project} {year}",
            sentence=f"El resumen de {year} del proyecto {names.get(project, project)} no es la "
            "suma de sus meses.",
        )
    if len(found) > SHOWN:
        yield Finding(YEARS, f"Y otros {len(found) - SHOWN} resúmenes que no son la suma.")
