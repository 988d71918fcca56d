"""The projects of a place, with the part of their money that is of the place: on its page and in
its minuta territorial."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Prefetch, Sum
from django.db.models.functions import Cast
from django.urls import reverse

from minga.core.kinds import INTEGER, TEXT
from minga.core.money import thousands
from minga.core.reports import Column, Group, Table
from minga.territory.briefs import Question, Section, Told, register_brief
from minga.territory.models.shares import WHOLE, split
from minga.works.models import Project, ProjectShare, ProjectState
from minga.works.models.costs import THOUSAND

MOST = 8
EMPTY = "Aquí verá los proyectos de la cartera que están en este lugar."
COLUMNS = (
    Column("Proyecto", TEXT, width=40),
    Column("Etapa", TEXT),
    Column("Costo en el lugar (M$)", INTEGER),
    Column("Costo total (M$)", INTEGER),
)


def declare() -> None:
    register_brief(Section("proyectos", "Proyectos y obras", 28, told, empty=EMPTY))


def told(asked: Question) -> Told:
    """Those in the portfolio, the dearest part first. Money of a project whose communes do not add
    to 100 % is not told apart."""
    here = ProjectShare.objects.filter(territory__in=asked.inside)
    projects: Any = (
        Project.objects.visible_to(asked.access)
        .filter(state=ProjectState.ACTIVE, pk__in=here.values("project"))
        .annotate(cost=Cast(Sum("costs__amount", default=0), BigIntegerField()))
        .prefetch_related(Prefetch("shares", ProjectShare.objects.order_by("pk")))
    )
    found = [(project, _part(project, asked.inside)) for project in projects]
    if not found:
        return Told()
    found.sort(key=lambda pair: (-pair[1], pair[0].bip, pair[0].pk))
    rows = found[:MOST]
    cells = tuple(
        (project.name, project.get_stage_display(), part // THOUSAND, project.cost // THOUSAND)
        for project, part in rows
    )
    return Told(
        sentence=_sentence(len(found), sum(part for _, part in found)),
        table=Table(COLUMNS, (Group(cells),)),
        total=len(found),
        links=tuple(reverse("works:project", args=[project.public_id]) for project, _ in rows),
    )


def _part(project: Any, inside: Iterable[int]) -> int:
    """Pesos of a project that are of the place, split as in every report."""
    shares = [(row.territory_id, row.hundredths) for row in project.shares.all()]
    if project.share_total != WHOLE:
        return 0
    return sum(pesos for place, pesos in split(project.cost, shares).items() if place in inside)


def _sentence(total: int, pesos: int) -> str:
    said = "Hay 1 proyecto en cartera" if total == 1 else f"Hay {total} proyectos en cartera"
    return f"{said}; su parte en el lugar cuesta {thousands(pesos)}."
