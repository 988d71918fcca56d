"""The official form of the programme: the same tables as PDF, XLSX and DOCX."""

from datetime import date

from minga.core.models import Chain
from minga.core.reports import Column, Group, Report, Table
from minga.core.reports import Status as Printed
from minga.workplan.models import Status, WorkPlan, WorkPlanVersion
from minga.workplan.tables import Block, Board, Row, board_of

# As the form of 2007 prints them, «EN EJECUCION» without its accent.
PRINTED = {
    Status.FULFILLED: Printed("CUMPLE", "done"),
    Status.NOT_FULFILLED: Printed("NO CUMPLE", "stop"),
    Status.IN_PROCESS: Printed("EN PROCESO", "going"),
    Status.IN_EXECUTION: Printed("EN EJECUCION", "going"),
}
UNREPORTED = Printed("SIN INFORMAR", "unstarted")
NOTE = "Solo el estado CUMPLE gana la ponderación: exige evidencia verificada por otra persona."
COLUMNS = (
    Column("Objetivo específico", width=30, spans=True),
    Column("Actividad", width=36),
    Column("Ponderación por actividad", "percent", width=13),
    Column("Cumple o no cumple", "status", width=15),
    Column("Ponderación ganada", "percent", width=13),
)


def programme(
    plan: WorkPlan, version: WorkPlanVersion, *, place: str, day: date, chain: Chain
) -> Report:
    """The form on a day, tied to the record by the head of the chain."""
    board = board_of(plan, version.pk, day)
    assert version.approved_on is not None
    return Report(
        title=f"Programa de trabajo {plan.year}",
        subject="PMG Gestión Territorial Integrada · Componentes del programa de trabajo",
        institution=plan.service.name,
        place_line=place,
        facts=(
            ("Región", place),
            ("Año", str(plan.year)),
            ("Versión", f"{version.number}, aprobada el {version.approved_on:%d-%m-%Y}"),
            ("Estado al", f"{day:%d-%m-%Y}"),
            ("Ponderación ganada", f"{board.earned} % de {board.weight} %"),
        ),
        tables=(table(board),),
        notes=(NOTE,),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
    )


def table(board: Board) -> Table:
    total = ("Total", None, board.weight, None, board.earned)
    return Table(columns=COLUMNS, groups=tuple(map(_group, board.blocks)), total=total)


def _group(block: Block) -> Group:
    return Group(heading=str(block.objective), rows=tuple(map(_row, block.rows)))


def _row(row: Row) -> tuple[str, int, Printed, int]:
    printed = PRINTED[Status(row.status)] if row.status else UNREPORTED
    return (
        f"{row.activity.number}. {row.activity.title}",
        row.activity.weight,
        printed,
        row.earned,
    )


def file_name(plan: WorkPlan, fmt: str) -> str:
    return f"programa-de-trabajo-{plan.service.key}-{plan.year}.{fmt}"
