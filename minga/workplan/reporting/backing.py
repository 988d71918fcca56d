"""What the plan itself says for the paragraphs of its evaluation: where it works, how far it went,
who answers for it."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse

from minga.core.access import Access
from minga.core.versions import ruling
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.workplan.backing import Backing, Said, register_backing
from minga.workplan.models import WorkPlan
from minga.workplan.tables import Board, Row, board_of


def declare() -> None:
    register_backing(Backing("programa", "programa de trabajo", says, order=10))


def says(plan: WorkPlan, day: date, access: Access) -> Iterator[Said]:
    """Nothing of a plan that no version ruled by that day, nor for who may not read it."""
    version = ruling(plan.versions.all(), day)
    if version is None or not WorkPlan.objects.visible_to(access).filter(pk=plan.pk).exists():
        return
    board = board_of(plan, version.pk, day)
    yield _where(plan, board, day)
    yield from _who(plan, board)


def _where(plan: WorkPlan, board: Board, day: date) -> Said:
    place = frame_on(day).name_of(plan.territory_id)
    sentence = (
        f"Territorio del programa {plan.year}: {place}. Al {day:%d-%m-%Y} cumple "
        f"{board.fulfilled} de {len(board.rows)} actividades y gana {board.earned} de "
        f"{board.weight} puntos."
    )
    left = [row for row in board.rows if not row.is_fulfilled]
    advice = f"Terminar {_counted(len(left), 'actividad pendiente', 'actividades pendientes')}."
    return Said("1.1", sentence, _links(plan, board.rows), advice if left else "")


def _who(plan: WorkPlan, board: Board) -> Iterator[Said]:
    """Of activities that other institutions answer for, the first sign of working together."""
    others = [r for r in board.rows if _institution(r) != plan.service_id]
    if not others:
        return
    bodies = sorted({str(row.activity.responsible) for row in others})
    yield Said(
        "1.3",
        f"Por {_counted(len(others), 'actividad', 'actividades')} de {len(board.rows)} responde "
        f"otra institución: {', '.join(bodies)}.",
        _links(plan, others),
    )


def _institution(row: Row) -> int:
    responsible: Organisation = row.activity.responsible
    return responsible.institution_pk


def _links(plan: WorkPlan, rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            str(row.activity),
            reverse("workplan:activity", args=[plan.public_id, row.activity.line.public_id]),
        )
        for row in rows
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
