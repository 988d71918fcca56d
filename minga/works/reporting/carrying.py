"""«Arrastre de otros sectores»: what works for a principal bring from before, by principal."""

from typing import Any

from minga.core.charts import Chart, Point, Series
from minga.core.kinds import TEXT
from minga.core.money import thousands
from minga.core.months import Month
from minga.core.reports import Column, Group, Lead, Table
from minga.core.reports.spec import Cells
from minga.people.models import Organisation
from minga.works.carrying import carried_over
from minga.works.progress.measuring import measure
from minga.works.reporting.asking import Question
from minga.works.reporting.execution import names_of
from minga.works.reporting.figures import figures_of
from minga.works.reporting.kinds import THOUSANDS
from minga.works.reporting.telling import Sheet, Told, counted, project_url, totalled

EMPTY = (
    "Aquí verá las obras por mandato que entran al año con contrato vigente o gasto en "
    "expropiaciones."
)
COLUMNS = (
    Column("BIP", TEXT),
    Column("Proyecto", TEXT, width=30),
    Column("Total programado (M$)", THOUSANDS),
    Column("Gastado antes del año (M$)", THOUSANDS),
    Column("Año: programado (M$)", THOUSANDS),
    Column("Año: gastado (M$)", THOUSANDS),
    Column("Programado después (M$)", THOUSANDS),
)


def tell(asked: Question) -> Told:
    mandated = asked.portfolio.filter(principal__isnull=False)
    projects = mandated.filter(carried_over(asked.year))
    rows, groups = _rows(asked, projects), dict[str, list[int]]()
    principals = dict(projects.values_list("pk", "principal"))
    called = {
        row.pk: row.name
        for row in Organisation.objects.filter(pk__in=set(principals.values())).select_related(
            "party"
        )
    }
    for pk in rows:
        groups.setdefault(called[principals[pk]], []).append(pk)
    named, ordered = names_of(projects), sorted(groups.items())
    every = [rows[pk] for _, keys in ordered for pk in keys]
    table = Table(
        COLUMNS,
        tuple(
            Group(tuple(rows[pk] for pk in keys), heading=(Lead(name),)) for name, keys in ordered
        ),
        title="Por mandante",
        note="Es arrastre lo que entra al año con contrato vigente o gasto en expropiaciones. "
        f"Lo gastado en {asked.year} llega hasta {asked.month.name}.",
        total=totalled(COLUMNS, every, THOUSANDS.name) if every else None,
    )
    links = tuple(project_url(named[pk][0]) for _, keys in ordered for pk in keys)
    return Told(
        title=f"Arrastre de otros sectores, {asked.month.name}",
        subject="Obras por mandato que vienen de años anteriores, por mandante",
        sentence=_sentence(every, len(groups)),
        sheets=(Sheet(table, links),) if every else (),
        charts=(_bars(asked, groups, rows),) if every else (),
        empty=EMPTY,
    )


def _rows(asked: Question, projects: Any) -> dict[int, Cells]:
    found = figures_of(asked, projects)
    before = measure(projects, Month(asked.year - 1, 12))
    ends = measure(projects, Month(asked.year, 12))
    named, rows = names_of(projects), found.rows
    spent = found.of_year[1]
    return {
        pk: (
            *named[pk][1:3],
            int(found.table.budget[at]),
            int(before.spent[at]),
            int(found.planned[at].sum()),
            int(spent[at]),
            int(ends.budget[at] - ends.planned[at]),
        )
        for pk in named
        for at in (rows[pk],)
    }


def _sentence(rows: list[Cells], principals: int) -> str:
    year = sum(cell for row in rows if isinstance(cell := row[4], int))
    return (
        f"{counted(len(rows), 'obra de arrastre', 'obras de arrastre')} de "
        f"{counted(principals, 'mandante', 'mandantes')}; programan {thousands(year)} en el año."
    )


def _bars(asked: Question, groups: dict[str, list[int]], rows: dict[int, Cells]) -> Chart:
    def sums(column: int) -> tuple[Point, ...]:
        return tuple(
            Point(name, sum(c for pk in keys if isinstance(c := rows[pk][column], int)))
            for name, keys in sorted(groups.items())
        )

    return Chart(
        kind="bars",
        title="Lo gastado y lo programado en el año, por mandante",
        note=f"Año {asked.year}, M$; la marca es lo programado en el año entero",
        series=(Series("Gastado", sums(5), "done"), Series("Programado", sums(4), "plan")),
        value=THOUSANDS,
        place_title="Mandante",
    )
