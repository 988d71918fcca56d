"""The budget law on paper."""

from datetime import date

from minga.budget.kinds import M_PESOS
from minga.budget.models import BudgetLaw
from minga.budget.tables import Side, chart_of, share, sides_of
from minga.core.charts import figure
from minga.core.models import Chain
from minga.core.reports import Column, Group, Report, Table

COLUMNS = (
    Column("Código", width=12),
    Column("Denominación", width=52),
    Column("Monto (M$)", M_PESOS, width=20),
    Column("Del total", width=12),
)


def law(law: BudgetLaw, *, day: date, chain: Chain) -> Report:
    sides = sides_of(law)
    state = "vigente" if law.is_in_force else "reemplazada por otra carga"
    return Report(
        title=f"Ley de presupuestos {law.year}",
        subject=f"Partida, capítulo y programa {law.programme}",
        institution=law.service.name,
        place_line=law.service.name,
        facts=(
            ("Programa", law.programme),
            ("Carga", f"{law.number}, del {law.loaded_on:%d-%m-%Y}: {state}"),
            ("Fuente", law.source),
            ("Huella del archivo", law.file_sha256),
        ),
        tables=tuple(_table(side) for side in sides),
        figures=tuple(figure(chart_of(law, side)) for side in sides),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
    )


def _table(side: Side) -> Table:
    """By subtítulo; its lines are inside its total, so that the table has none of its own."""
    groups = []
    for whole in side.subtitles:
        inside = [line for line in side.lines if line.subtitle == whole.subtitle]
        rows = tuple(
            (line.code, line.name, line.amount, share(line.amount, side.total)) for line in inside
        )
        groups.append(Group(rows))
    title = f"{side.side.label.capitalize()}: {M_PESOS.show(side.total)}"
    return Table(COLUMNS, tuple(groups), title=title, note="" if groups else "Sin líneas.")
