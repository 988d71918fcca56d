"""What the page of a plan says in words: findings, next step, why an activity earns nothing."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from minga.core.access import Access
from minga.core.charts import Chart, Point, Series, Target
from minga.workplan.models import Evidence, WorkPlan
from minga.workplan.permissions import VERIFY
from minga.workplan.tables import Block, Board, Proof, Row

WAITING, TO_MEND = "por-verificar", "por-corregir"


@dataclass(frozen=True)
class Chip:
    label: str
    number: int
    value: str
    current: bool


@dataclass(frozen=True)
class Step:
    """The one thing to do now."""

    label: str
    url: str


def needs_mending(row: Row) -> bool:
    return not row.is_fulfilled and row.proof in (Proof.RETURNED, Proof.MISSING, Proof.PARTIAL)


def filtered(board: Board, shown: str) -> list[tuple[Block, list[Row]]]:
    """The blocks with the rows that the chip leaves; empty blocks go."""
    keep = {WAITING: lambda row: bool(row.waiting), TO_MEND: needs_mending}.get(
        shown, lambda row: True
    )
    found = [(block, [row for row in block.rows if keep(row)]) for block in board.blocks]
    return [(block, rows) for block, rows in found if rows]


def chips(board: Board, shown: str) -> list[Chip]:
    known = shown in (WAITING, TO_MEND)
    return [
        Chip("Todas", len(board.rows), "", not known),
        Chip(
            "Por verificar", sum(bool(row.waiting) for row in board.rows), WAITING, shown == WAITING
        ),
        Chip(
            "Devueltas o sin evidencia",
            sum(map(needs_mending, board.rows)),
            TO_MEND,
            shown == TO_MEND,
        ),
    ]


def to_verify(board: Board, access: Access) -> list[Evidence]:
    """Of others, by this person."""
    return [
        item
        for row in board.rows
        for item in row.waiting
        if access.actor_id not in item.uploaders and not item.is_reviewed
    ]


def next_step(board: Board, plan: WorkPlan, access: Access) -> Step | None:
    pending = to_verify(board, access) if access.may(VERIFY, plan.service_id) else []
    if not pending:
        return None
    if len(pending) == 1:
        row = next(row for row in board.rows if pending[0] in row.waiting)
        url = reverse("workplan:activity", args=[plan.public_id, row.activity.line.public_id])
        return Step(f"Verificar la evidencia de {row.activity.code}", url)
    url = reverse("workplan:plan", args=[plan.public_id])
    return Step(f"Verificar {len(pending)} evidencias", f"{url}?evidencia={WAITING}#actividades")


def days_left(year: int, day: date) -> int | None:
    """To the end of the plan's year; none before or after it."""
    return (date(year, 12, 31) - day).days if day.year == year else None


def objectives(board: Board, *, ended: bool = False) -> str:
    """«Los objetivos 3 y 4 aún no ganan puntos»; `ended`: nothing changes any more."""
    empty = [str(block.objective.number) for block in board.blocks if not block.earned]
    if not empty:
        short = [block for block in board.blocks if block.earned < block.weight]
        return (
            "Todos los objetivos ganan puntos"
            if short and not ended
            else "Todos los objetivos ganaron puntos"
            if short
            else "Todos los objetivos ganaron sus puntos"
        )
    if len(empty) == len(board.blocks):
        return "Ningún objetivo ganó puntos" if ended else "Ningún objetivo gana puntos todavía"
    if len(empty) == 1:
        return f"El objetivo {empty[0]} {'no ganó' if ended else 'aún no gana'} puntos"
    gain = "no ganaron" if ended else "aún no ganan"
    return f"Los objetivos {', '.join(empty[:-1])} y {empty[-1]} {gain} puntos"


def not_yet(
    board: Board, plan: WorkPlan, access: Access, *, ended: bool = False
) -> list[tuple[Row, str]]:
    """Each activity that earns nothing, with the reason in the words of who must act, or of who
    reads it when the plan `ended`."""
    return [(row, _why(row, plan, access, ended)) for row in board.rows if not row.is_fulfilled]


def needs(row: Row) -> str:
    """What an activity lacks, after its status: nothing when it is fulfilled."""
    if row.is_fulfilled:
        return ""
    if row.proof == Proof.RETURNED:
        return "La evidencia fue devuelta y debe corregirse."
    if row.proof == Proof.WAITING:
        one = len(row.waiting) == 1
        return "Hay 1 evidencia por verificar." if one else f"Hay {len(row.waiting)} por verificar."
    if row.proof == Proof.VERIFIED:
        return "Su evidencia está verificada."
    missing = row.activity.evidence_needed - len(row.verified)
    if row.activity.evidence_needed == 1:
        return "Falta su evidencia."
    return (
        f"Falta{'n' if missing > 1 else ''} {missing} de {row.activity.evidence_needed} documentos."
    )


def _why(row: Row, plan: WorkPlan, access: Access, ended: bool) -> str:
    if row.proof == Proof.RETURNED:
        return f"Devuelta: {row.returned[-1].review.remarks}"
    if row.proof == Proof.WAITING:
        evidence = row.waiting[-1]
        title = f"«{evidence.document.title}»"
        if access.actor_id in evidence.uploaders:
            return f"Usted cargó {title}. Falta que otra persona lo verifique."
        may = access.may(VERIFY, plan.service_id)
        return f"{title} está cargado. " + (
            "Usted puede verificarlo hoy." if may else "Falta que se verifique."
        )
    if row.proof == Proof.PARTIAL:
        missing = row.activity.evidence_needed - len(row.verified)
        one, several = ("Faltó", "Faltaron") if ended else ("Falta", "Faltan")
        more = f"{one} otro documento" if missing == 1 else f"{several} otros {missing} documentos"
        return (
            f"Hay {len(row.verified)} de {row.activity.evidence_needed} documentos verificados. "
            f"{more}."
        )
    if row.proof == Proof.VERIFIED:
        return f"La evidencia está verificada y el estado informado es «{row.status_label}»."
    return f"{'Faltó' if ended else 'Falta'} la evidencia: {row.activity.expected_evidence}."


def chart(board: Board, year: int) -> Chart:
    """Points earned through the year, against an even pace to 100."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    points = tuple(
        Point(step.on, step.earned, ", ".join(step.codes))
        for step in board.steps
        if start <= step.on <= end
    )
    return Chart(
        kind="step",
        title=_finding(board, year),
        note=f"Puntos ganados en {year}, según la fecha en que se verificó cada evidencia",
        series=(Series("Puntaje", points, ending=f"{board.earned} al {board.day:%d-%m}"),),
        target=Target(100, pace=True),
        start=start,
        until=end,
        day=max(start, min(board.day, end)),
        label_title="Actividad",
        source="Línea de puntos: ritmo parejo hasta 100.",
    )


def _finding(board: Board, year: int) -> str:
    steps = [step for step in board.steps if step.on.year == year]
    if not steps:
        return "Todavía no se ganan puntos"
    last = steps[-1]
    times = "un paso" if len(steps) == 1 else f"{_number(len(steps))} pasos"
    levels = [step.earned for step in steps]
    rose = levels == sorted(levels)
    moved, ended = ("subió", "llegó a") if rose else ("cambió", "quedó en")
    month = date_format(last.on, "F")
    return f"El puntaje {moved} en {times} y {ended} {last.earned} en {month}"


def _number(value: int) -> str:
    words = (
        "cero",
        "un",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
    )
    return words[value] if value < len(words) else str(value)
