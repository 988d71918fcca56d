"""The sentences of an agreement: what is missing, what comes next, who measures."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from minga.core.access import Access
from minga.workplan.agreements.models import Agreement
from minga.workplan.agreements.permissions import MEASURE, VERIFY
from minga.workplan.agreements.tables import Board, Row, State


@dataclass(frozen=True)
class Step:
    label: str
    url: str


def who_measures(row: Row) -> str:
    """«Lo mide Minga: …», «Todavía no se mide: falta el módulo de pagos de Minga»."""
    if row.is_unknown:
        return "Su indicador ya no existe: prepare una modificación del convenio."
    if row.announced:
        return f"Todavía no se mide: falta {row.announced.module}."
    if row.measurer:
        return f"Lo mide Minga: {row.measurer.label}."
    return "Se mide por documentos que verifica otra persona."


def corrected(row: Row) -> str:
    """Who corrected the figure by which the goal is met, from what, and why."""
    if not (row.standing and row.replaced):
        return ""
    standing, verb = row.standing, "Cumple con" if row.is_met else "Está en"
    return (
        f"{verb} una cifra corregida: decía {row.shown(row.replaced)} y {standing.recorded_by} la "
        f"corrigió a {row.shown(standing)} el {standing.on:%d-%m-%Y}. Motivo: {standing.reason}"
    )


def needs(row: Row) -> str:
    """What this goal still needs, in one sentence."""
    if row.waits:
        return "Otra persona debe verificar la cifra informada."
    if row.state == State.RETURNED and row.open:
        return f"La cifra fue devuelta: {row.open.review.remarks}"
    if row.announced:
        return f"Se medirá cuando llegue {row.announced.module}."
    if row.is_closed:
        return "Su último corte ya se midió."
    month = row.goal.due.name
    return f"Falta medirla a {month}." if row.standing else f"Se cumple en {month}."


def not_yet(board: Board) -> Iterator[tuple[Row, str]]:
    """The goals that do not earn their weight, with why."""
    for row in board.rows:
        if not row.is_met:
            yield row, needs(row)


def next_step(board: Board, agreement: Agreement, access: Access) -> Step | None:
    """The one thing that this person can do first."""
    if access.may(VERIFY, agreement.institution_id):
        for row in board.rows:
            if row.waits and row.open and row.open.recorded_by_id != access.actor_id:
                return Step(f"Verificar meta {row.goal.number}", goal_url(agreement, row))
    if access.may(MEASURE, agreement.institution_id):
        for row in board.rows:
            if row.standing is None and row.open is None and not row.announced:
                return Step(f"Medir meta {row.goal.number}", goal_url(agreement, row))
    return None


def goal_url(agreement: Agreement, row: Row) -> str:
    return reverse("agreements:goal", args=[agreement.public_id, row.goal.line.public_id])
