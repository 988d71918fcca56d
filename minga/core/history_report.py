"""The history of a record as a form to hand over."""

from datetime import date

from minga.core.access import Access
from minga.core.history import Line, Told, lines
from minga.core.models import Chain
from minga.core.reports import Column, Group, Report, Table
from minga.core.reports.spec import Cells

# What a person reads on paper; who needs more asks for the record itself.
MOST = 2_000
COLUMNS = (
    Column("Fecha", "date", width=11),
    Column("Quién", width=18),
    Column("Qué hizo", width=52),
    Column("Evento", "integer", width=9),
)


def report_of(told: Told, *, by: Access, day: date, chain: Chain) -> Report:
    """Tied to the record by the head of the chain, as every form."""
    total = told.events.count()
    rows = tuple(map(_row, lines(told.events[:MOST])))
    notes = (f"Se muestran los últimos {MOST} de {total} hechos.",) if total > MOST else ()
    return Report(
        title=f"Historia: {told.title}",
        subject="Quién hizo qué, cuándo y por qué, del hecho más reciente al primero",
        institution=by.organisation_label or "Minga",
        place_line=told.kind,
        facts=(("Registro", told.title), ("Hechos", str(total))),
        tables=(Table(columns=COLUMNS, groups=(Group(rows),)),),
        notes=notes,
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
    )


def _row(line: Line) -> Cells:
    said = [line.what[:1].upper() + line.what[1:]]
    if line.reason:
        said.append(f"Motivo: {line.reason}")
    said += [
        f"{change.label}. Antes: {change.old or '(vacío)'}. Ahora: {change.new or '(vacío)'}."
        for change in line.changes
    ]
    if line.rows:
        said.append(f"Filas escritas en conjunto: {line.rows}")
    who = (line.who, line.role) if line.role else (line.who,)
    return (line.on, who, tuple(said), line.sequence)
