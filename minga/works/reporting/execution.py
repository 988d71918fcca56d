"""«Informe de ejecución de obras»: of a month and of its year, by a cut and project by project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from minga.core.charts import Chart, Point, Series
from minga.core.kinds import DATE, TEXT
from minga.core.money import thousands
from minga.core.months import Month
from minga.core.reports import Column, Group, Status, Table
from minga.core.reports.spec import Cell, Cells
from minga.core.reports.text import unbroken
from minga.core.words import fold
from minga.territory.frames import frame_on
from minga.territory.maps import MapArea, PlaceMap
from minga.territory.models import Kind
from minga.territory.place_map import address, ground_under, limits_of
from minga.works.models import ProjectStage
from minga.works.progress.cuts import Asked, Period
from minga.works.progress.naming import CUTS
from minga.works.reporting.alerting import alerts_of
from minga.works.reporting.asking import Question
from minga.works.reporting.contracting import Standing, contracts_of
from minga.works.reporting.figures import Figures, figures_of
from minga.works.reporting.kinds import PERCENT, POINTS, THOUSANDS, part
from minga.works.reporting.telling import Sheet, Told, counted, project_url, totalled

EMPTY = (
    "Aquí verá lo programado y lo hecho cuando haya programas aprobados, gastos o informes hasta "
    "el mes que pide."
)
PHYSICAL = (
    Column("Físico: programado", PERCENT),
    Column("Físico: real", PERCENT),
    Column("Físico: desviación (puntos)", POINTS),
)
MONEY = (
    Column("Mes: programado (M$)", THOUSANDS),
    Column("Mes: gastado (M$)", THOUSANDS),
    Column("Año: programado (M$)", THOUSANDS),
    Column("Año: gastado (M$)", THOUSANDS),
    Column("Año: desviación (M$)", THOUSANDS),
    Column("Año: gastado (%)", PERCENT),
)
NAMED = (Column("BIP", TEXT), Column("Proyecto", TEXT, width=30), Column("Etapa", TEXT))
CONTRACTS = (
    Column("BIP", TEXT),
    Column("Contrato", TEXT, width=26),
    Column("Contratista", TEXT, width=16),
    Column("Estado", TEXT, width=12),
    Column("Término", DATE),
    Column("Contratado (M$)", THOUSANDS),
    Column("Cobrado (M$)", THOUSANDS),
    Column("Pagado (M$)", THOUSANDS),
    Column("Por cobrar (M$)", THOUSANDS),
)
ALERTS = (
    Column("BIP", TEXT), Column("Proyecto", TEXT, width=30), Column("Qué pasa", TEXT, width=60),
)  # fmt: skip
MONEY_NOTE = (
    "El año se cuenta desde enero hasta el mes; el avance físico, desde el inicio del proyecto."
)
WEIGHED = "El avance físico de un grupo pesa cada proyecto por todo lo que programa."


@dataclass(frozen=True)
class Amounts:
    """Pesos of a project, or of several."""

    budget: int
    due: int
    earned: int
    month: tuple[int, int]
    year: tuple[int, int]

    @property
    def physical(self) -> Cells:
        planned, real = part(self.due, self.budget), part(self.earned, self.budget)
        return planned, real, apart(planned, real)

    @property
    def money(self) -> Cells:
        planned, spent = self.year
        return *self.month, planned, spent, spent - planned, part(spent, planned)


Groups = list[tuple[str, Amounts]]


def apart(planned: int | None, real: int | None) -> int | None:
    return None if planned is None or real is None else real - planned


def known_or_nothing(value: int) -> int | None:
    return value if value >= 0 else None


def tell(asked: Question) -> Told:
    projects = asked.going
    found = figures_of(asked, projects)
    named = names_of(projects)
    contracts = contracts_of(projects, asked.month)
    alerts = alerts_of(asked, projects, found, contracts)
    groups = groups_of(asked, projects, found)
    whole = total_of(found)
    return Told(
        title=f"Informe de ejecución de obras, {asked.month.name}",
        subject="Lo programado y lo hecho, en el mes y en el año",
        sentence=sentence(asked, found, whole, len(alerts)),
        sheets=(
            Sheet(_by_cut(asked, groups, whole)),
            _by_project(named, found),
            _contracts(named, contracts),
            _alerts(named, alerts),
        )
        if len(found)
        else (),
        charts=(_curve(asked, found), _bars(asked, groups)) if len(found) else (),
        map=_map(asked, projects, found) if len(found) else None,
        notes=_notes(asked, len(found)),
        empty=EMPTY,
    )


def names_of(projects: Any) -> dict[int, tuple[str, str, str, str]]:
    """Project → its public id, code, name and stage."""
    rows = projects.order_by("bip", "stage", "pk")
    stages = {value: str(label) for value, label in ProjectStage.choices}
    return {
        pk: (public_id, bip, name, stages.get(stage, stage))
        for pk, public_id, bip, name, stage in rows.values_list(
            "pk", "public_id", "bip", "name", "stage"
        )
    }


def total_of(found: Figures) -> Amounts:
    measured = found.table.measured
    month, year = (tuple(int(c.sum()) for c in pair) for pair in (found.of_month, found.of_year))
    return Amounts(
        int(measured.budget.sum()), int(measured.planned.sum()), int(measured.earned.sum()),
        (month[0], month[1]), (year[0], year[1]),
    )  # fmt: skip


def groups_of(asked: Question, projects: Any, found: Figures) -> Groups:
    """In the order of their names; what has no place in the cut goes last."""
    cut, measured = asked.cut, found.table.measured
    asks = _cutter(asked, projects)
    month, year, physical, budget = (
        cut.totals(asks(found, *pair))
        for pair in (
            found.of_month,
            found.of_year,
            (measured.planned, measured.earned),
            (measured.budget, np.zeros_like(measured.budget)),
        )
    )
    keys = list(dict.fromkeys([*month, *year, *physical, *budget]))
    names = cut.names(
        asks(found, measured.planned, measured.earned), [key for key in keys if key is not None]
    )
    none = (0, 0)
    rows = [
        (
            names.get(key) or cut.nobody,
            Amounts(
                budget.get(key, none)[0], *physical.get(key, none), month.get(key, none),
                year.get(key, none),
            ),
        )
        for key in keys
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[0] == cut.nobody, fold(row[0])))


def _cutter(asked: Question, projects: Any) -> Any:
    period = Period(Month(asked.year, 1), asked.month)
    kind = {"provincia": Kind.PROVINCE, "region": Kind.REGION}.get(asked.places, Kind.COMMUNE)
    return lambda found, first, second: Asked(
        period, projects, asked.division, kind, (found.table.project, first, second)
    )


def _by_cut(asked: Question, groups: Groups, whole: Amounts) -> Table:
    rows = tuple((name, *of.physical, *of.money) for name, of in groups)
    adds_up = asked.cut.key != "iniciativa"
    return Table(
        (Column(asked.cut.title, TEXT, width=20), *PHYSICAL, *MONEY),
        (Group(rows),),
        title=f"Por {asked.cut.title.lower()}",
        note=" ".join(filter(None, (MONEY_NOTE, WEIGHED, asked.cut.note))),
        total=("Total", *_weighed(whole), *whole.money[:-1], _said(whole.money[-1]))
        if adds_up
        else None,
    )


def _weighed(whole: Amounts) -> Cells:
    """In words: they are no sums of their columns."""
    planned, real, gap = whole.physical
    return _said(planned), _said(real), POINTS.show(gap)


def _said(value: Cell) -> str:
    return PERCENT.show(value)


def project_cells(found: Figures, at: int) -> Cells:
    """Physical and money of a project."""
    due, real = (
        known_or_nothing(int(column[at])) for column in (found.table.due, found.table.real)
    )
    (month_planned, month_spent), (planned, spent) = (
        (int(pair[0][at]), int(pair[1][at])) for pair in (found.of_month, found.of_year)
    )
    # Without a report it stands where it began.
    gap = None if due is None else (real or 0) - due
    return (
        due, real, gap, month_planned, month_spent, planned, spent, spent - planned,
        part(spent, planned),
    )  # fmt: skip


def _by_project(named: Mapping[int, tuple[str, str, str, str]], found: Figures) -> Sheet:
    at = found.rows
    rows = tuple((*named[pk][1:], *project_cells(found, at[pk])) for pk in named)
    columns = (*NAMED, *PHYSICAL, *MONEY)
    table = Table(
        columns, (Group(rows),), title="Por proyecto", note=MONEY_NOTE,
        total=totalled(columns, rows, THOUSANDS.name),
    )  # fmt: skip
    return Sheet(table, tuple(project_url(one[0]) for one in named.values()))


def _contracts(
    named: Mapping[int, tuple[str, str, str, str]], contracts: Sequence[Standing]
) -> Sheet:
    rows = tuple(
        (
            named[one.project][1], one.name, one.contractor,
            Status(one.state, "stop") if one.is_late else one.state,
            one.ends_on, one.total, one.charged, one.paid, one.balance,
        )
        for one in contracts
    )  # fmt: skip
    if not rows:
        return Sheet(Table(CONTRACTS, (), title="Contratos", note="Ningún contrato firmado."))
    table = Table(
        CONTRACTS, (Group(rows),), title="Contratos",
        note="Con sus modificaciones y estados de pago hasta el último día del mes.",
        total=totalled(CONTRACTS, rows, THOUSANDS.name),
    )  # fmt: skip
    return Sheet(table, tuple(project_url(named[one.project][0]) for one in contracts))


def _alerts(
    named: Mapping[int, tuple[str, str, str, str]], alerts: Mapping[int, list[str]]
) -> Sheet:
    known = [pk for pk in named if pk in alerts]
    if not known:
        return Sheet(Table(ALERTS, (), title="Alertas", note="Ningún proyecto con alertas."))
    rows = tuple((*named[pk][1:3], tuple(alerts[pk])) for pk in known)
    links = tuple(project_url(named[pk][0]) for pk in known)
    return Sheet(Table(ALERTS, (Group(rows),), title="Alertas"), links)


def sentence(asked: Question, found: Figures, whole: Amounts, alerts: int) -> str:
    planned, spent = whole.year
    done = part(spent, planned)
    said = f"{counted(len(found), 'proyecto', 'proyectos')}: en {asked.year}, hasta el mes, se "
    said += f"programó {unbroken(thousands(planned))} y se gastó {unbroken(thousands(spent))}"
    said += f" ({unbroken(PERCENT.show(done))})" if done is not None else ""
    return f"{said}; {_alerted(alerts)}."


def _alerted(alerts: int) -> str:
    return counted(alerts, "tiene alertas", "tienen alertas") if alerts else "ninguno tiene alertas"


def _curve(asked: Question, found: Figures) -> Chart:
    """Accumulated in the year."""
    planned, spent = (column.sum(0).cumsum().tolist() for column in (found.planned, found.spent))
    months = [Month(asked.year, number) for number in range(1, 13)]
    done = list(zip(months, spent, strict=True))[: asked.month.number]
    return Chart(
        kind="line",
        title=_finding(planned[asked.month.number - 1], done[-1][1]),
        note=f"Acumulado del año {asked.year} al cierre de cada mes, M$",
        series=(
            Series("Programado", tuple(map(Point, months, planned)), "plan"),
            Series("Gastado", tuple(Point(month, amount) for month, amount in done), "done"),
        ),
        value=THOUSANDS,
        place_title="Mes",
    )


def _finding(planned: int, spent: int) -> str:
    if spent == planned:
        return "Se gastó lo programado"
    word = "menos" if spent < planned else "más"
    return f"Se gastaron {thousands(abs(planned - spent))} {word} que lo programado"


def _bars(asked: Question, groups: Groups) -> Chart:
    most = sorted(groups, key=lambda row: -max(row[1].year))[:12]
    return Chart(
        kind="bars",
        title=f"Lo gastado y lo programado, por {asked.cut.title.lower()}",
        note=f"Enero a {asked.month.name}, M$; la marca es lo programado",
        series=(
            Series("Gastado", tuple(Point(name, of.year[1]) for name, of in most), "done"),
            Series("Programado", tuple(Point(name, of.year[0]) for name, of in most), "plan"),
        ),
        value=THOUSANDS,
        place_title=asked.cut.title,
    )


def _map(asked: Question, projects: Any, found: Figures) -> PlaceMap | None:
    spent = found.of_year[1]
    asks = _cutter(asked, projects)(found, found.of_year[0], spent)
    totals = CUTS["territorio"].totals(
        Asked(asks.period, projects, asked.division, Kind.COMMUNE, asks.figures)
    )
    return map_of(
        asked,
        {key: amounts[1] for key, amounts in totals.items() if key is not None},
        verb="gastado",
        note=f"Gastado de enero a {asked.month.name}, M$",
    )


def map_of(asked: Question, values: Mapping[int, int], *, verb: str, note: str) -> PlaceMap | None:
    """Pesos by commune, on the region that one looks at."""
    if asked.place is None:
        return None
    frame = frame_on(asked.division)
    place = asked.place.territory
    if frame.versions.get(place.pk) is None:
        return None
    ground = ground_under(place, frame, near=False)
    here = {
        land.version.territory_id: values.get(land.version.territory_id, 0) for land in ground.lands
    }
    inside = sum(here.values())
    most = max(here, key=lambda key: here[key], default=None)
    title = f"Sin nada {verb} en estas comunas"
    if most is not None and inside > 0:
        share = (200 * here[most] + inside) // (2 * inside)
        title = f"{frame.name_of(most)} tiene el {share} % de lo {verb}"
    return PlaceMap(
        title=title,
        note=note,
        ground=ground,
        areas=tuple(
            MapArea(
                land.ident,
                here[land.version.territory_id],
                address(land.version.territory, frame),
            )
            for land in ground.lands
        ),
        limits=limits_of(list(here.values())),
        value=THOUSANDS,
        value_title="M$",
        selected=place.public_id,
        geometry_url=address(place, frame, "geometry"),
        source="Cada proyecto se reparte según la parte de cada comuna.",
    )


def _notes(asked: Question, shown: int) -> tuple[str, ...]:
    left = asked.portfolio.count() - shown
    if not left:
        return ()
    said = counted(left, "proyecto de la cartera no tiene", "proyectos de la cartera no tienen")
    return (f"{said} nada programado, gastado ni informado hasta el mes: no entran.",)
