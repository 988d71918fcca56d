"""Forms to try the writers on. The titles are ours; weights and statuses are those of 2007."""

from dataclasses import replace
from datetime import date

from minga.core import kinds
from minga.core.charts import Area, Chart, Map, Point, Series, Target, figure
from minga.core.months import Month
from minga.core.reports import Bullet, Column, Group, Lead, Report, Status, Table
from minga.core.reports.spec import Cells

DAY = date(2007, 11, 30)
DONE, STARTED = Status("CUMPLE", "done"), Status("EN PROCESO", "wait")
LONG = "Se revisó la coherencia de cada proyecto con el presupuesto de la región. "

OBJECTIVES = {
    "Ajustar los productos habitacionales y urbanos a usuarios y territorios": (
        ("1. Ajustes a la Nueva Política Habitacional según los nuevos reglamentos", DONE),
        ("2. Modificaciones reglamentarias de Pavimentos Participativos", DONE),
    ),
    "Planes de gestión e inversión con visión territorial": (
        ("1. Actualizar los planes de gestión e inversión 2006-2010", STARTED),
        ("2. Exploratorio del presupuesto 2008 con énfasis territorial", DONE),
    ),
    "Programación física y financiera de las inversiones": (
        ("1. Programar obras de arrastre y nuevas del presupuesto sectorial 2008", STARTED),
        ("2. Programar obras de arrastre de otros sectores", Status("EN EJECUCION", "wait")),
    ),
}
COLUMNS = (
    Column("OBJETIVO ESPECÍFICO", width=30, spans=True),
    Column("ACTIVIDAD", width=38),
    Column("PONDERACIÓN POR ACTIVIDAD", "percent", 12),
    Column("CUMPLE O NO CUMPLE", "status", 14),
    Column("PONDERACIÓN GANADA", "percent", 12),
)


def work_plan_table() -> Table:
    groups = tuple(
        Group(
            heading=(Lead(f"Objetivo transversal {number}"), objective),
            rows=tuple((title, 10, status, 10 * (status == DONE)) for title, status in activities),
        )
        for number, (objective, activities) in enumerate(OBJECTIVES.items(), 1)
    )
    return Table(columns=COLUMNS, groups=groups, total=("TOTAL", None, 60, None, 30))


def work_plan() -> Report:
    return Report(
        title="Programa de trabajo 2007",
        subject="3 de 6 actividades cumplidas: 30 % ganado al 30-11-2007",
        institution="SERVIU Región de Tarapacá",
        place_line="Región de Tarapacá · PMG Gestión Territorial Integrada",
        facts=(("Región", "Tarapacá"), ("Año", "2007"), ("Aprobado el", "30-03-2007")),
        tables=(work_plan_table(),),
        notes=("Solo el estado CUMPLE gana la ponderación.",),
        record_line="Registro 7c1f0a9be2d45513aa0c4d1f7be8f21c9d0b6a3e5f4c82d1907e6b5a4c3d2e1f",
        demonstration=True,
        issued_on=DAY,
    )


def systems() -> Report:
    """Two tables of text, with lists, across the page."""
    columns = (
        Column("ACTIVIDADES", width=20),
        Column("AVANCE LOGRADO POR ETAPA", width=34),
        Column("RESPONSABLE", width=14),
        Column("PLAZO", "date", 12),
    )
    fields = ("Se incorporaron campos:", Bullet("Beneficiarios"), Bullet("Territorio"), LONG * 2)
    rows = (
        ("Ajustar el módulo de formulación", fields, "SEREMI y SERVIU", date(2007, 12, 31)),
        ("Ajustar la programación operativa", "Primera línea.\nSegunda línea.", None, None),
    )
    names = ("Sistema: de obras y estudios (SOE)", "Sistema: RUKAN, pago de subsidios")
    tables = tuple(Table(title=name, columns=columns, groups=(Group(rows),)) for name in names)
    return replace(work_plan(), title="Actividad 2.1", tables=tables, landscape=True)


