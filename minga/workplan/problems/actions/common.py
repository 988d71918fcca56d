"""The first lines of every action: lock the problem, read again, ask who may."""

from minga.core.access import Access
from minga.core.actions import current_act
from minga.core.errors import NotAllowed
from minga.workplan.problems import errors
from minga.workplan.problems.models import (
    AgendaItem,
    Gap,
    Meeting,
    ProblemService,
    TerritorialProblem,
)
from minga.workplan.problems.permissions import DECIDE, MINUTES, PREPARE

ONLY = {
    PREPARE: "Los problemas territoriales los preparan las unidades del servicio que convoca.",
    DECIDE: "Un problema territorial lo abre y lo cierra quien dirige el servicio que convoca.",
    MINUTES: "El acta la cierran las unidades del servicio que convoca.",
}


def require(by: Access, permission: str, service_id: int) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(ONLY[permission])
    current_act().by = by.acting(permission, service_id)


def locked(problem: TerritorialProblem) -> TerritorialProblem:
    """One change of a problem, its meetings included, at a time."""
    TerritorialProblem.objects.select_for_update().get(pk=problem.pk)
    return TerritorialProblem.objects.for_page().get(pk=problem.pk)


def unfinished(problem: TerritorialProblem, by: Access) -> TerritorialProblem:
    """In preparation or live, to be written by who prepares."""
    found = locked(problem)
    require(by, PREPARE, found.service_id)
    if found.is_closed:
        raise errors.AlreadyClosed
    return found


def live(problem: TerritorialProblem, by: Access, permission: str = PREPARE) -> TerritorialProblem:
    found = locked(problem)
    require(by, permission, found.service_id)
    if not found.is_live:
        raise errors.NotLive(found.get_state_display())
    return found


def standing(problem: TerritorialProblem, party: ProblemService) -> ProblemService:
    """The service as it takes part now."""
    found = problem.services.standing().for_page().filter(pk=party.pk).first()
    if found is None:
        raise errors.NotOfIt
    return found


def text_of(said: str, field: str, sentence: str) -> str:
    if not said.strip():
        raise errors.FieldMissing(field, sentence)
    return said.strip()


def on_agenda(meeting: Meeting, text: str, gap: Gap | None = None) -> None:
    """At its end."""
    last = meeting.items.order_by("-number").values_list("number", flat=True).first() or 0
    AgendaItem(meeting=meeting, number=last + 1, text=text[:300], gap=gap).save()
