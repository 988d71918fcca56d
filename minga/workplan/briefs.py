"""The work plans of a place: its panel and the minuta territorial tell the same rows."""

from collections import Counter

from django.urls import reverse

from minga.core.kinds import INTEGER, TEXT
from minga.core.reports import Column, Group, Table
from minga.territory.briefs import Question, Section, Told, register_brief
from minga.workplan.models import Evidence, WorkPlan
from minga.workplan.search import open_to
from minga.workplan.tables import Score, scores

MOST = 8
EMPTY = (
    "Aquí verá los programas de trabajo de este lugar que usted puede leer. Todavía no hay ninguno."
)
COLUMNS = (
    Column("Programa", TEXT),
    Column("Lugar", TEXT),
    Column("Actividades", INTEGER),
    Column("Cumplidas", INTEGER),
    Column("Ganado de 100", INTEGER),
    Column("Evidencias por verificar", INTEGER),
)


def declare() -> None:
    register_brief(
        Section("programas", "Programas de trabajo", 30, told, empty=EMPTY, has_panel=True)
    )


def plans_of(asked: Question) -> list[tuple[WorkPlan, Score | None]]:
    """Of the place, and of what it is part of: a plan of the region is also one of its communes.
    The newest first, one more than are shown."""
    plans = open_to(asked.access).filter(territory__in=asked.containing)
    found = list(
        WorkPlan.objects.for_page()
        .filter(pk__in=plans.values("pk"))
        .order_by("-year", "service__name")[: MOST + 1]
    )
    by_plan = scores(found[:MOST], asked.day)
    return [(plan, by_plan.get(plan.pk)) for plan in found]


def told(asked: Question) -> Told:
    found = plans_of(asked)
    if not found:
        return Told()
    waiting = _waiting(asked, [plan for plan, _ in found])
    cells = tuple(_row(asked, plan, score, waiting[plan.pk]) for plan, score in found[:MOST])
    return Told(
        sentence=_sentence(found[0]),
        table=Table(COLUMNS, (Group(cells),)),
        links=tuple(reverse("workplan:plan", args=[plan.public_id]) for plan, _ in found[:MOST]),
    )


def _sentence(newest: tuple[WorkPlan, Score | None]) -> str:
    plan, score = newest
    if score is None:
        return f"El programa {plan.year} de {plan.service.short_name} está sin aprobar."
    return (
        f"El programa {plan.year} de {plan.service.short_name} lleva {score.fulfilled} de "
        f"{score.activities} actividades cumplidas y {score.earned} puntos de 100."
    )


def _row(
    asked: Question, plan: WorkPlan, score: Score | None, waiting: int
) -> tuple[str, str, int | None, int | None, int | None, int]:
    name = f"{plan.service.short_name}, {plan.year}"
    place = asked.frame.name_of(plan.territory_id)
    if score is None:
        return name, place, None, None, None, waiting
    return name, place, score.activities, score.fulfilled, score.earned, waiting


def _waiting(asked: Question, plans: list[WorkPlan]) -> Counter[int]:
    """Evidence that waited that day for another person's eyes, of what the reader may see."""
    rows = (
        Evidence.objects.visible_to(asked.access)
        .current()
        .filter(line__plan__in=plans, on__lte=asked.day)
        .select_related("line", "review")
    )
    return Counter(row.line.plan_id for row in rows if row.outcome_on(asked.day) is None)