def evaluation() -> Report:
    """Headings that are a line across the table."""
    columns = (Column("MATERIA", width=20), Column("DESCRIPCIÓN", width=60))
    groups = tuple(
        Group(heading=f"Objetivo {n}. Un tema", rows=((f"{n}.1 Perspectiva", LONG * 4),))
        for n in (1, 2)
    )
    return replace(work_plan(), title="Etapa 4", tables=(Table(columns=columns, groups=groups),))


def sixty_rows() -> Report:
    groups = tuple(
        Group(
            heading=(Lead(f"Objetivo {group}"), LONG),
            rows=tuple(
                (f"{group}.{n} {LONG * n}", group, DONE, group if n % 2 else 0) for n in range(1, 7)
            ),
        )
        for group in range(1, 11)
    )
    groups += (Group(heading="Objetivo enorme", rows=((LONG * 120, 5, STARTED, 0),)),)
    table = Table(columns=COLUMNS, groups=groups, total=("TOTAL", None, 335, None, 165))
    return replace(work_plan(), tables=(table,))


def saying(*texts: str) -> Report:
    """A form with one cell per text."""
    rows = tuple((text,) for text in texts)
    table = Table(columns=(Column("TEXTO"),), groups=(Group(rows),))
    return replace(work_plan(), tables=(table,))


MONEY_COLUMNS = (
    Column("RUT", kinds.RUT),
    Column("PROYECTO", kinds.TEXT),
    Column("MONTO", kinds.PESOS),
    Column("SUBSIDIO", kinds.UF),
    Column("AVANCE", kinds.PERCENT),
    Column("MES", kinds.MONTH),
    Column("CIERRE", kinds.DATE),
)


def money(count: int = 12) -> Report:
    """Values as the database keeps them, grouped by commune, with their sums."""
    rows: list[Cells] = [
        (
            f"{11_111_111 + number}-1",
            f"Pavimentación de la calle {number} del sector alto",
            1_234_567 * number,
            12_345 * number,
            1_250 + number,
            Month(2007, 1 + number % 12),
            date(2007, 12, 1 + number % 28),
        )
        for number in range(1, count + 1)
    ]
    groups = tuple(
        Group(tuple(rows[start : start + 50]), heading=f"Comuna {start // 50 + 1}")
        for start in range(0, count, 50)
    )
    numbers = count * (count + 1) // 2
    total: Cells = ("TOTAL", None, 1_234_567 * numbers, 12_345 * numbers, None, None, None)
    table = Table(columns=MONEY_COLUMNS, groups=groups, total=total, title="Cartera")
    return replace(work_plan(), title="Cartera 2007", tables=(table,))


def chart() -> Chart:
    points = (Point(date(2007, 4, 30), 10, "1.2"), Point(date(2007, 11, 15), 50, "5.2"))
    return Chart(
        kind="step",
        title="El puntaje llegó a 50 en noviembre",
        note="Puntos ganados en 2007",
        series=(Series("Puntaje", points),),
        target=Target(100, pace=True),
        start=date(2007, 1, 1),
        until=date(2007, 12, 31),
        day=DAY,
        source="Registro de evidencias.",
    )


def land() -> Map:
    square = ((0, 0), (10, 0), (10, 10), (0, 10))
    beside = ((10, 0), (20, 0), (20, 10), (10, 10))
    return Map(
        title="Iquique tiene los dos asuntos",
        note="Asuntos por comuna",
        areas=(
            Area("Iquique", (square,), (5, 5), 2),
            Area("Pica", (beside,), (15, 5), None),
        ),
        place_title="Comuna",
    )


def drawings() -> Report:
    return replace(work_plan(), figures=(figure(chart()), figure(land())))


ALL = (work_plan, systems, evaluation, sixty_rows, money, drawings)
