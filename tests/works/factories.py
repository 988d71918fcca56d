"""Projects as the tests need them, made by the same actions as anybody's."""

from datetime import date
from itertools import count
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.people.models import Organisation
from minga.people.roles import Role
from minga.works.actions import (
    Cost,
    Record,
    Source,
    add_precondition,
    register_project,
    write_money,
)
from minga.works.models import (
    ExpectedProject,
    Precondition,
    Project,
    ProjectStage,
    SourceKind,
    Typology,
)
from tests.budget.factories import line_item
from tests.commitments.factories import member
from tests.conftest import SCRIBE, TODAY, Cast, Somebody

_numbers = count(1)
CIVIL_WORKS, ADMINISTRATION = "31-02-004", "31-02-001"


def programmer(service: Organisation) -> Somebody:
    return member(service, Role.PROGRAMMING_OFFICER, ("Paula", "Rojas"))


def record(**more: Any) -> Record:
    given = {
        "bip": f"{30_099_000 + next(_numbers)}-0",
        "name": "Pavimentación pasaje Los Molles",
        "stage": ProjectStage.EXECUTION.value,
        "typology": Typology.PROJECT.value,
    } | more
    return Record(**given)


def project(cast: Cast, *, by: Somebody | None = None, on: date = TODAY, **more: Any) -> Project:
    """Registered by a professional of programming of SERVIU."""
    by = by or programmer(cast.serviu)
    return register_project(cast.serviu, record(**more), by=by.on(on), on=on)


def cost(thousands: int, code: str = CIVIL_WORKS, year: int = 2008) -> Cost:
    return Cost(line_item(code), year, thousands * 1000)


def source(thousands: int, kind: str = SourceKind.SECTOR.value, **more: Any) -> Source:
    return Source(kind, thousands * 1000, **more)


def paid_for(project: Project, by: Somebody, thousands: int = 500_000) -> Project:
    return write_money(project, [cost(thousands)], [source(thousands)], by=by.access)


def precondition(project: Project, by: Somebody, **more: Any) -> Precondition:
    given: dict[str, Any] = {
        "kind": "land",
        "text": "Escritura del terreno",
        "due_on": TODAY,
        "stops_start": True,
    }
    return add_precondition(project, **(given | more), by=by.access)


@action("tests.expected", says="agregó {bip} a la lista")
def _expect(row: ExpectedProject, *, by: Access, on: date | None = None) -> ExpectedProject:
    row.save()
    current_act().about(row, bip=row.bip)
    return row


def expected(service: Organisation, bip: str, *, year: int = TODAY.year) -> ExpectedProject:
    """A line of the list of a year."""
    row = ExpectedProject(
        service=service, year=year, bip=bip, name="Plaza Arica", source="Decreto 45"
    )
    return _expect(row, by=SCRIBE)
