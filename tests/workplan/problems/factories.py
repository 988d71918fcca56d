"""Territorial problems as the tests need them, made by the same actions as anybody's."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from minga.people.models import Organisation
from minga.people.roles import Role
from minga.territory.models import Territory
from minga.workplan.problems import actions
from minga.workplan.problems.actions import Agreed, Brings, Budget, Papers, Promised, Statement
from minga.workplan.problems.models import (
    FormalBacking,
    Gap,
    Meeting,
    PartyCommitment,
    ProblemService,
    TerritorialProblem,
)
from tests.commitments.factories import body, evidence, member
from tests.conftest import TODAY, Cast, Somebody

_numbers = count(1)
PREPARED, OPENED = TODAY - timedelta(days=60), TODAY - timedelta(days=50)
DUE = TODAY + timedelta(days=20)
LINE = Budget("line", "31.02", 2008, 1_000_000, is_approved=True)
GAP = Budget("gap", amount=500_000)


def place(key: str = "alto-hospicio") -> Territory:
    return Territory.objects.get(key=key)


def town(cast: Cast) -> Organisation:
    found = Organisation.objects.filter(key="municipalidad-alto-hospicio").first()
    return found or body(
        cast, "municipalidad-alto-hospicio", name="Municipalidad de Alto Hospicio",
        kind="municipality", territory=place(),
    )  # fmt: skip


def mayor(cast: Cast) -> Somebody:
    return member(town(cast), Role.MUNICIPALITY, ("Mirta", "Vega"))


def statement(**more: Any) -> Statement:
    given = {
        "title": f"Pasajes de tierra {next(_numbers)}",
        "statement": "Sin red no hay pavimento.",
        "territory": place(),
        "since": date(2006, 5, 2),
    } | more
    return Statement(**given)


def draft(cast: Cast, *, alone: bool = False, **more: Any) -> TerritorialProblem:
    """Prepared by Ana in SERVIU, with the municipality and the SEREMI."""
    by = cast.ana.on(PREPARED)
    made = actions.prepare_problem(cast.serviu, statement(**more), by=by, on=PREPARED)
    # Of the other service of the site, the SEREMI is the service itself.
    for one in [] if alone else dict.fromkeys((cast.serviu, town(cast), cast.seremi)):
        actions.join_service(made, one, Brings("Obras", "Contratar", "Dinero"), by=by, on=PREPARED)
    return made


def opened(cast: Cast, **more: Any) -> TerritorialProblem:
    made = draft(cast, **more)
    return actions.open_problem(made, by=cast.diana.on(OPENED), on=OPENED)


def party(problem: TerritorialProblem, organisation: Organisation) -> ProblemService:
    return problem.services.get(organisation=organisation)


def backed(cast: Cast, problem: TerritorialProblem, *bodies: Organisation) -> FormalBacking:
    papers = Papers("agreement", f"Convenio {next(_numbers)}", OPENED, evidence())
    signers = [party(problem, one) for one in bodies or (cast.serviu, cast.seremi)]
    return actions.register_backing(problem, papers, signers, by=cast.ana.access)


def promised(
    cast: Cast, problem: TerritorialProblem, organisation: Organisation | None = None, **more: Any
) -> PartyCommitment:
    """By the municipality, without a budget line, unless said otherwise."""
    given = {
        "party": party(problem, organisation or town(cast)),
        "promise": f"Reponer veredas {next(_numbers)}",
        "made_on": TODAY,
        "due_on": DUE,
        "budget": GAP,
    } | more
    return actions.promise(problem, Promised(**given), by=cast.ana.access)


def gap(cast: Cast, problem: TerritorialProblem, *, on: date = TODAY, **more: Any) -> Gap:
    given = {
        "what": f"Falta el permiso {next(_numbers)}",
        "threatens": "Colector",
        "responsible": cast.seremi,
        "due_on": DUE,
    } | more
    return actions.open_gap(problem, **given, by=cast.ana.on(on), on=on)


def convened(cast: Cast, problem: TerritorialProblem, day: date = TODAY, **more: Any) -> Meeting:
    given = {"day": day, "place": "SERVIU"} | more
    return actions.convene(problem, **given, by=cast.ana.access)


def recorded(cast: Cast, meeting: Meeting, said: Agreed | None = None) -> Meeting:
    """Everybody came; the same was said of every gap."""
    agreed = {item.pk: said for item in meeting.items.all() if said}
    came = {row.pk: "Rosa Pinto" for row in meeting.attendances.all()}
    return actions.record_meeting(
        meeting, notes="Se trató todo.", came=came, agreed=agreed, by=cast.ana.access
    )


LATER = Agreed("Sigue pendiente.", "continues", DUE)


def closed(cast: Cast, meeting: Meeting, said: Agreed = LATER) -> Meeting:
    recorded(cast, meeting, said)
    return actions.close_minutes(meeting, by=cast.bruno.access)


def read(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)
