"""What the record says of diffusion for the paragraph of stage 4 on what the regional community was
told (2.1)."""

from collections.abc import Iterator
from datetime import date

from minga.core.access import Access
from minga.workplan.backing import Backing, Said, register_backing
from minga.workplan.diffusion.approvals import plan_url, publication_url
from minga.workplan.diffusion.models import Audience, DiffusionPlan, Publication
from minga.workplan.diffusion.tables import board_of
from minga.workplan.models import WorkPlan

PART = "2.1"


def declare() -> None:
    register_backing(Backing("difusion", "Difusión", says=says, order=60))


def says(plan: WorkPlan, day: date, access: Access) -> Iterator[Said]:
    """One sentence for each audience, and one for what is late, with its advice."""
    diffusion = DiffusionPlan.objects.filter(plan=plan).first()
    if diffusion is None:
        return
    seen = Publication.objects.visible_to(access).standing()
    found = seen.filter(line__diffusion=diffusion, on__lte=day).order_by("on", "pk")
    for audience in Audience:
        rows = [row for row in found if row.audience == audience]
        if rows:
            yield _told(audience, rows)
    yield from _late(diffusion, day)


def _told(audience: Audience, rows: list[Publication]) -> Said:
    count = len(rows)
    what = "una publicación" if count == 1 else f"{count} publicaciones"
    to = "la comunidad regional" if audience == Audience.USERS else "los funcionarios"
    until = f"entre el {rows[0].on:%d-%m-%Y} y el {rows[-1].on:%d-%m-%Y}"
    when = until if rows[0].on != rows[-1].on else f"el {rows[0].on:%d-%m-%Y}"
    links = tuple((f"{row.title}, {row.on:%d-%m-%Y}", publication_url(row)) for row in rows)
    return Said(PART, f"Se informó a {to} con {what}, {when}.", links)


def _late(diffusion: DiffusionPlan, day: date) -> Iterator[Said]:
    version = diffusion.versions.filter(status="in_force").first()
    board = board_of(version, day) if version else None
    if board is None or not board.late:
        return
    names = [row.mechanism.name for row in board.rows if row.late]
    what = "una fecha del plan" if board.late == 1 else f"{board.late} fechas del plan"
    yield Said(
        PART,
        f"Quedó sin publicación {what} de difusión: {', '.join(names)}.",
        (("Plan de difusión", plan_url(diffusion.plan)),),
        advice="Publicar lo que quedó pendiente y fijar quién lo reemplaza si se atrasa.",
    )
