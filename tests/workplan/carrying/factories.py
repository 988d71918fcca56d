"""Commitments that a plan leaves, told by a source of the tests, and carried by Ana."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from minga.people.models import Organisation
from minga.workplan import actions as plans
from minga.workplan import leaving
from minga.workplan.carrying import actions
from minga.workplan.carrying.models import CarriedCommitment
from minga.workplan.leaving import Left, Source, register_source
from minga.workplan.models import WorkPlan
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories

TEXTS = ("Vigilar el observatorio", "Fijar metas de 2008", "Publicar las actas")
SOURCE = "prueba"


def left(
    number: int, text: str, *, responsible: Organisation | None = None, due_on: date | None = None
) -> Left:
    return Left(
        key=f"k{number}",
        text=text,
        where=f"Actividad 1.{number + 1}",
        url="/programas/",
        responsible=responsible,
        responsible_words="" if responsible else "SEREMI-SERVIU",
        due_on=due_on,
    )


@contextmanager
def leaves(*found: Left, year: int = 2007) -> Iterator[None]:
    """While it lasts, each plan of the year leaves them."""

    def tells(plan: WorkPlan) -> Iterable[Left]:
        return found if plan.year == year else ()

    source = Source(SOURCE, "informe de prueba", left=tells)
    register_source(source)
    try:
        yield
    finally:
        leaving._registered.remove(source)


def three(cast: Cast, **more: Any) -> list[Left]:
    """One of the SEREMI's, due in ten days unless said otherwise; two of nobody's by name."""
    given = {"responsible": cast.unit, "due_on": TODAY} | more
    first = left(0, TEXTS[0], **given)
    return [first, *(left(number, TEXTS[number]) for number in (1, 2))]


def years(cast: Cast) -> tuple[WorkPlan, WorkPlan]:
    """The plan of 2007 in force and Ana's draft of 2008."""
    return factories.approved(cast), next_year(cast)


def next_year(cast: Cast) -> WorkPlan:
    """Ana's draft of 2008, with one activity."""
    by = cast.ana.access
    made = plans.create_plan(cast.serviu, cast.region, year=2008, by=by)
    objective = plans.add_objective(made.versions.get(), title="Consolidar", by=by)
    plans.add_activity(objective, factories.values(cast, weight=100, year=2008), by=by)
    return made


def carried(cast: Cast, plan: WorkPlan, *numbers: int, by: Somebody | None = None) -> Any:
    """Those of the numbers, or the first one."""
    keys = [(SOURCE, f"k{number}") for number in numbers or (0,)]
    return actions.carry(plan, keys, by=(by or cast.ana).access)


def read(row: CarriedCommitment) -> CarriedCommitment:
    return CarriedCommitment.objects.for_page().get(pk=row.pk)
