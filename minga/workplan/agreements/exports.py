"""The agreement as a paper: its goals with what was measured, as PDF, XLSX and DOCX."""

from datetime import date

from minga.core.models import Chain
from minga.core.reports import Column, Group, Report, Table
from minga.core.reports import Status as Printed
from minga.core.reports.spec import Bullet, Cell, Cells
from minga.territory.frames import frame_on
from minga.workplan.agreements import says
from minga.workplan.agreements.models import Agreement, AgreementVersion, Goal
from minga.workplan.agreements.tables import Board, Row, board_of, increment

TONES = {"ok": "done", "wait": "wait", "stop": "stop", "": "unstarted"}
COLUMNS = (
    Column("Meta", width=34),
    Column("Fórmula", width=26),
    Column("Por alcanzar", width=14),
    Column("Medido", width=14),
    Column("Estado", "status", width=15),
    Column("Ponderación", "percent", width=11),
    Column("Ganado", "percent", width=10),
)


def report(agreement: Agreement, version: AgreementVersion, *, day: date, chain: Chain) -> Report:
    """As it stood on a day, tied to the record by the head of the chain."""
    board = board_of(version, day)
    assert version.approved_on is not None
    place = frame_on(day).name_of(agreement.territory_id) if agreement.territory_id else ""
    return Report(
        title=f"Convenio de desempeño {agreement.get_kind_display()} {agreement.year}",
        subject=f"Metas y cifras de {agreement.organisation}",
        institution=agreement.institution.name,
        place_line=place or "Todo el país",
        facts=(
            ("De quién es", agreement.organisation.name),
            ("Año", str(agreement.year)),
            ("Versión", f"{version.number}, aprobada el {version.approved_on:%d-%m-%Y}"),
            ("Estado al", f"{day:%d-%m-%Y}"),
            ("Puntos ganados", f"{board.earned} de {board.weight}"),
            *_increment(agreement, board),
        ),
        tables=(_table(board),),
        notes=(*_notes(board), *_digest(agreement, board)),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
    )


def _increment(agreement: Agreement, board: Board) -> list[tuple[str, str]]:
    found = increment(agreement, board)
    if found is None:
        return []
    doubt = "" if found.rule.verified else ", sin verificar con el texto de la norma"
    return [("Parte del incremento colectivo", f"{found.part} % ({found.rule.source}{doubt})")]


def _digest(agreement: Agreement, board: Board) -> list[str]:
    """With which parameters it was worked out."""
    found = increment(agreement, board)
    if found is None:
        return []
    known = f"conocidos al {found.since:%d-%m-%Y}, huella {found.digest}"
    return [f"Tramos del incremento según los parámetros {known}."]


def _table(board: Board) -> Table:
    total: tuple[Cell, ...] = ("Total", None, None, None, None, board.weight, board.earned)
    return Table(columns=COLUMNS, groups=(Group(rows=tuple(map(_row, board.rows))),), total=total)


def _row(row: Row) -> Cells:
    goal = row.goal
    parts = tuple(Bullet(part.text) for part in goal.parts.all())
    standing = row.standing
    cut = f"{row.figure} al {standing.cut_on:%d-%m-%Y}" if standing else "sin cifra"
    printed = Printed(row.state.label, TONES[row.state.tone])  # type: ignore[arg-type]
    name: Cell = (str(goal), *parts) if parts else str(goal)
    return (name, formula(goal), row.target, cut, printed, goal.weight, row.earned)


def formula(goal: Goal) -> str:
    return (
        f"{goal.numerator_words} ÷ {goal.denominator_words}"
        if goal.is_percent
        else (goal.numerator_words)
    )


def _notes(board: Board) -> list[str]:
    notes = ["Solo la cifra de un mes terminado gana la ponderación; la provisoria no."]
    for row in board.rows:
        said = says.corrected(row) or (says.who_measures(row) if row.announced else "")
        if said:
            notes.append(f"Meta {row.goal.number}. {said}")
    return notes


def file_name(agreement: Agreement, fmt: str) -> str:
    return f"convenio-de-desempeno-{agreement.organisation.key}-{agreement.year}.{fmt}"
