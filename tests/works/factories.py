"""Projects as the tests need them, made by the same actions as anybody's."""

from datetime import date
from itertools import count
from typing import Any

from minga.people.models import Organisation
from minga.people.roles import Role
from minga.works.actions import Cost, Record, Source, register_project, write_money
from minga.works.models import Project, ProjectStage, SourceKind, Typology
from tests.budget.factories import line_item
from tests.commitments.factories import member
from tests.conftest import TODAY, Cast, Somebody

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
