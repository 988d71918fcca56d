"""What the plan itself answers for in each of its stages."""

from datetime import date

from django.urls import reverse

from minga.strategy.models import DefinitionVersion
from minga.workplan.models import Activity, Stage, Status, WorkPlan
from minga.workplan.stages import Met, Need, register_need
from minga.workplan.tables import Board, board_of

FINAL = (Status.FULFILLED, Status.NOT_FULFILLED)


def declare() -> None:
    needs = (
        Need("definiciones", Stage.DIAGNOSIS, "Definiciones estratégicas vigentes", _defined, 10),
        Need("programa", Stage.DESIGN, "Programa aprobado, con 100 puntos", _approved, 10),
        Need("estados", Stage.IMPLEMENTATION, "Cada actividad con su estado", _reported, 10),
        Need("evidencias", Stage.IMPLEMENTATION, "Ninguna evidencia en espera", _reviewed, 20),
        Need("resultado", Stage.EVALUATION, "Cada actividad cumple o no cumple", _final, 10),
        Need("modificacion", Stage.EVALUATION, "Ninguna modificación por aprobar", _decided, 20),
    )
    for need in needs:
        register_need(need)


def _defined(plan: WorkPlan, day: date) -> Met:
    found = DefinitionVersion.objects.approved_on(day).filter(definition__service=plan.service_id)
    version = found.order_by("-number").first()
    url = reverse("strategy:definitions")
    if version is None:
        return Met(False, "el servicio no tiene definiciones aprobadas", url)
    return Met(True, f"versión {version.number}, del {version.approved_on:%d-%m-%Y}", url)


def _approved(plan: WorkPlan, day: date) -> Met:
    version = plan.versions.filter(approved_on__lte=day).order_by("-number").first()
    if version is None:
        return Met(False, "sin aprobar", reverse("workplan:draft", args=[plan.public_id]))
    note = f"versión {version.number}, del {version.approved_on:%d-%m-%Y}"
    return Met(True, note, reverse("workplan:plan", args=[plan.public_id]))


def _board(plan: WorkPlan, day: date) -> Board:
    ruling = Activity.objects.in_force_on(day).filter(version__plan=plan)
    return board_of(plan, ruling.values_list("version_id", flat=True).first(), day)


def _reported(plan: WorkPlan, day: date) -> Met:
    board = _board(plan, day)
    silent = [row.activity.code for row in board.rows if row.status is None]
    return _of_all(plan, board, silent, "sin estado")


def _reviewed(plan: WorkPlan, day: date) -> Met:
    board = _board(plan, day)
    waiting = [row.activity.code for row in board.rows if row.waiting or row.returned]
    return _of_all(plan, board, waiting, "por verificar o corregir")


def _final(plan: WorkPlan, day: date) -> Met:
    board = _board(plan, day)
    open_ones = [row.activity.code for row in board.rows if row.status not in FINAL]
    return _of_all(plan, board, open_ones, "sin resultado")


def _decided(plan: WorkPlan, day: date) -> Met:
    if plan.versions.filter(status="submitted").exists():
        draft = reverse("workplan:draft", args=[plan.public_id])
        return Met(False, "espera aprobación", draft_url=draft)
    return Met(True)


def _of_all(plan: WorkPlan, board: Board, lacking: list[str], words: str) -> Met:
    url = f"{reverse('workplan:plan', args=[plan.public_id])}#actividades"
    if not board.rows:
        return Met(False, "el programa no está aprobado")
    if lacking:
        return Met(False, f"{words}: {', '.join(lacking)}", url)
    return Met(True, f"las {len(board.rows)} actividades", url)
