"""Attentions by channel, subject and place, as a paper that is handed over."""

from collections.abc import Sequence

from minga.core.indicators.figures import decimal
from minga.core.models import Chain
from minga.core.reports import Cell, Column, Group, Report, Table
from minga.territory.frames import frame_on
from minga.workplan.diffusion.attending import Line, Told

COUNTS = (
    Column("Recibidas", "integer"),
    Column("En plazo", "integer"),
    Column("Fuera de plazo", "integer"),
    Column("Por responder", "integer"),
    Column("Vencidas", "integer"),
    Column("Mediana (días hábiles)", width=14),
)
NOTES = (
    "En plazo: respondidas hasta su plazo, o resueltas en el momento.",
    "Fuera de plazo: respondidas después. Vencidas: sin respuesta y con su plazo cumplido.",
    "Mediana: días hábiles desde la atención hasta su respuesta, de las derivadas y respondidas.",
)


def by_channel(told: Told, *, chain: Chain) -> Report:
    place = told.service.territory_id
    total = told.total
    return Report(
        title=f"Atenciones por canal {told.year}",
        subject="Atención de público, sin datos personales",
        institution=told.service.name,
        place_line=frame_on(told.day).name_of(place) if place else "",
        facts=(
            ("Estado al", f"{told.day:%d-%m-%Y}"),
            ("Recibidas", str(total.received)),
            ("Vencidas sin respuesta", str(total.overdue)),
            ("Anuladas, que no se cuentan", str(told.voided)),
        ),
        tables=(
            _table("Canal", told.channels, total),
            _table("Materia", told.subjects, total),
            _table("Territorio", told.places, total),
        ),
        notes=NOTES,
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=told.day,
        demonstration=chain.is_demonstration,
    )


def _table(name: str, lines: Sequence[Line], total: Line) -> Table:
    columns = (Column(name, width=30), *COUNTS)
    title = f"Por {name.lower()}"
    if not lines:
        return Table(columns, (), title, note="Todavía no hay atenciones.")
    rows = tuple(_row(line) for line in lines)
    return Table(columns, (Group(rows),), title, _row(total))


def _row(line: Line) -> tuple[Cell, ...]:
    return (
        line.label,
        line.received,
        line.in_time,
        line.late,
        line.pending,
        line.overdue,
        decimal(line.days) if line.days is not None else "–",
    )
