"""What is visited of a work plan: its activities on the ground, and the plan as a whole."""

from collections.abc import Iterator
from datetime import date

from minga.core.cases import kind_of
from minga.people.models import Organisation
from minga.visits.cases import Moment, VisitCase, register_visit_case
from minga.workplan.models import Activity, WorkPlan

ANCHORS = {
    "programa-aprobado": "aprobación del programa, hasta el fin de su año",
    "actividad-comienza": "comienzo de cada actividad, hasta su término",
    "actividad-termina": "término de cada actividad",
}


def declare() -> None:
    register_visit_case(VisitCase(kind_of(WorkPlan), ANCHORS, _moments))


def _moments(service: Organisation, day: date) -> Iterator[Moment]:
    """Of the versions in force: what was replaced asks for no more visits."""
    activities = Activity.objects.for_page().filter(
        version__plan__service=service, version__status="in_force", version__approved_on__lte=day
    )
    told: set[int] = set()
    for activity in activities.select_related("version__plan__service__party"):
        plan, key = activity.version.plan, activity.line.public_id
        if plan.pk not in told:
            told.add(plan.pk)
            yield from _of_plan(plan, activity.version.approved_on)
        title = f"Actividad {activity.code}: {activity.title}"
        starts, ends = activity.starts_on, activity.ends_on
        yield Moment(plan, "actividad-comienza", key, title, starts, ends)
        yield Moment(plan, "actividad-termina", key, title, ends)


def _of_plan(plan: WorkPlan, approved_on: date | None) -> Iterator[Moment]:
    assert approved_on is not None  # as the constraint of what is in force says
    title = f"Programa de trabajo {plan.year}"
    yield Moment(plan, "programa-aprobado", "programa", title, approved_on, date(plan.year, 12, 31))
