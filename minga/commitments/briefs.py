"""The commitments of a place: on its page and in its minuta territorial."""

from django.urls import reverse

from minga.commitments.models import Commitment
from minga.core.kinds import DATE, TEXT
from minga.core.reports import Column, Group, Table
from minga.territory.briefs import Question, Section, Told, register_brief

MOST = 8
EMPTY = "Aquí verá lo que se prometió en este lugar. Todavía no hay nada que usted pueda leer."
COLUMNS = (
    Column("Compromiso", TEXT, width=40),
    Column("Responsable", TEXT, width=16),
    Column("Plazo", DATE),
    Column("Estado", TEXT),
)


def declare() -> None:
    register_brief(Section("compromisos", "Compromisos", 45, told, empty=EMPTY))


def told(asked: Question) -> Told:
    """Open ones first, the oldest term first."""
    found = Commitment.objects.visible_to(asked.access).filter(
        territory__in=asked.inside, created_on__lte=asked.day
    )
    rows = list(found.open().for_page().order_by("due_on", "pk")[:MOST])
    total = found.open().count()
    if not rows:
        return Told()
    late = found.overdue(asked.day).count()
    cells = tuple(
        (row.short, row.responsible.short_name, row.due_on, row.said_on(asked.day)) for row in rows
    )
    return Told(
        sentence=_sentence(total, late),
        table=Table(COLUMNS, (Group(cells),)),
        total=total,
        links=tuple(reverse("commitments:commitment", args=[row.public_id]) for row in rows),
    )


def _sentence(total: int, late: int) -> str:
    said = "Hay 1 compromiso abierto" if total == 1 else f"Hay {total} compromisos abiertos"
    if not late:
        return f"{said}; ninguno está vencido."
    return f"{said}; {late} {'está vencido' if late == 1 else 'están vencidos'}."
