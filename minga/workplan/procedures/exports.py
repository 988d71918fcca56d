"""The printed procedure: a version with its control as a document, as PDF, XLSX and DOCX."""

from datetime import date

from minga.core.models import Chain
from minga.core.reports import Cell, Column, Group, Report, Table
from minga.workplan.procedures.models import ProcedureVersion
from minga.workplan.procedures.tables import parts_of

OBSOLETE = "REEMPLAZADA, NO USAR"
NOT_APPROVED = "BORRADOR, NO APROBADO"
ACTIVITIES = (
    Column("N.º", "integer", width=5),
    Column("Actividad", width=34),
    Column("Responde", width=16),
    Column("Entrada", width=18),
    Column("Salida", width=18),
    Column("Plazo", width=14),
    Column("Registro", width=16),
)
OUTPUTS = (
    Column("Producto", width=22, spans=True),
    Column("Requisito", width=30),
    Column("Cómo se comprueba", width=28),
    Column("Meta", width=16),
)


def printed(version: ProcedureVersion, *, day: date, chain: Chain) -> Report:
    procedure = version.procedure
    return Report(
        title=str(procedure),
        subject=_subject(version, day),
        institution=procedure.service.name,
        place_line=procedure.process,
        facts=_facts(version, day),
        tables=(_texts(version), *_parts(version)),
        notes=_notes(version, day),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
        landscape=True,
    )


def _subject(version: ProcedureVersion, day: date) -> str:
    mark = OBSOLETE if version.obsolete_on(day) else "" if version.approved_on else NOT_APPROVED
    return f"Procedimiento, versión {version.number}" + (f" · {mark}" if mark else "")


def _facts(version: ProcedureVersion, day: date) -> tuple[tuple[str, str], ...]:
    procedure = version.procedure
    approved = version.approved_on
    said = [
        ("Código", procedure.code),
        ("Versión", str(version.number)),
        ("Unidad dueña", procedure.owner.name),
        ("Aprobada", f"{approved:%d-%m-%Y}, {version.approved_by}" if approved else "todavía no"),
        ("Registros", f"se conservan {version.retention_years} años"),
    ]
    if version.obsolete_on(day):
        said.append(("Reemplazada el", f"{version.superseded_on:%d-%m-%Y}"))
    return tuple(said)


def _texts(version: ProcedureVersion) -> Table:
    rows = (
        ("Objetivo", version.purpose),
        ("Alcance", version.scope),
        ("Referencias", version.references),
        ("Qué cambia y por qué", version.change),
        ("Distribución y puntos de uso", version.distribution),
    )
    said = tuple((label, tuple(text.splitlines())) for label, text in rows if text)
    columns = (Column("Asunto", width=20), Column("Qué dice", width=80))
    return Table(columns, (Group(said),), title="El procedimiento") if said else _empty(columns)


def _empty(columns: tuple[Column, ...]) -> Table:
    return Table(columns, (), title="El procedimiento", note="Todavía no tiene textos.")


def _parts(version: ProcedureVersion) -> tuple[Table, Table]:
    parts = parts_of(version)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.number, one.what, one.who, one.takes, one.gives, one.term, one.record)
        for one in parts.activities
    )
    groups = tuple(
        Group(
            tuple(
                (one.requirement, one.checked_by, one.target) for one in output.requirements.all()
            ),
            heading=f"{output.name}, para {output.receiver}",
        )
        for output in parts.outputs
    )
    return (
        Table(ACTIVITIES, (Group(rows),) if rows else (), title="Actividades", note=_none(rows)),
        Table(OUTPUTS, groups, title="Productos y requisitos de satisfacción", note=_none(groups)),
    )


def _none(rows: tuple[object, ...]) -> str:
    return "" if rows else "Todavía no tiene."


def _notes(version: ProcedureVersion, day: date) -> tuple[str, ...]:
    if version.obsolete_on(day):
        return (f"{OBSOLETE}: esta versión se conserva para leerla. Use la vigente.",)
    return ("Una copia en papel vale el día en que se imprime: la vigente se consulta en Minga.",)


def file_name(version: ProcedureVersion, fmt: str) -> str:
    return f"procedimiento-{version.procedure.public_id}-v{version.number}.{fmt}"
