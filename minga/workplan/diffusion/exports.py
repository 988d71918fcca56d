"""The diffusion plan and what was made of it, as a paper that is handed over."""

from collections.abc import Sequence
from datetime import date

from minga.core.indicators.figures import shown
from minga.core.models import Chain
from minga.core.reports import Cell, Column, Group, Report, Status, Table
from minga.territory.frames import Frame, frame_on
from minga.workplan.diffusion.models import DiffusionVersion, Publication
from minga.workplan.diffusion.tables import Board, Row
from minga.workplan.models import WorkPlan

TONES = {"stop": "stop", "ok": "done", "go": "going"}
MECHANISMS = (
    Column("Audiencia", width=12, spans=True),
    Column("Mecanismo", width=26),
    Column("Qué informa", width=30),
    Column("Responsable", width=16),
    Column("Planificadas", "integer"),
    Column("Hechas", "integer"),
    Column("Estado", "status", width=12),
)
PUBLICATIONS = (
    Column("Fecha", "date"),
    Column("Publicación", width=30),
    Column("Audiencia", width=11),
    Column("Territorio", width=14),
    Column("Cifras que informó", width=26),
    Column("Dónde se lee", width=24),
)


def plan_and_made(
    plan: WorkPlan,
    version: DiffusionVersion,
    board: Board,
    publications: Sequence[Publication],
    *,
    day: date,
    chain: Chain,
) -> Report:
    frame = frame_on(day)
    place = frame.name_of(plan.territory_id)
    return Report(
        title=f"Plan de difusión {plan.year} y lo publicado",
        subject="Difusión de resultados a usuarios y funcionarios",
        institution=plan.service.name,
        place_line=place,
        facts=(
            ("Año", str(plan.year)),
            ("Versión", f"{version.number}, aprobada el {version.approved_on:%d-%m-%Y}"),
            ("Estado al", f"{day:%d-%m-%Y}"),
            ("Fechas con su publicación", f"{board.answered} de {board.planned}"),
            ("Atrasadas", str(board.late)),
        ),
        tables=(_mechanisms(board), _published(publications, frame)),
        notes=(
            "Cada fecha toma la primera publicación hecha después de la fecha anterior.",
            "Una corrección no se cuenta de nuevo; el total suma los mecanismos en fechas.",
        ),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
    )


def _mechanisms(board: Board) -> Table:
    groups = tuple(Group(tuple(map(_row, rows)), name) for name, rows in board.blocks)
    total = ("Total", None, None, None, board.planned, board.made, None)
    return Table(MECHANISMS, groups, "Mecanismos", total)


def _row(row: Row) -> tuple[Cell, ...]:
    return (
        row.mechanism.name,
        row.mechanism.tells,
        row.mechanism.responsible.short_name,
        len(row.planned),
        row.made,
        Status(row.said.upper(), TONES[row.tone]),  # type: ignore[arg-type]  # one of its tones
    )


def _published(publications: Sequence[Publication], frame: Frame) -> Table:
    if not publications:
        return Table(PUBLICATIONS, (), "Publicaciones", note="Todavía no hay publicaciones.")
    rows = tuple(_publication(row, frame) for row in publications)
    return Table(PUBLICATIONS, (Group(rows),), "Publicaciones")


def _publication(row: Publication, frame: Frame) -> tuple[Cell, ...]:
    figures = "; ".join(
        f"{kept.snapshot.label}: {shown(kept.snapshot.value, kept.snapshot.unit)}"
        for kept in row.figures.all()
    )
    where = row.link or (row.document.title if row.document else "")
    corrected = f" (corrige: {row.correction})" if row.correction else ""
    return (
        row.on,
        f"{row.title}{corrected}",
        row.get_audience_display(),
        frame.name_of(row.territory_id),
        figures or "–",
        where,
    )
